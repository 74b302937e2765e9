import { useEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Html } from "../parts/html.jsx";
import { StepScreen } from "../screens/step.jsx";
import { addressHere, addressOf } from "./address.js";
import { useAnswer } from "./answer.js";
import { Cover } from "./cover.jsx";
import { Stage } from "./stage.jsx";
import { TITLE, useTimes } from "./times.js";
import { useCompany } from "./windows.js";

/** A lesson led from this computer: the title, its screens one by one, and where to go on at home. */
export function Presentation({ tell, lesson, library, screens, at, screen, visits, go }) {
  const { own, say, model } = useSetting();
  const [titled, setTitled] = useState(at === 0);
  const [news, setNews] = useState("");
  const [address] = useState(() => addressHere(own, model.get("addresses")?.[lesson.language]));
  const shown = titled ? TITLE : screen.id;
  const answer = useAnswer(titled ? null : screen, visits);
  const times = useTimes(shown);
  const last = at === screens.length - 1;
  const remote = useRef({});
  // The browser's own way forward leaves the title, too.
  useEffect(() => {
    if (at > 0) setTitled(false);
  }, [at]);

  const deeds = {
    next() {
      setNews("");
      if (titled) setTitled(false);
      else if (answer.hidden) answer.reveal();
      else if (!last) go(screens[at + 1].id);
    },
    back() {
      setNews("");
      if (titled) return;
      if (at > 0) go(screens[at - 1].id);
      else setTitled(true);
    },
    reveal: answer.hidden ? answer.reveal : answer.revealed ? answer.hide : undefined,
    first() {
      go(screens[0].id);
      setTitled(true);
    },
    notes() {
      if (!own) setNews(tell("notes_notebook"));
      else if (!open(addressOf("?notes"))) setNews(tell("notes_blocked"));
    },
    nothing() {},
  };
  const { hidden, revealed } = answer;
  const state = { id: shown, language: lesson.language, hidden, revealed, last, ...times };
  const { open, company } = useCompany(lesson.name, state, remote);
  useEffect(() => setNews(company === "gone" ? tell("notes_gone") : ""), [company]);

  const steps = screens[screens.length - 1].number;
  return (
    <Stage
      {...{ tell, shown, deeds, remote }}
      title={tell("title", { lesson: lesson.title })}
      bar={{
        nextWord: titled ? "start" : hidden ? "reveal" : "next",
        revealed,
        news,
      }}
      strip={
        !titled && (
          <>
            <span>{address.short || lesson.title}</span>
            {screen.part?.title && <span class="suluh-strip-part">{screen.part.title}</span>}
            <span>{say("progress", { step: screen.number, steps })}</span>
          </>
        )
      }
    >
      {titled || screen.kind === "result" ? (
        <Cover
          {...{ tell, address, library }}
          lead={titled ? "open" : "go_on"}
          title={titled ? lesson.title : tell("thanks")}
        >
          <p>{titled ? tell("begin") : tell("thanks_more", { lesson: lesson.title })}</p>
        </Cover>
      ) : (
        <Shown key={shown} {...{ screen, steps, visits, setNews }} />
      )}
    </Stage>
  );
}

/** A screen of the lesson as it is on a phone, only larger; the end of a part without its code. */
export function Shown({ screen, steps, visits, setNews }) {
  const { say } = useSetting();
  if (screen.kind === "step") {
    return <StepScreen {...{ screen, steps, visits }} setNotice={setNews} />;
  }
  const done = say("part_done", { part: screen.index + 1 });
  return (
    <div class="suluh-screen" data-screen={screen.id}>
      <p class="suluh-part">{done}</p>
      <h2 tabIndex={-1}>{screen.part.title || done}</h2>
      <Html html={screen.part.end} />
    </div>
  );
}

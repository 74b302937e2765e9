// The shared screen of a live room: it follows, and steers nothing itself. Keys that were pressed here
// are passed on to the trainer's console, which opened it.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Html } from "../parts/html.jsx";
import { Message } from "../parts/message.jsx";
import { BeforeAfter } from "../room/before-after.jsx";
import { Cloud } from "../room/cloud.jsx";
import { drawnSplit } from "../room/following.js";
import { Split } from "../room/split.jsx";
import { openStream } from "../room/stream.js";
import { shortened } from "./address.js";
import { Cover } from "./cover.jsx";
import { modelOf } from "./models.js";
import { Shown } from "./presentation.jsx";
import { Stage } from "./stage.jsx";
import { tellConsole } from "./windows.js";

const POINTS = [0, 1, 2, 3, 4];

export function RoomScreen({ tell, lesson, library, screens, screen, visits, go, code, rooms }) {
  const room = rooms + encodeURIComponent(code);
  const [view, setView] = useState(null);
  const [trouble, setTrouble] = useState("");
  const [news, setNews] = useState("");

  useEffect(
    () =>
      openStream(room, "", ({ view: told, trouble: why }) => {
        if (told) setView(told);
        if (why !== undefined) setTrouble(why && (why === "lost" ? "room_lost" : "room_unknown"));
      }),
    [],
  );
  useFollowing({ view, screens, screen, visits, go });
  const [covered, setCovered] = useCover(view, screens);

  const pass = (key) => () => setNews(tellConsole(code, key) ? "" : tell("room_console"));
  const deeds = {
    next: covered ? () => setCovered(false) : pass("next"),
    back: pass("back"),
    reveal: covered ? undefined : pass("reveal"),
    first: () => setCovered(true),
    nothing() {},
  };
  const { name, part } = covered ? COVER : partOf(view, screen);
  const link = view ? view.link || new URL(room, location.href).href : "";
  const short = view?.short || shortened(link);
  const address = { link, short, why: trouble || "room_coming" };
  const joined = view?.joined;
  const people = Number.isInteger(joined) && tell("joined", { n: joined });
  const Part = PARTS[part];
  const facts = { tell, view, screen, screens, visits, lesson, library, address, people, setNews };
  return (
    <Stage
      {...{ tell, deeds }}
      shown={name}
      title={tell("title", { lesson: lesson.title })}
      without={["notes_key"]}
      bar={{
        nextWord: covered ? "start" : "next",
        news: news || (trouble ? tell(trouble) : ""),
      }}
      strip={
        part !== "cover" && (
          <>
            <span>{short}</span>
            <span>
              {tell("code")} <strong>{view.room}</strong>
            </span>
            {people && <span>{people}</span>}
            <Answers {...{ tell, view, part }} />
          </>
        )
      }
    >
      <Part key={name} {...facts} />
    </Stage>
  );
}

/** Be at the trainer's step, with its answer shown once it is revealed, and hidden before. */
function useFollowing({ view, screens, screen, visits, go }) {
  const { fresh } = useSetting();
  const wanted = screens.find(({ kind, id }) =>
    view?.step === "result" ? kind === view.step : id === view?.step,
  );
  useEffect(() => {
    if (wanted) go(wanted.id, { replace: true });
  }, [wanted?.id, screen.id]);

  const { activity, id } = screen.step ?? {};
  const model = modelOf(activity);
  const answer = activity && visits.visit.answers[activity.id];
  const isRevealed = Boolean(answer?.last && !answer.draft);
  const toReveal = Boolean(
    view?.revealed?.includes(id) || (view?.step === id && view?.item?.state === "revealed"),
  );
  useEffect(() => {
    if (!model || isRevealed === toReveal) return;
    fresh.current = false; // on a screen that many look at nothing jumps
    if (toReveal) visits.commit(activity.id, model, { step: id, ms: 0 });
    else visits.setDraft(activity.id, {});
  }, [id, toReveal]);
}

const COVER = { name: "cover", part: "cover" };

/**
 * Whether the way into the room stands on the whole screen: first, while people come, and whenever it
 * is asked for. It goes once the trainer goes on.
 */
function useCover(view, screens) {
  const [covered, setCovered] = useState(true);
  const { state, step, item, poll, questions } = view ?? {};
  const doing = JSON.stringify([state, step, item?.state, poll?.run, questions?.picked?.id]);
  const before = useRef("");
  useEffect(() => {
    if (!view) return;
    // Who opens this screen anew, further on, finds what is going on.
    const underWay = step !== screens[0].id || state !== "open" || poll || questions?.picked;
    if (before.current ? before.current !== doing : underWay) setCovered(false);
    before.current = doing;
  }, [doing]);
  return [!view || covered, setCovered];
}

/** Which part of the room is on the screen: `{ name, part }`, of which the name changes with it. */
function partOf(view, screen) {
  const { state, questions, poll, step, item } = view;
  if (state === "ended") return { name: "end", part: "cover" };
  if (state === "paused") return { name: "pause", part: "pause" };
  if (questions?.picked) return { name: `question ${questions.picked.id}`, part: "question" };
  if (poll) return { name: `poll ${poll.run}`, part: "poll" };
  if (item?.split) return { name: `split ${step}`, part: "split" };
  return { name: screen.id, part: screen.kind === "result" ? "cover" : "step" };
}

function RoomCover({ tell, view, address, lesson, library, people }) {
  const over = view && (view.state === "ended" || view.step === "result");
  return (
    <Cover
      {...{ tell, address, library }}
      lead={over ? "go_on" : "open_room"}
      title={over ? tell("thanks") : lesson.title}
    >
      {over ? (
        <p>{tell("thanks_more", { lesson: lesson.title })}</p>
      ) : (
        view && (
          <>
            <p class="suluh-cover-code">
              {tell("code")} <strong>{view.room}</strong>
            </p>
            {people && <p role="status">{people}</p>}
          </>
        )
      )}
    </Cover>
  );
}

function Pause({ tell, lesson }) {
  return (
    <div class="suluh-screen suluh-show-centre">
      <h2 tabIndex={-1}>{tell("pause")}</h2>
      <p>{tell("pause_more", { lesson: lesson.title })}</p>
    </div>
  );
}

function Question({ tell, view }) {
  return (
    <div class="suluh-screen suluh-show-centre">
      <h2 tabIndex={-1} class="suluh-part">
        {tell("question")}
      </h2>
      <blockquote class="suluh-show-asked">{view.questions.picked.text}</blockquote>
    </div>
  );
}

function StepShown({ screen, screens, visits, setNews }) {
  const steps = screens[screens.length - 1].number;
  return <Shown {...{ screen, steps, visits, setNews }} />;
}

/** How many have answered what is asked now; what they answered is hidden until it is shown. */
function Answers({ tell, view, part }) {
  const { state, answers } = { poll: view.poll, step: view.item, split: view.item }[part] ?? {};
  if (!Number.isInteger(answers)) return null;
  return (
    <span role="status" class="suluh-show-answers">
      <strong>{answers}</strong> {tell("answers")}
      {state === "closed" && ` · ${tell("closed")}`}
    </span>
  );
}

/** What the room answered, in the place of the options; once the key is revealed, that below it. */
function SplitShown({ tell, view, screen, screens, visits, setNews }) {
  const { say, otherLang } = useSetting();
  const { step } = screen;
  const { state, split, answers } = view.item;
  const revealed = state === "revealed";
  const steps = screens[screens.length - 1].number;
  // What was opened begins at its title, wherever the split had been scrolled to.
  useEffect(() => {
    if (revealed) window.scrollTo(0, 0);
  }, [revealed]);
  if (!step?.activity) return null;
  // Where the split has no place for each option, it does not stand for what was asked.
  const { options, pair, message } = step.activity;
  const isBelow = revealed || !(options || pair);
  return (
    <>
      <div class="suluh-screen suluh-show-split" data-screen={screen.id} data-state={state}>
        <h2 tabIndex={-1} lang={otherLang}>
          {step.title}
        </h2>
        <div class="suluh-show-sides">
          {!isBelow && message && <Message message={message} />}
          <div>
            <Html html={step.activity.question} class="suluh-question" />
            <Split
              {...drawnSplit(step.activity, { split, answers }, undefined, say, tell)}
              {...{ revealed }}
              rightWord={tell("right_one")}
              label={tell("split")}
            />
          </div>
        </div>
      </div>
      {isBelow && (
        <div class="suluh-show-below">
          <Shown {...{ screen, steps, visits, setNews }} />
        </div>
      )}
    </>
  );
}

function PollShown({ tell, view: { poll } }) {
  const { state, question } = poll;
  return (
    <div class="suluh-screen" data-poll={state}>
      <p class="suluh-part">{tell("poll")}</p>
      <h2 tabIndex={-1}>{question}</h2>
      {state === "shown" ? <PollSplit {...{ tell, poll }} /> : <PollOptions {...{ tell, poll }} />}
    </div>
  );
}

const pollOptions = ({ form, options, low, high }) =>
  form === "scale"
    ? POINTS.map((place) => {
        const end = { 0: low, 4: high }[place];
        return { text: end ? `${place + 1} · ${end}` : `${place + 1}` };
      })
    : options.map((text) => ({ text }));

function PollOptions({ tell, poll }) {
  if (poll.form === "words") return <p>{tell("words_wanted")}</p>;
  return (
    <ul class="suluh-show-options">
      {pollOptions(poll).map(({ text }) => (
        <li>{text}</li>
      ))}
    </ul>
  );
}

function PollSplit({ tell, poll }) {
  const { form, cloud, split, before, answers } = poll;
  const label = tell("split");
  if (form === "words") return <Cloud words={cloud ?? []} {...{ label }} />;
  const options = pollOptions(poll);
  if (!before) return <Split {...{ options, label }} counts={split ?? []} people={answers} />;
  const words = { before: tell("before"), after: tell("after") };
  const after = { split: split ?? [], answers };
  return <BeforeAfter {...{ options, label, before, after, words }} />;
}

const PARTS = {
  cover: RoomCover,
  pause: Pause,
  question: Question,
  step: StepShown,
  split: SplitShown,
  poll: PollShown,
};

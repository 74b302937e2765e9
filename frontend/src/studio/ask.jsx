import { useEffect, useRef } from "preact/hooks";
import { useWords } from "./words.js";

const ANSWERS = {
  errors: ["no", "save"],
  draft: ["take", "both", "later", "drop"],
  conflict: ["mine", "theirs", "both"],
  gone: ["mine"],
};

/** A question to the person who writes. It waits above the text, which can be read meanwhile. */
export function Ask({ session }) {
  const say = useWords();
  const { ask } = session.told;
  const place = useRef();
  useEffect(() => {
    if (ask?.kind === "errors") place.current?.querySelector("button").focus();
  }, [ask?.kind]);
  if (!ask) return null;
  const answer = (choice) => {
    session.ask({ do: "answer", choice });
    const first = session.told.problems.find(({ level }) => level === "error");
    if (ask.kind === "errors" && choice === "no" && first) session.paper.go(first.line - 1);
  };
  return (
    <div class="studio-ask" role="alert" data-kind={ask.kind} ref={place}>
      <p>{ask.sentence}</p>
      <div class="studio-answers">
        {ANSWERS[ask.kind].map((choice, place) => (
          <button
            type="button"
            class={place === 0 ? "studio-strong" : "studio-tool"}
            data-answer={choice}
            onClick={() => answer(choice)}
          >
            {say(`answer_${ask.kind}_${choice}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

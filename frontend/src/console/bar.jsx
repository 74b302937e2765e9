import { useEffect, useState } from "preact/hooks";
import { useConsole } from "./context.js";
import { nextThing } from "./sensible.js";
import { useSettled } from "./steady.js";

/** The longest wait for the view that follows a command which was done. */
const AT_MOST = 3000;

/**
 * The two ways through the lesson: `{ thing, isReady, run(), back, goBack() }`. `run` sends what the
 * main button says, once, and not again before the room has told what came of it.
 */
export function useSteering({ view, lesson, number, send, say, askToEnd }) {
  const thing = view && nextThing(view, lesson);
  const [waiting, setWaiting] = useState(null); // for the view with this number
  const meaning = thing ? JSON.stringify([thing.word, thing.commands]) : "";
  const settled = useSettled(meaning);
  useEffect(() => {
    if (waiting === null || waiting === true) return undefined;
    if (number >= waiting) {
      setWaiting(null);
      return undefined;
    }
    const timer = setTimeout(() => setWaiting(null), AT_MOST);
    return () => clearTimeout(timer);
  }, [waiting, number]);

  const isReady = Boolean(thing) && waiting === null && settled;
  const give = async (commands, told) => {
    setWaiting(true);
    let done;
    for (const command of commands) {
      done = await send(command, told);
      if (!done) break;
    }
    setWaiting(typeof done === "number" ? done : null);
  };
  const run = () => {
    if (!isReady) return;
    if (thing.ends) askToEnd();
    else {
      const what = say(thing.word, thing.facts);
      give(thing.commands, { what, did: thing.did, facts: thing.facts });
    }
  };
  const back = view?.state === "open" && lesson ? lesson.before(view.step) : "";
  const goBack = () => {
    if (!back || waiting !== null) return;
    const title = lesson.step(back).title;
    const told = { what: `${say("back")}: ${title}`, did: "did_move", facts: { title } };
    give([{ do: "move", step: back }], told);
  };
  return { thing, isReady, run, back, goBack };
}

/** Always in the same place: back, what the main button will do, and the main button. */
export function Bar({ steering, trouble, said, lessonMissing }) {
  const { say, facts, id } = useConsole();
  const { thing, isReady, run, back, goBack } = steering;
  return (
    <section class="console-bar" aria-label={say("now_do")}>
      <div class="console-told">
        <p class="console-then" id={id("then")}>
          {lessonMissing ? say("no_lesson") : thing && say(thing.then, thing.facts)}
        </p>
        <p class="console-said" role="status" data-bad={trouble || said?.bad ? "" : undefined}>
          {trouble && <span>{troubleOf(trouble, say)} </span>}
          {trouble === "signed_out" && facts.sign_in && (
            <a href={facts.sign_in} target="_blank">
              {say("sign_in")}
            </a>
          )}
          {said && <span>{said.text}</span>}
        </p>
      </div>
      <button
        type="button"
        class="console-second console-back"
        aria-disabled={!back || undefined}
        onClick={goBack}
      >
        {say("back")}
      </button>
      <button
        type="button"
        id={id("main")}
        class="console-strong console-main"
        aria-disabled={!isReady || undefined}
        aria-describedby={id("then")}
        onClick={run}
      >
        {thing ? say(thing.word, thing.facts) : say("do_next")}
      </button>
    </section>
  );
}

/** What is wrong: of a kind that has words, or a sentence already. */
const troubleOf = (trouble, say) =>
  trouble === "lost" || trouble === "signed_out" ? say(trouble) : trouble;

import { Item, notesBeside } from "./item.jsx";
import { itemOf, RESULT } from "./lesson.js";
import { useConsole } from "./context.js";
import { Prose } from "./parts.jsx";
import { PollNow } from "./poll-now.jsx";
import { pollOnScreens } from "./polls.js";
import { useNow } from "./room.js";

/** What is on the screens, what people do with it, and what the notes say about it. */
export function Now() {
  const { say, view, lesson } = useConsole();
  const poll = pollOnScreens(view);
  const step = lesson?.step(view.step);
  const item = lesson && itemOf(view, step);
  return (
    <>
      <div class="console-step">
        <p class="console-note">{placeOf(view, lesson, say)}</p>
        <h2 lang={step ? lesson.language : undefined}>{titleOf(view, lesson, say)}</h2>
        {step && <Time step={step} />}
        {view.step === RESULT && <p>{say("result_lead")}</p>}
      </div>
      {poll && <PollNow key={poll.run} poll={poll} />}
      {item && !poll && <Item key={step.id} item={item} step={step} />}
      {step && <Notes key={step.id} step={step} beside={!poll && notesBeside(item, step)} />}
    </>
  );
}

function placeOf(view, lesson, say) {
  const at = lesson?.place(view.step) ?? -1;
  if (at < 0 || view.step === RESULT) return say("now");
  const part = lesson.partOf(view.step);
  return say(part ? "place_in" : "place", { part, at: at + 1, of: lesson.steps.length });
}

export const titleOf = (view, lesson, say) =>
  view.step === RESULT
    ? say("result")
    : (lesson?.step(view.step)?.title ?? (view.title || say("lobby")));

/** Planned and real minutes, of the step and of the whole. */
function Time({ step }) {
  const { say, view, lesson } = useConsole();
  const now = useNow(view);
  const passed = (since) => Math.max(0, Math.floor((now - since) / 60));
  const here = passed(view.since || view.opened);
  const over = step.minutes && here >= step.minutes;
  return (
    <p class="console-time">
      {step.minutes && <span>{say("planned", { n: step.minutes })}</span>}
      <span data-over={over || undefined}>
        {here ? say("spent", { n: here }) : say("spent_begun")}
        {over && ` · ${say("spent_over")}`}
      </span>
      {lesson.minutes && (
        <span>{say("whole", { spent: passed(view.opened), n: lesson.minutes })}</span>
      )}
    </p>
  );
}

function Notes({ step, beside }) {
  const { say, id } = useConsole();
  return (
    <section class="console-card console-notes" aria-labelledby={id("notes")}>
      <h3 id={id("notes")}>{say("notes")}</h3>
      {!beside && <Prose html={step.notes} />}
      {!step.notes && <p class="console-note">{say("no_notes")}</p>}
      {[
        ["right_answer", step.answer],
        ["others", step.others],
        ["hints", step.hints],
      ].map(
        ([word, html]) =>
          html && (
            <details key={word}>
              <summary>{say(word)}</summary>
              <Prose html={html} />
            </details>
          ),
      )}
    </section>
  );
}

import { useEffect, useRef } from "preact/hooks";
import { useConsole } from "./context.js";
import { itemOf, RESULT } from "./lesson.js";
import { Act, Prose, useDisclosure } from "./parts.jsx";

/** All steps by parts: read ahead, go anywhere, send people on alone, call them back. */
export function Steps() {
  const { say, view, lesson } = useConsole();
  const list = useRef();
  useEffect(() => {
    const here = list.current?.querySelector("[aria-current]");
    const pane = here?.closest(".console-side");
    // Only the pane moves, and only when the room has: never what is under the pointer elsewhere.
    if (pane && !pane.contains(document.activeElement)) {
      pane.scrollTop += here.getBoundingClientRect().top - pane.getBoundingClientRect().top - 120;
    }
  }, [view.step, Boolean(lesson)]);
  if (!lesson) return null;
  return (
    <div ref={list}>
      <Pace />
      <p class="console-note">{say("steps_lead")}</p>
      {lesson.parts.map(({ title, steps }) => (
        <section key={title} class="console-part">
          {title && <h3 lang={lesson.language}>{title}</h3>}
          <ol>
            {steps.map((id) => (
              <Step key={id} step={lesson.step(id)} />
            ))}
          </ol>
        </section>
      ))}
      <ol class="console-part">
        <Step step={{ id: RESULT, title: say("result") }} />
      </ol>
    </div>
  );
}

function Pace() {
  const { say, view, lesson } = useConsole();
  const { pace, until } = view.settings;
  const free = pace === "free";
  const title = lesson.step(until)?.title;
  const call = { do: "set", pace: "together" };
  const go = { do: "set", pace: "free", until: "" };
  return (
    <div class="console-pace" data-free={free || undefined}>
      <p>{say(free ? (title ? "pace_until" : "pace_free") : "pace_together", { title })}</p>
      <Act
        look="second"
        command={free ? call : go}
        what={say(free ? "call_back" : "pace_free_all")}
        did="did_set"
      >
        {say(free ? "call_back" : "pace_free_all")}
      </Act>
    </div>
  );
}

function Step({ step }) {
  const { say, count, view, lesson, id } = useConsole();
  const [open, toggle] = useDisclosure(step.id);
  const item = step.id !== RESULT && itemOf(view, step);
  const here = view.step === step.id;
  const isBound = view.settings.pace === "free" && view.settings.until === step.id;
  const { title } = step;
  const body = id(`step-${step.id}`);
  return (
    <li class="console-step-row" data-here={here || undefined} tabIndex={-1}>
      <button
        type="button"
        aria-expanded={open ? "true" : "false"}
        aria-controls={open ? body : undefined}
        aria-current={here ? "step" : undefined}
        onClick={toggle}
      >
        <span class="console-step-place">{lesson.place(step.id) + 1}</span>
        <span class="console-step-title" lang={step.id === RESULT ? undefined : lesson.language}>
          {title}
        </span>
        <span class="console-step-facts">
          {here && <strong>{say("step_here")}</strong>}
          {isBound && <strong>{say("step_until")}</strong>}
          {item?.answers > 0 && (
            <span>
              {item.state === "revealed" && (
                <>
                  <span aria-hidden="true">✓ </span>
                  <span class="console-unseen">{say("step_done")} </span>
                </>
              )}
              {count("step_answers", item.answers)}
            </span>
          )}
        </span>
      </button>
      {open && (
        <div class="console-step-body" id={body}>
          <div class="console-ways">
            {!here && (
              <Act
                look="second"
                command={{ do: "move", step: step.id }}
                what={`${say("move_here")}: ${title}`}
                did="did_move"
                facts={{ title }}
                after={toggle}
              >
                {say("move_here")}
              </Act>
            )}
            {step.id !== RESULT && !isBound && (
              <Act
                look="second"
                command={{ do: "set", pace: "free", until: step.id }}
                what={`${say("free_until")}: ${title}`}
                did="did_set"
              >
                {say("free_until")}
              </Act>
            )}
          </div>
          {step.minutes && <p class="console-note">{say("minutes", { n: step.minutes })}</p>}
          <Prose html={step.notes} />
        </div>
      )}
    </li>
  );
}

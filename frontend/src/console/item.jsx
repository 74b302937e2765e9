import { Split, shareOf } from "../room/split.jsx";
import { useConsole } from "./context.js";
import { optionsOf } from "./lesson.js";
import { Act, Number_, Prose, useDisclosure } from "./parts.jsx";

/** From so many on, what was missed more rarely says nothing. */
const MOST_MISSED = 3;

/** The item of the current step: answers as they come, the split once it is time, then why. */
export function Item({ item, step }) {
  const { say, count, lesson } = useConsole();
  const { state, answers, late } = item;
  const shown = state === "shown" || state === "revealed";
  const [peeking, peek] = useDisclosure(`${step.id} ${shown}`);
  const options = optionsOf(item, step, say);
  const turn = (to) => ({ do: "item", step: step.id, state: to });
  return (
    <section class="console-card console-item" data-state={state} tabIndex={-1}>
      <Prose html={step.question} class="console-question" />
      <Count n={answers} word="answered" />
      {!shown && <Peek {...{ peeking, peek }} word="peek" />}
      {shown || peeking ? (
        <Drawn {...{ item, options }} open={shown} revealed={state === "revealed"} />
      ) : (
        item.form !== "right" && <Choices options={options} />
      )}
      <p class="console-note console-late">{late > 0 && count("late", late)}</p>
      {state === "revealed" && <Why {...{ item, step, options }} />}
      <div class="console-ways">
        {state === "asking" && (
          <Act command={turn("closed")} what={say("close_only")} did="did_close">
            {say("close_only")}
          </Act>
        )}
        {(state === "closed" || state === "shown") && (
          <Act command={turn("asking")} what={say("asking_again")} did="did_ask">
            {say("asking_again")}
          </Act>
        )}
        {state !== "revealed" && <SkipTo to={lesson.after(step.id)} />}
      </div>
    </section>
  );
}

/** How many did it, of those who are there. */
export function Count({ n, word }) {
  const { say, count, view, language } = useConsole();
  return (
    <p class="console-count">
      <Number_ n={n} language={language} /> {count(word, n)}{" "}
      {view.here >= n && <span class="console-note">{say("answered_of", { n: view.here })}</span>}
    </p>
  );
}

/** Let the split be seen in this window alone: it may be shared, so nobody sees it by chance. */
export function Peek({ peeking, peek, word }) {
  const { say } = useConsole();
  return (
    <div class="console-peek">
      <button
        type="button"
        class="console-second"
        aria-expanded={peeking ? "true" : "false"}
        onClick={peek}
      >
        {say(peeking ? "peek_close" : word)}
      </button>
      <span class="console-note">{say("peek_hint")}</span>
    </div>
  );
}

function Choices({ options }) {
  const { say, lesson } = useConsole();
  return (
    <ol class="console-choices" aria-label={say("options")} lang={lesson?.language}>
      {options.map(({ html, text }, place) => (
        <li key={place}>{html ? <span dangerouslySetInnerHTML={{ __html: html }} /> : text}</li>
      ))}
    </ol>
  );
}

function Drawn({ item, options, open, revealed }) {
  const { say } = useConsole();
  return (
    <div class="console-drawn">
      <p class="console-note">{say(open ? "on_screens" : "only_you")}</p>
      <Split
        options={options}
        counts={item.split ?? []}
        people={item.answers}
        revealed={revealed}
        rightWord={say("the_right")}
        label={say("split_of")}
      />
    </div>
  );
}

/** What stands beside the most missed, and then no longer below: the notes name likely wrong answers. */
export const notesBeside = (item, step) => (item?.state === "revealed" ? step.notes : "");

/** After the reveal: where most went wrong, what is said to them, and what the notes foresaw. */
function Why({ item, step, options }) {
  const { say, count, view } = useConsole();
  const noted = notesBeside(item, step);
  const missed = (item.missed ?? []).slice(0, MOST_MISSED).filter((place) => options[place]);
  return (
    <div class="console-why">
      {item.form !== "right" && (
        <div>
          <h3>{say("missed")}</h3>
          {!missed.length && <p class="console-note">{say("missed_none")}</p>}
          <ul class="console-missed">
            {missed.map((place, at) => {
              const { html, text, right, feedback } = options[place];
              const said = at > 0 && options[missed[at - 1]].feedback === feedback;
              const n = right ? item.answers - item.split[place] : item.split[place];
              const facts = { share: shareOf(n, item.answers) };
              return (
                <li key={place}>
                  {html ? <Prose html={html} /> : <p>{text}</p>}
                  <p class="console-note">
                    {count(right ? "missed_left_out" : "missed_count", n, facts)}
                  </p>
                  {!said && <Prose html={feedback} class="console-feedback" />}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {noted && (
        <div>
          <h3>{say("notes")}</h3>
          <Prose html={noted} />
        </div>
      )}
      {view.lean && (
        <p class="console-lean">
          <strong>{say(`lean_${view.lean}`)}</strong> {say(`lean_${view.lean}_how`)}
        </p>
      )}
    </div>
  );
}

function SkipTo({ to }) {
  const { say, lesson } = useConsole();
  const title = lesson.step(to)?.title ?? say("result");
  const what = say("skip_item", { title });
  return (
    <Act command={{ do: "move", step: to }} what={what} did="did_move" facts={{ title }}>
      {what}
    </Act>
  );
}

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { isPlace } from "../state/places.js";
import { Message } from "../parts/message.jsx";
import { Options } from "../parts/options.jsx";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

const arePairs = ({ pairs, choices }, chosen, may) =>
  Array.isArray(chosen) &&
  chosen.length === pairs.length &&
  chosen.every((place) => isPlace(place, choices.length) || place === may);

/** Right where every left has its right. */
export function judge(activity, { pairs }) {
  if (!arePairs(activity, pairs)) {
    throw new TypeError('a response to match needs "pairs": a place of a choice for every pair');
  }
  return activity.pairs.every(({ right }, at) => right === pairs[at]);
}

/** Some may have nothing yet. */
export const fitsDraft = (activity, { pairs = noneOf(activity) }) =>
  arePairs(activity, pairs, null);

const noneOf = ({ pairs }) => pairs.map(() => null);

export default function Match({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say } = useSetting();
  const { message, question } = activity;
  const answering = phase === "answering";
  const chosen = (answering ? draft.pairs : response.pairs) ?? noneOf(activity);
  const right = phase === "revealed" && judge(activity, response);
  const good = activity.pairs.filter((pair, at) => pair.right === chosen[at]).length;
  return (
    <>
      {message && <Message message={message} />}
      <div class="suluh-question">
        <Html html={question} />
        {answering && activity.choices.length < chosen.length && (
          <p class="suluh-note">{say("match.reuse")}</p>
        )}
      </div>
      {phase === "waiting" && <Waiting />}
      {phase === "revealed" && (
        <Verdict {...{ right, retry }}>
          {!right && <p>{say("match.count_right", { right: good, count: chosen.length })}</p>}
        </Verdict>
      )}
      {answering ? (
        <Pairs {...{ activity, chosen, commit }} choose={(pairs) => setDraft({ pairs })} />
      ) : (
        <Told {...{ activity, chosen }} revealed={phase === "revealed"} />
      )}
    </>
  );
}

/**
 * One pair is open at a time, so that a phone shows one thing. A finger that has chosen is led to the
 * next; with arrow keys one passes through the choices, so there Enter does.
 */
function Pairs({ activity, chosen, choose, commit }) {
  const { say, id, notify } = useSetting();
  const [open, setOpen] = useState(chosen.indexOf(null));
  const root = useRef();
  const byKey = useRef(false);
  const led = useRef(null);

  const lead = (from, now = chosen) => {
    const next = now.map((_, at) => (at + from) % now.length).find((at) => now[at] === null) ?? -1;
    led.current = next < 0 ? from : next;
    setOpen(next);
  };
  useLayoutEffect(() => {
    if (led.current === null) return;
    const pair = root.current.children[led.current];
    led.current = null;
    pair.querySelector("button").focus({ preventScroll: true });
    pair.scrollIntoView({ block: "nearest" });
  }, [open]);

  useMainAction("answer", () => {
    const missing = chosen.includes(null);
    if (!missing) commit({ pairs: chosen });
    else if (open >= 0 && chosen[open] === null) notify(say("nothing_chosen"));
    else lead(Math.max(open, 0));
  });

  return (
    <div
      ref={root}
      class="suluh-pairs"
      onKeyDownCapture={() => (byKey.current = true)}
      onPointerDownCapture={() => (byKey.current = false)}
    >
      {activity.pairs.map(({ html }, at) => (
        <Options
          group={{ class: "suluh-options suluh-pair", "data-pair": at }}
          name={`match-${activity.id}-${at}`}
          legend={{
            text: (
              <Left
                {...{ html, at }}
                count={chosen.length}
                open={open === at}
                choice={activity.choices[chosen[at]]}
                toggle={() => {
                  led.current = at;
                  setOpen(open === at ? -1 : at);
                }}
              />
            ),
          }}
          options={
            open === at ? activity.choices.map((words, value) => ({ value, html: words })) : []
          }
          chosen={[chosen[at]]}
          choose={(value) => {
            const now = chosen.map((old, place) => (place === at ? value : old));
            choose(now);
            if (!byKey.current) lead(at, now);
          }}
        />
      ))}
    </div>
  );
}

/** The line of a pair: opens it, and shows what was chosen while it is closed. */
function Left({ html, at, count, open, choice, toggle }) {
  const { say } = useSetting();
  return (
    <button type="button" class="suluh-left" aria-expanded={open} onClick={toggle}>
      <span class="suluh-note">{say("match.pair", { place: at + 1, count })}</span>
      <Html as="span" html={html} />
      {!open && choice && <Html as="span" class="suluh-own" html={choice} />}
      {!open && <span class="suluh-change">{say(choice ? "match.change" : "match.choose")}</span>}
    </button>
  );
}

function Told({ activity, chosen, revealed }) {
  const { say } = useSetting();
  return (
    <ol class="suluh-told">
      {activity.pairs.map(({ html, right, feedback }, at) => {
        const there = right === chosen[at];
        return (
          <li class="suluh-pair" data-pair={at}>
            <Html html={html} class="suluh-strong" />
            <Choice label={say("match.yours")} html={activity.choices[chosen[at]]} />
            {revealed && (
              <>
                <Mark right={there} words={say(there ? "match.in_place" : "not_yet")} />
                {!there && (
                  <Choice label={say("match.right_choice")} html={activity.choices[right]} />
                )}
                <Html html={feedback} />
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const Choice = ({ label, html }) => (
  <p>
    {label}: <Html as="strong" html={html} />
  </p>
);

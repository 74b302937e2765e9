import { useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { Options } from "../parts/options.jsx";
import { Message } from "../parts/message.jsx";
import { Sheet } from "../parts/sheet.jsx";
import { Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

const UNSURE = "unsure";
/** From definitely false to definitely true. */
const POINTS = [0, 1, 2, 3];

const isPoint = (value) => value === UNSURE || POINTS.includes(value);
const isHabit = ({ before = null, checked = false }) =>
  (before === null || isPoint(before)) && typeof checked === "boolean";
const sideOf = (point) => point >= 2;

/** Right where the side is; null for those who say that they do not know yet. */
export function judge(activity, response) {
  const { point } = response;
  if (!isPoint(point) || !isHabit(response)) {
    throw new TypeError('a response to judge needs "point": 0, 1, 2, 3 or "unsure"');
  }
  return point === UNSURE ? null : sideOf(point) === activity.truth;
}

/** Who opened the other sources may have chosen nothing yet. */
export const fitsDraft = (activity, draft) =>
  (draft.point === undefined || isPoint(draft.point)) && isHabit(draft);

/** What a first answer adds to the result. */
export function tally(activity, response) {
  return {
    pair: activity.pair,
    truth: activity.truth,
    right: judge(activity, response),
    checkable: activity.results.length > 0,
    checked: response.checked === true,
    checkWord: "judge.see_others",
  };
}

export default function Judge({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say, notify } = useSetting();
  const [open, setOpen] = useState(false);
  const answering = phase === "answering";
  const revealed = phase === "revealed";
  const { point, before = null, checked = false } = answering ? draft : response;
  const checkable = activity.results.length > 0;

  const check = () => {
    // What one thought before checking is kept apart: the habit is the aim.
    if (answering && !checked) setDraft({ ...draft, before: point ?? null, checked: true });
    setOpen(true);
  };
  const checkFirst = answering && point === UNSURE && !checked && checkable;

  useMainAction(answering ? (checkFirst ? "judge.check" : "answer") : null, () => {
    if (checkFirst) check();
    else if (point === undefined) notify(say("nothing_chosen"));
    else commit({ point, before, checked });
  });

  const options = [...POINTS, UNSURE].map((value) => ({
    value,
    text: pointWords(say, activity, value),
    apart: value === UNSURE,
  }));
  const under = (value) => {
    if (answering || value !== point) return null;
    return revealed ? <JudgeVerdict {...{ activity, response, retry }} /> : <Waiting />;
  };

  return (
    <>
      <Message
        message={activity.message}
        stamp={
          revealed && {
            truth: activity.truth,
            words: say(`judge.stamp_${activity.pair}_${activity.truth}`),
          }
        }
      />
      <Options
        name={`judge-${activity.id}`}
        legend={
          activity.question
            ? { html: activity.question }
            : { text: say(`judge.question_${activity.pair}`) }
        }
        chosen={[point]}
        choose={(value) => setDraft({ ...draft, point: value })}
        locked={!answering}
        sign={(value) => (revealed && value === point ? toneOf(activity, response) : undefined)}
        {...{ options, under }}
      />
      {revealed && <OtherSide {...{ activity, response }} />}
      <p role="status" class="suluh-status">
        {answering && checked && !open && say("judge.checked")}
      </p>
      {checkable && (
        <button type="button" class="suluh-second suluh-see-others" onClick={check}>
          {say("judge.see_others")}
        </button>
      )}
      {open && (
        <Results results={activity.results} close={() => setOpen(false)} answering={answering} />
      )}
    </>
  );
}

const pointWords = (say, activity, value) =>
  say(value === UNSURE ? "judge.unsure" : `judge.${activity.pair}_${value}`);

const toneOf = (activity, response) =>
  ({ true: "right", false: "not-yet", null: "unsure" })[judge(activity, response)];

/** The side whose feedback someone reads: their own; the true state for who said "unsure". */
const readSide = (activity, { point }) => (point === UNSURE ? activity.truth : sideOf(point));

function JudgeVerdict({ activity, response, retry }) {
  const { say } = useSetting();
  const tone = toneOf(activity, response);
  const words = { right: "right", "not-yet": "not_yet", unsure: "judge.unsure_verdict" };
  const { before, point } = response;
  const changed = before !== null && before !== undefined && before !== point;
  return (
    <Verdict
      tone={tone}
      words={say(words[tone])}
      html={activity.feedback[readSide(activity, response)]}
      retry={retry}
    >
      {tone === "unsure" && <p>{say(`judge.unsure_${activity.pair}`)}</p>}
      {changed && before !== UNSURE && (
        <p class="suluh-note">
          {say("judge.before", { point: pointWords(say, activity, before) })}
        </p>
      )}
    </Verdict>
  );
}

function OtherSide({ activity, response }) {
  const { say } = useSetting();
  const html = activity.feedback[!readSide(activity, response)];
  if (!html) return null;
  return (
    <div class="suluh-other">
      <p class="suluh-label">{say("judge.other_side")}</p>
      <Html html={html} />
    </div>
  );
}

/** What a search would show. Nothing here leads anywhere. */
function Results({ results, close, answering }) {
  const { say, otherLang } = useSetting();
  return (
    <Sheet
      name="results"
      title={say("judge.results_title")}
      closeWord={say(answering ? "judge.to_question" : "close")}
      close={close}
    >
      <p class="suluh-note">{say("judge.results_note")}</p>
      <ol class="suluh-found">
        {results.map(({ title, address, date, html }) => (
          <li lang={otherLang}>
            <p class="suluh-found-address">{address}</p>
            <p class="suluh-found-title">{title}</p>
            {date && <p class="suluh-found-date">{date}</p>}
            <Html html={html} />
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

import { useMainAction, useSetting } from "../setting.js";
import { arePlaces } from "../state/places.js";
import { Message } from "../parts/message.jsx";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

/** Right where exactly the suspicious parts are marked. */
export function judge({ parts }, { parts: marked }) {
  if (!arePlaces(marked, parts.length) || marked.length === 0) {
    throw new TypeError(`a response to clues needs "parts": 0 to ${parts.length - 1}`);
  }
  return parts.every((part, place) => part.right === marked.includes(place));
}

/** Every mark may have been taken back. */
export const fitsDraft = (activity, { parts = [] }) => arePlaces(parts, activity.parts.length);

export default function Clues({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say, notify, otherLang } = useSetting();
  const { parts, message, lines } = activity;
  const answering = phase === "answering";
  const revealed = phase === "revealed";
  const marked = (answering ? draft.parts : response.parts) ?? [];

  useMainAction(answering ? "answer" : null, () => {
    if (marked.length > 0) commit({ parts: marked });
    else notify(say("nothing_chosen"));
  });

  const toggle = (place) => {
    const others = marked.filter((one) => one !== place);
    const next = others.length < marked.length ? others : [...others, place];
    setDraft({ parts: next.sort((a, b) => a - b) });
  };
  const draw = (place, text) => (
    <Part
      {...{ place, text, revealed }}
      sign={revealed ? signOf(parts[place]) : undefined}
      pressed={marked.includes(place)}
      press={answering && (() => toggle(place))}
    />
  );
  const field = (name) => {
    const place = parts.findIndex((part) => part.field === name);
    return place >= 0 && draw(place, parts[place].text);
  };

  return (
    <>
      <div class="suluh-question">
        <Html html={activity.question} />
        {answering && <p class="suluh-note">{say("clues.how")}</p>}
      </div>
      <Message
        {...{ message }}
        part={field}
        dead={lines.some((pieces) => pieces.some(({ dead }) => dead))}
      >
        <div class="suluh-lines" lang={otherLang} data-tappable={answering || undefined}>
          {lines.map((pieces) => (
            <p>
              {pieces.map(({ text, part, dead, strong }) => {
                const drawn = part === null ? text : draw(part, text);
                const Tag = strong ? "strong" : "span";
                const how = dead ? "suluh-dead-link" : undefined;
                return dead || strong ? <Tag class={how}>{drawn}</Tag> : drawn;
              })}
            </p>
          ))}
        </div>
      </Message>
      <p role="status" class="suluh-status suluh-note">
        {answering && say("clues.marked", { count: marked.length })}
      </p>
      {phase === "waiting" && <Waiting />}
      {revealed && <Feedback {...{ activity, response, retry, marked }} />}
    </>
  );
}

const signOf = (part) => (part.right ? "warning" : "right");

/**
 * A box to tick while one may still mark it; then a piece of the message, numbered like what is said.
 * A label runs on over the end of a line with the words round it: a button cannot.
 */
function Part({ place, text, sign, pressed, press, revealed }) {
  const Tag = press ? "label" : "span";
  return (
    <Tag class="suluh-part" data-part={place} data-pressed={pressed || undefined} data-tone={sign}>
      {press && <input type="checkbox" class="suluh-unseen" checked={pressed} onChange={press} />}
      {text}
      {revealed && <sup>{place + 1}</sup>}
    </Tag>
  );
}

function Feedback({ activity, response, retry, marked }) {
  const { say, id, otherLang } = useSetting();
  const { parts } = activity;
  const right = judge(activity, response);
  const wanted = parts.filter((part) => part.right);
  const found = wanted.filter((part) => marked.includes(parts.indexOf(part)));
  const extra = marked.length - found.length;
  return (
    <>
      <Verdict {...{ right, retry }}>
        <p>{say("clues.found", { found: found.length, count: wanted.length })}</p>
        {extra > 0 && <p>{say("clues.extra", { count: extra })}</p>}
      </Verdict>
      <p class="suluh-label" id={id("parts")}>
        {say("clues.parts")}
      </p>
      <ol class="suluh-told" aria-labelledby={id("parts")}>
        {parts.map((part, place) => {
          const pressed = marked.includes(place);
          return (
            <li class="suluh-part-feedback" data-part={place}>
              <p lang={otherLang}>
                <strong>{part.text}</strong>
              </p>
              <Mark
                tone={signOf(part)}
                words={say(`clues.${part.right ? "suspicious" : "harmless"}`)}
              >
                {pressed ? say("clues.yours") : part.right && say("clues.missed")}
              </Mark>
              <Html html={part.feedback} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

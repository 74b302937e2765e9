import { useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { otherLanguage } from "../words.js";
import { arePlaces } from "../state/places.js";
import { Options } from "../parts/options.jsx";
import { CopyButton, WhatsAppLink } from "../parts/send.jsx";
import { Html } from "../parts/html.jsx";
import { calendar, offerFile } from "../parts/calendar.js";

/** Never judged: a deed is ticked, not marked. */
export function judge(activity, response) {
  const count = activity.tasks.length;
  if (!arePlaces(response.ticked, count)) {
    throw new TypeError(`a response to action needs "ticked": places from 0 to ${count - 1}`);
  }
  return null;
}

/** Nothing has to be ticked first: the words after it are shown at once. */
export const optional = true;

export default function Action({ activity, response, commit }) {
  const { say, fresh } = useSetting();
  const ticked = response?.ticked ?? [];
  const tick = (place, on) => {
    const others = ticked.filter((one) => one !== place);
    commit({ ticked: (on ? [...others, place] : others).sort((a, b) => a - b) });
    fresh.current = false; // the focus stays on the tick
  };
  return (
    <>
      <Options
        name={`action-${activity.id}`}
        legend={activity.question ? { html: activity.question } : { text: say("action.tasks") }}
        options={activity.tasks.map(({ html }, value) => ({ value, html }))}
        several
        chosen={ticked}
        choose={tick}
        under={(place) => ticked.includes(place) && <ReadyMessage {...activity.tasks[place]} />}
      />
      {activity.reminder && <Reminder text={activity.reminder} />}
    </>
  );
}

/** A tick is the wish to do it: only then what helps with it. */
function ReadyMessage({ message: text }) {
  const { say, otherLang } = useSetting();
  if (!text) return null;
  return (
    <div class="suluh-ready">
      <p class="suluh-label">{say("action.message")}</p>
      <blockquote lang={otherLang}>{text}</blockquote>
      <div class="suluh-ways">
        <WhatsAppLink text={text} words={say("action.send")} />
        <CopyButton text={text} />
      </div>
    </div>
  );
}

/** A week and a month later: about when what was learnt begins to fade. */
function Reminder({ text }) {
  const { say, lesson, link, otherLang } = useSetting();
  const [saved, setSaved] = useState(false);
  const words = [text, link].filter(Boolean).join("\n");
  const save = () => {
    const file = calendar({ title: lesson.title, text, link, now: new Date(), days: [7, 30] });
    offerFile(`${say("action.file")}-${lesson.name}.ics`, file);
    setSaved(true);
  };
  return (
    <section class="suluh-reminder">
      <h3>{say("action.reminder_title")}</h3>
      <p>{say("action.reminder_why")}</p>
      <blockquote lang={otherLang}>{text}</blockquote>
      <div class="suluh-ways">
        <WhatsAppLink text={words} words={say("action.reminder_self")} />
        <button type="button" class="suluh-second suluh-calendar" onClick={save}>
          {say("action.reminder_calendar")}
        </button>
        <CopyButton text={words} />
      </div>
      {/* Browsers inside other apps drop downloads without a word. */}
      <p role="status" class="suluh-status">
        {saved && say("action.reminder_saved")}
      </p>
      <p class="suluh-note">{say("action.reminder_self_how")}</p>
    </section>
  );
}

/** What the result screen shows of it: the deeds ticked, or the way back to them. */
export function Keepsake({ activity, step, response }) {
  const { say, go, lesson } = useSetting();
  const ticked = response?.ticked ?? [];
  return (
    <section class="suluh-today">
      <h3>{say("action.today")}</h3>
      {ticked.length > 0 ? (
        <ul class="suluh-deeds" lang={otherLanguage(step, lesson)}>
          {ticked.map((place) => (
            <li>
              <Html html={activity.tasks[place].html} />
            </li>
          ))}
        </ul>
      ) : (
        <>
          <p>{say("action.today_none")}</p>
          <button type="button" class="suluh-second" onClick={() => go(step.id)}>
            {say("action.today_open")}
          </button>
        </>
      )}
    </section>
  );
}

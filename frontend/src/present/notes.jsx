// The trainer's own window: what the notes say of the step that is on the shared screen, how long it
// takes, and buttons to lead from here. The notes come from a file that somebody picks: it stays in the
// memory of this window, and no page of a site holds any of it.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Html } from "../parts/html.jsx";
import { useKeys } from "./keys.js";
import { TITLE } from "./times.js";
import { useStage } from "./windows.js";

export function Notes({ tell, lesson, screens }) {
  const { state, lost, steer } = useStage(lesson.name);
  const [notes, setNotes] = useState(null);
  const window = useRef();
  const deeds = Object.fromEntries(
    ["next", "back", "reveal", "first"].map((key) => [key, () => steer(key)]),
  );
  useKeys(window, true, { ...deeds, nothing() {} });
  useEffect(() => {
    document.title = tell("notes_title", { lesson: lesson.title });
  }, []);

  const at = screens.findIndex(({ id }) => id === state?.id);
  const titled = !state || state.id === TITLE;
  const step = notes?.steps.find(({ id }) => id === state?.id);
  const nextScreen = state && screens[titled ? 0 : at + 1];
  const heading = titled ? tell("on_title") : titleOf(screens[at], tell);
  return (
    <div ref={window} class="suluh-notes">
      <header class="suluh-notes-head">
        <Times {...{ tell, state, notes, step }} titled={titled} />
      </header>
      {(lost || !state) && (
        <p role="status" class="suluh-notes-lost">
          {tell(state ? "stage_gone" : "stage_waits")}
        </p>
      )}
      <div class="suluh-notes-said">
        <p class="suluh-note">{tell("on_screen")}</p>
        <h2 tabIndex={-1}>{heading}</h2>
        {state?.revealed && <p class="suluh-notes-open">{tell("is_revealed")}</p>}
        {notes ? <Said {...{ tell, step }} /> : <Picker {...{ tell, lesson, setNotes }} />}
        <p class="suluh-notes-next">
          {tell("then")}{" "}
          <strong>{nextScreen ? titleOf(nextScreen, tell) : tell("nothing_more")}</strong>
        </p>
      </div>
      <div class="suluh-notes-bar" role="group" aria-label={tell("controls")}>
        <button type="button" class="suluh-second" onClick={deeds.back}>
          {tell("back")}
        </button>
        <button
          type="button"
          class="suluh-second"
          disabled={!state?.hidden && !state?.revealed}
          onClick={deeds.reveal}
        >
          {tell(state?.revealed ? "hide" : "reveal")}
        </button>
        <button type="button" class="suluh-show-next" onClick={deeds.next}>
          {tell(titled ? "start" : "next")}
        </button>
      </div>
    </div>
  );
}

const titleOf = (screen, tell) =>
  screen?.title || tell(screen?.kind === "result" ? "on_end" : "on_part_end");

/** What the notes of a step say; an answer may be called otherwise, by its kind. */
function Said({ tell, step }) {
  if (!step) return <p class="suluh-note">{tell("no_notes_here")}</p>;
  const sections = [
    ["notes", tell("said_notes"), step.notes],
    ["answer", step.heading || tell("said_answer"), step.answer],
    ["others", tell("said_others"), step.others],
    ["hints", tell("said_hints"), step.hints],
  ];
  const filled = sections.filter(([, , html]) => html);
  if (filled.length === 0) return <p class="suluh-note">{tell("no_notes_here")}</p>;
  return (
    <div lang={step.language}>
      {filled.map(([name, words, html]) => (
        <section key={name} class={`suluh-notes-${name}`}>
          <h3>{words}</h3>
          <Html html={html} />
        </section>
      ))}
    </div>
  );
}

/** Where the file comes in: chosen, or dropped anywhere in the window. */
function Picker({ tell, lesson, setNotes }) {
  const { id } = useSetting();
  const [trouble, setTrouble] = useState("");
  const read = async (file) => {
    if (!file) return;
    const found = notesOf(await file.text().catch(() => ""), lesson);
    if (typeof found === "string") setTrouble(tell(found, { file: file.name }));
    else setNotes(found);
  };
  useEffect(() => {
    const allow = (event) => event.preventDefault();
    const drop = (event) => {
      event.preventDefault();
      read(event.dataTransfer.files[0]);
    };
    document.addEventListener("dragover", allow);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", allow);
      document.removeEventListener("drop", drop);
    };
  }, []);
  return (
    <section class="suluh-notes-picker">
      <label class="suluh-label" for={id("notes")}>
        {tell("pick")}
      </label>
      <p class="suluh-note" id={id("notes-how")}>
        {tell("pick_how")} <code>suluh publish … --notes suluh-catatan.json</code>
      </p>
      <input
        id={id("notes")}
        type="file"
        accept=".json,application/json"
        aria-describedby={id("notes-how")}
        onChange={(event) => {
          read(event.currentTarget.files[0]);
          event.currentTarget.value = ""; // it may be chosen again, once it was made anew
        }}
      />
      <p role="alert" class="suluh-notice">
        {trouble}
      </p>
    </section>
  );
}

/** The notes of a lesson in a file, in its language if there are such; else what is wrong: a key. */
function notesOf(text, { name, language }) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    return "pick_other";
  }
  if (told?.suluh !== "notes" || !told.lessons) return "pick_other";
  const byLanguage = told.lessons[name] ?? {};
  const found = byLanguage[language] ?? Object.values(byLanguage)[0];
  return Array.isArray(found?.steps) ? found : "pick_without";
}

/** The clock, and planned and real minutes of the lesson and of the step on the screen. */
function Times({ tell, state, notes, step, titled }) {
  const { lesson } = useSetting();
  const now = useNow();
  const { started = 0, since = now, spent = {} } = state ?? {};
  const clock = new Date(now).toLocaleTimeString(lesson.language, {
    hour: "2-digit",
    minute: "2-digit",
  });
  const facts = [
    ["whole_lesson", started ? now - started : 0, notes?.minutes],
    ["this_step", titled ? 0 : (spent[state.id] ?? 0) + now - since, step?.minutes],
  ];
  return (
    <dl class="suluh-notes-times">
      <div>
        <dt>{tell("clock")}</dt>
        <dd>{clock}</dd>
      </div>
      {facts.map(([name, ms, planned]) => (
        <div data-over={(planned && ms > planned * 60_000) || undefined}>
          <dt>{tell(name)}</dt>
          <dd>
            {minutes(ms)}
            {planned > 0 && <small> {tell("planned", { minutes: planned })}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const minutes = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  return now;
}

import { useWords } from "./words.js";

/** Which lesson this is, in which language, and whether it is saved. */
export function Head({ session }) {
  const say = useWords();
  const { open } = session.told;
  const languages = Object.entries(open.languages);
  return (
    <div class="studio-head">
      <button type="button" class="studio-plain" onClick={() => session.ask({ do: "leave" })}>
        <span aria-hidden="true">‹ </span>
        <span class="studio-back-words">{say("other_lesson")}</span>
      </button>
      <h2>{open.title}</h2>
      {languages.length > 1 && (
        <label>
          <span class="suluh-unseen">{say("lesson_language")}</span>
          <select
            class="studio-language"
            value={open.language}
            onChange={({ target }) =>
              session.ask({ do: "open", lesson: open.lesson, language: target.value })
            }
          >
            {languages.map(([code, name]) => (
              <option value={code}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <Save session={session} />
    </div>
  );
}

function Save({ session }) {
  const say = useWords();
  const state = session.unsaved ? "state_changed" : "state_saved";
  return (
    <span class="studio-save-place">
      <span class="studio-save-state" data-changed={session.unsaved ? "" : undefined}>
        {say(state)}
      </span>
      <button
        type="button"
        class="studio-strong studio-save"
        onClick={() => session.ask({ do: "save" })}
      >
        {say("save")}
      </button>
    </span>
  );
}

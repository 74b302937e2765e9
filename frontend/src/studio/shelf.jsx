import { useState } from "preact/hooks";
import { useWords } from "./words.js";
import { Notice } from "./notice.jsx";
import { Field } from "./forms/fields.jsx";

/** All lessons and their languages, and a way to make a new one. */
export function Shelf({ session }) {
  const say = useWords();
  const { lessons, languages } = session.told.shelf;
  return (
    <div class="studio-shelf" inert={session.busy || undefined}>
      <h2>{say("choose_lesson")}</h2>
      {lessons.length === 0 && <p>{say("no_lessons_yet")}</p>}
      <ul>
        {lessons.map((lesson) => (
          <li key={lesson.name}>
            <span class="studio-shelf-title">{lesson.title}</span>
            <span class="studio-shelf-ways">
              {lesson.languages.map((one) => (
                <OneLanguage {...{ session, lesson, one, languages }} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <NewLesson session={session} />
      <Notice session={session} />
    </div>
  );
}

function OneLanguage({ session, lesson, one, languages }) {
  const say = useWords();
  const { code, there, waiting } = one;
  const first = Object.keys(languages)[0] === code;
  const language = languages[code];
  const missing = say(first ? "begin_first" : "begin_translation", { language });
  return (
    <button
      type="button"
      class="studio-second"
      onClick={() => session.ask({ do: "open", lesson: lesson.name, language: code })}
    >
      <span>
        <span class="suluh-unseen">{lesson.title}: </span>
        {there ? language : missing}
        {waiting && <span class="studio-waiting">{say("waiting")}</span>}
      </span>
    </button>
  );
}

function NewLesson({ session }) {
  const say = useWords();
  const [title, setTitle] = useState("");
  const make = (event) => {
    event.preventDefault();
    session.ask({ do: "new", title });
  };
  return (
    <form class="studio-new-lesson" onSubmit={make}>
      <h3>{say("new_lesson")}</h3>
      <Field
        label={say("new_lesson_title")}
        hint={say("new_lesson_hint")}
        value={title}
        set={setTitle}
      />
      <button type="submit" class="studio-strong">
        {say("make_lesson")}
      </button>
    </form>
  );
}

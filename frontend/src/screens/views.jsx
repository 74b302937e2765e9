import { useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Choice } from "../parts/choice.jsx";

/** From most to least. */
const ANSWERS = [2, 1, 0];
const LONGEST = 1000;
/** What was begun stays in this page's memory, as in `recall`. */
const BEGUN = ":views";

/** What somebody thinks of the lesson: asked once, where the library can learn it. */
export function Views({ visits: { visit, asked, tell } }) {
  const { say, id, scratch } = useSetting();
  const section = useRef();
  const [views, setViews] = useState(scratch.get(BEGUN) ?? { useful: null, clear: null, text: "" });
  const [missing, setMissing] = useState(false);
  if (!asked) return null;

  const change = (more) => {
    const next = { ...views, ...more };
    scratch.set(BEGUN, next);
    setMissing(false);
    setViews(next);
  };
  const send = (event) => {
    event.preventDefault();
    const { useful, clear } = views;
    const text = views.text.trim();
    if (useful === null && clear === null && !text) return setMissing(true);
    tell({ useful, clear, text });
    scratch.delete(BEGUN);
    setTimeout(() => section.current?.focus()); // the button will be gone
    return undefined;
  };
  return (
    <section ref={section} class="suluh-views" tabIndex={-1}>
      <h3>{say("views_title")}</h3>
      {visit.thanked ? (
        <p>{say("views_thanks")}</p>
      ) : (
        <form onSubmit={send}>
          {["useful", "clear"].map((name) => (
            <Choice
              name={name}
              legend={say(`views_${name}`)}
              value={views[name]}
              values={ANSWERS.map((value) => [value, say(`views_${value}`)])}
              choose={(value) => change({ [name]: value })}
            />
          ))}
          <label class="suluh-label" for={id("views")}>
            {say("views_text")}
          </label>
          <p id={id("views-private")} class="suluh-note">
            {say("views_private")}
          </p>
          <textarea
            id={id("views")}
            class="suluh-text"
            rows={3}
            maxlength={LONGEST}
            autocomplete="off"
            aria-describedby={id("views-private")}
            // A browser makes sure of the caret alone, and that may be under the bar.
            onFocus={(event) => event.currentTarget.scrollIntoView({ block: "nearest" })}
            value={views.text}
            onInput={(event) => change({ text: event.currentTarget.value })}
          />
          <p role="alert" class="suluh-notice">
            {missing && say("views_none")}
          </p>
          <button type="submit" class="suluh-second">
            {say("views_send")}
          </button>
        </form>
      )}
    </section>
  );
}

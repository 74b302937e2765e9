import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";

/**
 * A question whose options are cards: labels of real radios, or of checkboxes where several are
 * right. `above` stands before them all, `under(value)` directly below an option; `sign(value)`
 * marks it once revealed. `group` may make the fieldset another one.
 */
export function Options({ name, legend, note, options, several, chosen, locked, group, ...deeds }) {
  const { id, mainAction } = useSetting();
  const { choose, above, under, sign } = deeds;
  const pressOnEnter = (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    mainAction.answer?.();
  };
  return (
    <fieldset
      class="suluh-options"
      onKeyDown={pressOnEnter}
      data-locked={locked || undefined}
      {...group}
    >
      <legend class="suluh-question">
        {legend.html ? <Html html={legend.html} /> : legend.text}
        {note && <span class="suluh-note">{note}</span>}
      </legend>
      {above}
      {options.map(({ value, html, text, apart }) => (
        <div
          class={apart ? "suluh-option suluh-apart" : "suluh-option"}
          data-sign={sign?.(value)}
          data-chosen={chosen.includes(value) || undefined}
        >
          <label class="suluh-card">
            <input
              type={several ? "checkbox" : "radio"}
              name={id(name)}
              value={value}
              checked={chosen.includes(value)}
              disabled={locked}
              onChange={(event) => choose(value, event.currentTarget.checked)}
            />
            {html ? <Html html={html} as="span" /> : <span>{text}</span>}
          </label>
          {under?.(value)}
        </div>
      ))}
    </fieldset>
  );
}

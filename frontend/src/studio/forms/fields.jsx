import { useRef, useState } from "preact/hooks";
import { randomId } from "../../state/random.js";

const useId = () => useState(() => `studio-field-${randomId()}`)[0];

/** One field with its label; `lines` makes it a box of so many lines. */
export function Field({ label, hint, value, set, lines, ...more }) {
  const id = useId();
  const Tag = lines ? "textarea" : "input";
  const size = lines ? { rows: lines } : { type: more.type ?? "text" };
  return (
    <div class="studio-field">
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="suluh-note">
          {hint}
        </p>
      )}
      <Tag
        id={id}
        {...size}
        {...more}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ target }) => set(target.value)}
      />
    </div>
  );
}

/** Radios, one below the other. `options` are [value, words]. */
export function Choice({ legend, options, value, set }) {
  const name = useId();
  return (
    <fieldset class="studio-field studio-form-choice">
      <legend>{legend}</legend>
      {options.map(([one, words]) => (
        <label>
          <input
            type="radio"
            name={name}
            value={one}
            checked={value === one}
            onChange={() => set(one)}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Tick({ label, name, value, set }) {
  return (
    <label class="studio-tick">
      <input
        type="checkbox"
        name={name}
        checked={value}
        onChange={({ target }) => set(target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** State of a form: `[fields, set]`, where `set(name)` returns the setter of one field. */
export function useFields(start) {
  const [fields, setFields] = useState(start);
  const latest = useRef();
  latest.current = setFields;
  const set = (name) => (value) => latest.current((old) => ({ ...old, [name]: value }));
  return [fields, set];
}

import { useSetting } from "../setting.js";

/** One of a few short words: a real group of radio buttons, `values` as `[value, words]`. */
export function Choice({ name, legend, value, values, choose }) {
  const { id } = useSetting();
  return (
    <fieldset class={`suluh-choice suluh-choice-${name}`}>
      <legend>{legend}</legend>
      <div class="suluh-choice-row">
        {values.map(([one, words]) => (
          <label class="suluh-pill">
            <input
              type="radio"
              name={id(name)}
              value={one}
              checked={one === value}
              onChange={() => choose(one)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

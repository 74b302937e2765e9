import { useSetting } from "../setting.js";
import { FIELDS, LONGEST } from "./practice.js";
import { ofField, useLabels } from "./told.js";

/**
 * A search box: words, the field to look in, and a button. `name` sets its ids apart from those of
 * another on the screen; `query` is `{ words, field }`; `go` in place of a button of its own.
 */
export function SearchBox({ name, label: aria, query, change, search, fields = FIELDS, go }) {
  const { say, id } = useSetting();
  const label = useLabels();
  const submit = (event) => {
    event.preventDefault();
    search(query);
  };
  return (
    <form class="suluh-search-box" role="search" aria-label={aria} onSubmit={submit}>
      <div class="suluh-box-words">
        <label class="suluh-label" for={id(`${name}-words`)}>
          {say("search.words")}
        </label>
        <input
          id={id(`${name}-words`)}
          class="suluh-text suluh-words"
          type="search"
          enterkeyhint="search"
          maxlength={LONGEST}
          autocomplete="off"
          autocapitalize="off"
          autocorrect={false}
          spellcheck={false}
          value={query.words}
          onInput={(event) => change({ ...query, words: event.currentTarget.value })}
        />
      </div>
      {fields.length > 1 && (
        <div>
          <label class="suluh-label" for={id(`${name}-field`)}>
            {say("search.in")}
          </label>
          <select
            id={id(`${name}-field`)}
            class="suluh-text suluh-field-choice"
            value={query.field}
            onChange={(event) => change({ ...query, field: event.currentTarget.value })}
          >
            {fields.map((field) => (
              <option value={field}>{label(ofField(field))}</option>
            ))}
          </select>
        </div>
      )}
      {go ?? (
        <button type="submit" class="suluh-second suluh-find">
          {label("search")}
        </button>
      )}
    </form>
  );
}

import { useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { bestOf, Status, wholeTitle } from "./record.jsx";
import { languageName, useLabels } from "./told.js";

/** So many values of a facet are offered: the rest are in too few books to matter. */
const OFFERED = 6;
/** From so many pixels on they stand beside the titles. */
const WIDE = 768;

/** A list of titles, each with the button that opens it. */
export function Titles({ books, open }) {
  return (
    <ul class="suluh-titles">
      {books.map((book) => (
        <li data-record={book.number}>
          <h4>
            <button type="button" class="suluh-quiet suluh-title" onClick={() => open(book.number)}>
              {wholeTitle(book)}
            </button>
          </h4>
          <p>{[book.authors.join("; "), book.year].filter(Boolean).join(" · ")}</p>
          <Status status={bestOf(book.copies)} />
        </li>
      ))}
    </ul>
  );
}

/** Ways to narrow, folded away where there is little room; `narrowed` are pairs of name and value. */
export function Facets({ facets, narrowed, change }) {
  const { say, id, lesson } = useSetting();
  const label = useLabels();
  const [open] = useState(narrowed.length > 0 || innerWidth >= WIDE); // from then on as one leaves it
  if (facets.length === 0) return null;
  const isChosen = (name, value) => narrowed.some(([one, its]) => one === name && its === value);
  const toggle = (name, value, on) => {
    const others = narrowed.filter((pair) => pair[0] !== name || pair[1] !== value);
    change(on ? [...others, [name, value]] : others);
  };
  return (
    <details class="suluh-facets" open={open}>
      <summary>{say("search.narrow")}</summary>
      <div class="suluh-facet-groups">
        {facets.map(({ name, values }) => (
          <fieldset key={name}>
            <legend class="suluh-label">{label(name)}</legend>
            {values.slice(0, OFFERED).map(([value, count]) => (
              <label key={value} class="suluh-facet">
                <input
                  type="checkbox"
                  name={id(`facet-${name}`)}
                  value={value}
                  checked={isChosen(name, value)}
                  onChange={(event) => toggle(name, value, event.currentTarget.checked)}
                />
                <span>
                  {name === "language" ? languageName(value, lesson.language) : value}{" "}
                  <span class="suluh-note">({count})</span>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </details>
  );
}

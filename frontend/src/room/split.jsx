// How many chose what, drawn alike on phones, on the shared screen and in the trainer's console. Bars,
// numbers and words say it: colour is only a help. The style is split.css beside this file, to be
// imported by the style of whoever draws it; nothing here needs the player round it.

/**
 * Answers by option. `options` are `[{ text | html, right? }]`, `counts` stand in the same order, and
 * `people` is how many answered. `revealed` marks the right ones, said with `rightWord`; `label` names
 * the whole for who does not see it.
 */
export function Split({ options, counts, people, revealed, rightWord, label }) {
  return (
    <ol class="suluh-split" aria-label={label}>
      {options.map((option, place) => (
        <li class="suluh-split-row" data-right={(revealed && option.right) || undefined}>
          <OptionWords {...option} />
          {revealed && option.right && (
            <strong class="suluh-split-right">
              <Tick />
              {rightWord}
            </strong>
          )}
          <Bar count={counts[place] ?? 0} people={people} />
        </li>
      ))}
    </ol>
  );
}

/** What an option says: its HTML came from the Markdown reader, its text is only text. */
export const OptionWords = ({ html, text }) =>
  html ? (
    <span class="suluh-split-words" dangerouslySetInnerHTML={{ __html: html }} />
  ) : (
    <span class="suluh-split-words">{text}</span>
  );

/** A bar as long as its share, and what it says in numbers; `words` stand before it. */
export function Bar({ count, people, words }) {
  const share = shareOf(count, people);
  return (
    <span class="suluh-split-line">
      {words && <span class="suluh-split-when">{words}</span>}
      <span class="suluh-split-track" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span class="suluh-split-number">
        <strong>{share}%</strong> <span>({count})</span>
      </span>
    </span>
  );
}

/** The share in whole percent; of nobody it is nothing. */
export const shareOf = (count, people) =>
  people > 0 ? Math.min(100, Math.round((100 * count) / people)) : 0;

const Tick = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 12.5l5.5 5.5L20 6.5" fill="none" stroke="currentColor" stroke-width="4" />
  </svg>
);

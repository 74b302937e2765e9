import { Bar, OptionWords } from "./split.jsx";

/**
 * The same poll twice: for each option one bar from before and one from after. `before` and `after`
 * are `{ split, answers }`; `words` are `{ before, after }`, and `label` names the whole.
 */
export function BeforeAfter({ options, before, after, words, label }) {
  return (
    <ol class="suluh-split" aria-label={label}>
      {options.map((option, place) => (
        <li class="suluh-split-row">
          <OptionWords {...option} />
          <Bar count={before.split[place] ?? 0} people={before.answers} words={words.before} />
          <Bar count={after.split[place] ?? 0} people={after.answers} words={words.after} />
        </li>
      ))}
    </ol>
  );
}

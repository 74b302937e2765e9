import { useSetting } from "../setting.js";
import { ofField, useLabels } from "./told.js";

/** Said where a search found nothing: why, and what to try. Only a slip of the pen is mended here. */
export function Slips({ slips, again }) {
  const { say } = useSetting();
  const label = useLabels();
  return (
    <ul class="suluh-slips">
      {slips.map(([key, facts]) => {
        const field = facts.field && label(ofField(facts.field));
        return (
          <li data-slip={key}>
            <p>{say(`search.slip_${key}`, { ...facts, field })}</p>
            {(key === "typo" || key === "apart") && (
              <button
                type="button"
                class="suluh-second suluh-again"
                onClick={() => again(facts.words)}
              >
                {say("search.try_words", facts)}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

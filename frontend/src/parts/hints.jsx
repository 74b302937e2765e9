import { useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";

/** One hint at a time, for those who ask, in the words of the kind. */
export function Hints({ kind, hints }) {
  const { say } = useSetting();
  const [shown, setShown] = useState(0);
  return (
    <div class="suluh-hints">
      <ol aria-live="polite" aria-label={say(`${kind}.hints`)}>
        {hints.slice(0, shown).map((hint) => (
          <li>
            <Html html={hint} />
          </li>
        ))}
      </ol>
      {shown < hints.length && (
        <button type="button" class="suluh-quiet suluh-hint" onClick={() => setShown(shown + 1)}>
          {say(`${kind}.${shown ? "next_hint" : "hint"}`)}
        </button>
      )}
    </div>
  );
}

import { useSetting } from "../setting.js";

/** Said in place of what has not come: one sentence, and one way to ask for it again. */
export function Missing({ words, retry }) {
  const { say } = useSetting();
  return (
    <div class="suluh-missing" role="status">
      <p>{words}</p>
      <button type="button" class="suluh-quiet suluh-load-again" onClick={retry}>
        {say("load_again")}
      </button>
    </div>
  );
}

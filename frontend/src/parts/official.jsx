import { useSetting } from "../setting.js";
import { breakable } from "./breakable.jsx";

/** Whose lesson this is, and the one address to trust: the lesson teaches to look for it. */
export function Official() {
  const { say, library } = useSetting();
  const { name, city, address } = library;
  return (
    <p class="suluh-official">
      {[name, city].filter(Boolean).join(", ")}
      {address && (
        <>
          <br />
          {say("official_address")} <strong>{breakable(address)}</strong>
        </>
      )}
    </p>
  );
}

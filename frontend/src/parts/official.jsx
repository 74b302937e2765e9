import { useSetting } from "../setting.js";

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

/** On a narrow screen an address breaks after a dot, so that each of its words stays whole. */
const breakable = (address) =>
  address.split(".").flatMap((word, place) => (place ? [".", <wbr />, word] : [word]));

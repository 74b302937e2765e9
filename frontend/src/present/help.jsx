import { Sheet } from "../parts/sheet.jsx";

/** The keys that a person presses, by what they do. */
const KEYS = [
  ["next", "→ · Spasi · PageDown"],
  ["back", "← · PageUp"],
  ["reveal_key", "R"],
  ["scroll_key", "↑ · ↓"],
  ["size_key", "+ · − · 0"],
  ["notes_key", "N"],
  ["full_key", "F"],
  ["first_key", "Home"],
  ["help", "H · ?"],
];

/** What the keys do. `without` names those that do nothing here. */
export function Help({ tell, close, without = [] }) {
  return (
    <Sheet name="show-help" title={tell("help_title")} close={close}>
      <table class="suluh-show-keys">
        <tbody>
          {KEYS.filter(([deed]) => !without.includes(deed)).map(([deed, keys]) => (
            <tr>
              <th scope="row">{tell(deed)}</th>
              <td>{keys.replace("Spasi", tell("space"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{tell("help_mouse")}</p>
      {!without.includes("notes_key") && <p>{tell("help_share")}</p>}
    </Sheet>
  );
}

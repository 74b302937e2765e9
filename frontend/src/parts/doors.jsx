import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";
import { Sheet } from "./sheet.jsx";

/**
 * What happened? Behind each door its steps, for someone in a hurry: big, one at a time, and brought
 * to the top so that the call to make is in sight.
 */
export function Doors({ doors, lang }) {
  const { say, id } = useSetting();
  const own = lang ? { lang } : {};
  const show = ({ currentTarget: door }) => door.open && door.scrollIntoView();
  return (
    <div class="suluh-doors" role="group" aria-label={say("firstaid.which")}>
      {doors.map(({ title, steps }) => (
        <details class="suluh-door" name={id("door")} onToggle={show}>
          <summary {...own}>{title}</summary>
          <ol>
            {steps.map((html) => (
              <Html as="li" html={withoutStops(html)} {...own} />
            ))}
          </ol>
        </details>
      ))}
    </div>
  );
}

/** A link is drawn as a button here, beside which a full stop would stand alone. */
const withoutStops = (html) => html.replace(/<\/a>[.,;]/g, "</a>");

/** The same from the menu of every lesson. */
export function FirstAidSheet({ close }) {
  const { say, firstAid } = useSetting();
  const { question, doors, language, address } = firstAid;
  return (
    <Sheet name="first-aid" title={say("first_aid")} close={close}>
      <Html html={question} lang={language} />
      <Doors doors={doors} lang={language} />
      {address && (
        <a class="suluh-second suluh-first-aid-page" href={address}>
          {say("first_aid_page")}
        </a>
      )}
    </Sheet>
  );
}

// The player of a lesson, as an anywidget module: one bundle for JupyterLab, Voilà and our pages.
import "./shortcuts.js";
import { render as draw } from "preact";
import kinds from "virtual:activities";
import { App } from "./app.jsx";
import { judge } from "./state/responses.js";
import { openRecords } from "./state/records.js";
import { openStore } from "./state/store.js";
import { randomId } from "./state/random.js";

const TRAITS = [
  "lesson",
  "words",
  "library",
  "addresses",
  "home",
  "privacy",
  "languages",
  "holding",
  "first_aid",
  "preview",
  "item",
  "catalogue",
  "rooms",
];

function render({ model, el }) {
  const own = el.classList.contains("suluh-own-page");
  const led = ledBy(model, own);
  const store = openStore(model.get("preview") || led.part === "present");
  const records = openRecords(model, store);
  const instance = `suluh-${randomId()}`;
  const switchLanguage = (code) => {
    model.set("language", code);
    model.save_changes();
  };
  let people = 0;
  /** Everything anew, as for somebody who has just come. */
  const nextPerson = () => {
    store.forgetAll();
    people += 1;
    show();
  };
  const show = () => {
    const traits = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
    const { name, language, version } = traits.lesson;
    // Another language or version is another lesson: it starts from what is stored.
    const key = `${name} ${language} ${version} ${people}`;
    const ways = { model, switchLanguage, nextPerson };
    draw(
      <App key={key} {...traits} {...{ own, led, store, records, instance, people }} {...ways} />,
      el,
    );
  };
  // JupyterLab's own keys must not act on the notebook while someone answers.
  const keep = (event) => event.stopPropagation();
  if (!own) el.addEventListener("keydown", keep);
  TRAITS.forEach((name) => model.on(`change:${name}`, show));
  show();
  return () => {
    TRAITS.forEach((name) => model.off(`change:${name}`, show));
    el.removeEventListener("keydown", keep);
    draw(null, el);
    records.close();
  };
}

/**
 * What leads through the lesson instead of who reads it: the part "present" on a shared screen and
 * beside it, the part "room" on a phone in a live room; "" for the ordinary lesson.
 */
function ledBy(model, own) {
  const asked = new URLSearchParams(own ? location.search : "");
  const rooms = model.get("rooms");
  const code = (rooms && asked.get("room")) || "";
  const isPresented = model.get("presenting") || asked.has("present") || asked.has("notes");
  return { part: isPresented ? "present" : code && "room", code, rooms };
}

export { judge };

const names = Object.keys(kinds);
export { names as kinds };

export default { render };

// The console as an anywidget module, in a notebook.
import "../shortcuts.js";
import { render as draw } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Console } from "./console.jsx";
import { byWidget } from "./ways/widget.js";

function render({ model, el }) {
  const way = byWidget(model);
  draw(<InNotebook {...{ model, way }} />, el);
  // JupyterLab's own keys and menus must not act on the notebook while someone leads a room.
  const keep = (event) => event.stopPropagation();
  el.addEventListener("keydown", keep);
  el.addEventListener("contextmenu", keep);
  return () => {
    el.removeEventListener("keydown", keep);
    el.removeEventListener("contextmenu", keep);
    way.close();
    draw(null, el);
  };
}

function InNotebook({ model, way }) {
  const [, again] = useState(0);
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const look = () => again((count) => count + 1);
    const paint = () => setTheme(themeNow());
    const observer = new MutationObserver(paint);
    observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    for (const name of TOLD) model.on(`change:${name}`, look);
    return () => {
      observer.disconnect();
      for (const name of TOLD) model.off(`change:${name}`, look);
    };
  }, []);
  const [facts, words] = [model.get("facts"), model.get("words")];
  // Who follows a way does so once: it is another where what it tells is another.
  const told = useMemo(() => ({ ...way, words, facts }), [words, facts]);
  if (!facts?.room) return null;
  return <Console key={facts.room} way={told} {...{ theme }} language={model.get("language")} />;
}

/** What the kernel may tell anew: another room, another language. */
const TOLD = ["facts", "words", "language"];

/** The theme of JupyterLab; elsewhere that of the device. */
function themeNow() {
  const { jpThemeLight } = document.body.dataset;
  if (jpThemeLight) return jpThemeLight === "false" ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export default { render };

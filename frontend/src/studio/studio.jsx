// The lesson studio as an anywidget module: the text of a lesson, its tools, and what the check found.
import "../shortcuts.js";
import { render as draw } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { speaker } from "../words.js";
import { Words } from "./words.js";
import { Session } from "./session.js";
import { Shelf } from "./shelf.jsx";
import { Workspace } from "./workspace.jsx";

function render({ model, el }) {
  const session = new Session(model);
  draw(<Studio session={session} />, el);
  // A notebook has much above its output; the studio wants the whole window.
  const show = () => el.closest(".studio-box")?.scrollIntoView({ block: "start" });
  session.arrive = () => {
    requestAnimationFrame(show);
    setTimeout(show, 400); // JupyterLab goes on moving for a moment
  };
  session.start();
  const fit = fitting(el, session);
  // JupyterLab's own keys and menus must not act on the notebook while someone writes.
  const keep = (event) => event.stopPropagation();
  const suppress = ({ target }) => {
    target.dataset.lmSuppressShortcuts = "true";
  };
  el.addEventListener("keydown", keep);
  el.addEventListener("contextmenu", keep);
  el.addEventListener("focusin", suppress, true);
  return () => {
    session.stop();
    fit.disconnect();
    el.removeEventListener("keydown", keep);
    el.removeEventListener("contextmenu", keep);
    el.removeEventListener("focusin", suppress, true);
    draw(null, el);
  };
}

const NARROW = 740; // px in which text and preview do not stand side by side

/** The box round editor and preview is not ours to draw, but ours to lay out. */
function fitting(el, session) {
  const observer = new ResizeObserver(() => {
    const box = el.closest(".studio-box");
    if (!box) return;
    const narrow = box.clientWidth < NARROW;
    box.toggleAttribute("data-narrow", narrow);
    if (narrow === session.narrow) return;
    session.narrow = narrow;
    session.changed();
  });
  observer.observe(el);
  return observer;
}

function Studio({ session }) {
  const { model, told } = session;
  useSession(session);
  const words = model.get("words");
  const say = useMemo(() => speaker(words), [words]);
  const theme = useTheme();
  const { accent } = model.get("library");
  const style = accent && {
    "--suluh-accent": accent[theme],
    "--suluh-on-accent": accent[`on_${theme}`],
  };
  return (
    <Words.Provider value={say}>
      <div
        class="suluh suluh-studio"
        data-theme={theme}
        lang={model.get("language")}
        role="region"
        aria-label={say("studio")}
        style={style}
      >
        <Inside {...{ session, told, say }} />
      </div>
    </Words.Provider>
  );
}

function Inside({ session, told, say }) {
  if (session.passive) {
    return (
      <div class="studio-still">
        <p>{say("elsewhere")}</p>
        <button type="button" class="studio-strong" onClick={() => session.ask({ do: "hello" })}>
          {say("take_here")}
        </button>
      </div>
    );
  }
  if (!told) {
    return (
      <div class="studio-still">
        <p>{say(session.connected ? "preparing" : "disconnected")}</p>
      </div>
    );
  }
  return told.open ? <Workspace session={session} /> : <Shelf session={session} />;
}

/** Draw again whenever the session has something new. */
function useSession(session) {
  const [, again] = useState(0);
  useEffect(() => session.onChange(() => again((count) => count + 1)), [session]);
}

/** The theme of JupyterLab; elsewhere that of the device. */
function useTheme() {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const update = () => setTheme(themeNow());
    const observer = new MutationObserver(update);
    observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}

function themeNow() {
  const { jpThemeLight } = document.body.dataset;
  if (jpThemeLight) return jpThemeLight === "false" ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export default { render };

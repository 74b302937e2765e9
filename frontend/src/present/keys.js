// What the keys of a presentation do, in each of its windows. Clickers are keyboards: they send
// PageDown and PageUp, and for their other buttons what a slide show takes: "." or B for a dark screen,
// F5 or Shift+F5 to begin. These do nothing here, least of all load the page anew.
import { useEffect, useRef } from "preact/hooks";

const DEEDS = {
  ArrowRight: "next",
  PageDown: "next",
  Enter: "next",
  " ": "next",
  ArrowLeft: "back",
  PageUp: "back",
  Home: "first",
  ArrowDown: "down",
  ArrowUp: "up",
  r: "reveal",
  n: "notes",
  f: "full",
  h: "help",
  "?": "help",
  "+": "larger",
  "=": "larger",
  "-": "smaller",
  0: "usual",
  ".": "nothing",
  b: "nothing",
  F5: "nothing",
};

const PAGING = ["PageDown", "PageUp"];
const TEXT = 'textarea, select, input:not([type="radio"], [type="checkbox"])';
const PRESSED = "a, button, summary, input";

/** What may go on while a key is held; a held "next" would go through the lesson and its answers. */
const REPEATED = ["up", "down", "larger", "smaller"];

/** The name of what a key does; undefined where it is none of ours. */
export function deedOf({ key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return undefined;
  return DEEDS[key.length === 1 ? key.toLowerCase() : key];
}

/**
 * Whether a key belongs to what has the focus. What a finger or mouse has just `pointed` at has it by
 * accident: there the keys go on leading.
 */
function isTheirs({ key, target }, pointed) {
  if (target.matches?.(TEXT)) return !PAGING.includes(key) || target.matches("select");
  if (pointed) return false;
  if (key === " " || key === "Enter") return Boolean(target.closest?.(PRESSED));
  return key.startsWith("Arrow") && target.type === "radio";
}

/** Have keys do their deeds while a component is shown: in the whole page, else inside the player. */
export function useKeys(place, own, deeds) {
  const now = useRef();
  now.current = deeds;
  useEffect(() => {
    const listener = own ? document : place.current.closest(".suluh");
    let pointed = false;
    const point = () => (pointed = true);
    const press = (event) => {
      if (event.key === "Tab") pointed = false;
      const deed = deedOf(event);
      if (!deed || event.defaultPrevented || isTheirs(event, pointed)) return;
      const sheet = document.querySelector("dialog[open] .suluh-close");
      if (!sheet && !now.current[deed]) return; // in the notes, arrows scroll
      event.preventDefault();
      if (event.repeat && !REPEATED.includes(deed)) return;
      if (sheet) sheet.click();
      else now.current[deed]();
    };
    listener.addEventListener("pointerdown", point);
    listener.addEventListener("keydown", press);
    return () => {
      listener.removeEventListener("pointerdown", point);
      listener.removeEventListener("keydown", press);
    };
  }, []);
}

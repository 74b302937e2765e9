import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "./words.js";
import { KINDS } from "./forms/forms.js";

/** What can be put in, each said in words: a menu, with the keys of one. */
export function Insert({ insert }) {
  const say = useWords();
  const [open, setOpen] = useState(false);
  const place = useRef();
  const items = () => [...place.current.querySelectorAll("[role=menuitem]")];
  useLayoutEffect(() => {
    if (!open) return undefined;
    const list = place.current.querySelector("[role=menu]");
    const high = seenBottom(list.parentElement) - list.getBoundingClientRect().top;
    list.style.maxHeight = `${Math.max(high - 8, 120)}px`;
    items()[0].focus();
    const leave = ({ target }) => {
      if (!place.current.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [open]);
  const close = () => {
    setOpen(false);
    place.current.querySelector("button").focus();
  };
  const press = (event) => {
    if (!open) {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      setOpen(true);
      return;
    }
    const all = items();
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") return setOpen(false);
    else if (to !== undefined) all[to].focus();
    else return undefined;
    event.preventDefault();
    return undefined;
  };
  return (
    <span class="studio-insert" ref={place} onKeyDown={press}>
      <button
        type="button"
        class="studio-strong studio-insert-button"
        aria-haspopup="menu"
        aria-expanded={open ? "true" : "false"}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">+ </span>
        {say("insert")}
      </button>
      {open && (
        <ul class="studio-insert-list" role="menu" aria-label={say("insert")}>
          {KINDS.map((kind) => (
            <li role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                data-insert={kind}
                onClick={() => {
                  setOpen(false);
                  insert(kind);
                }}
              >
                <strong>{say(`form_${kind}`)}</strong>
                <span>{say(`about_${kind}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** Where what is seen round an element ends: at whatever scrolls or cuts it off. */
function seenBottom(element) {
  let bottom = window.innerHeight;
  for (let each = element.parentElement; each; each = each.parentElement) {
    const cuts = each.matches(".suluh-studio") || each.scrollHeight > each.clientHeight + 1;
    if (!cuts || !/auto|scroll|hidden/.test(getComputedStyle(each).overflowY)) continue;
    if (each.clientHeight < 200) continue; // a frame of JupyterLab's, which its content leaves
    bottom = Math.min(bottom, each.getBoundingClientRect().bottom);
  }
  return bottom;
}

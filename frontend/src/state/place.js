// The screens of a lesson in their order, and moving between them with the browser's back button.
import { useEffect, useRef, useState } from "preact/hooks";

/** One step a screen, a small end after each part, the result last: not where one step is `alone`. */
export function screensOf(lesson, alone = false) {
  const taken = new Set(lesson.parts.flatMap((part) => part.steps.map((step) => step.id)));
  const free = (id) => (taken.has(id) ? free(`${id}-`) : id);
  const screens = [];
  let number = 0;
  lesson.parts.forEach((part, index) => {
    for (const step of part.steps) {
      number += 1;
      screens.push({ kind: "step", id: step.id, step, part, number, title: step.title });
    }
    const last = index === lesson.parts.length - 1;
    if (part.end || !last) {
      const id = free(`part-end-${index + 1}`);
      screens.push({ kind: "part-end", id, part, index, number, last, title: part.title });
    }
  });
  if (!alone) screens.push({ kind: "result", id: free("result"), number });
  return screens;
}

/**
 * Return the id of the current screen and `go(id)`. On our own pages every screen is an entry of the
 * browser's history (`#id`); inside JupyterLab the address is not ours to touch.
 */
export function usePlace(screens, start, addressed) {
  const [id, setId] = useState(start);
  const known = useRef();
  known.current = screens.map((screen) => screen.id);

  useEffect(() => {
    if (!addressed) return undefined;
    const follow = () => {
      const asked = hashId();
      if (known.current.includes(asked)) setId(asked);
      else if (!asked) setId(known.current[0]);
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);

  const write = (how, next, state) => {
    try {
      history[how](state, "", `#${encodeURIComponent(next)}`);
    } catch {
      // A sandboxed page has no history; the lesson goes on without.
    }
  };

  const go = (next, { replace = false } = {}) => {
    if (next === id) return;
    if (addressed) {
      // Going back to where one came from is the browser's back, not one more entry.
      if (!replace && history.state?.from === next) return history.back();
      write(replace ? "replaceState" : "pushState", next, replace ? history.state : { from: id });
    }
    setId(next);
  };

  return [id, go];
}

/** Forget in the address which screen was open. */
export function forgetPlace() {
  try {
    history.replaceState(null, "", location.pathname + location.search);
  } catch {
    // As above: without a history there is nothing to forget.
  }
}

export function hashId() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

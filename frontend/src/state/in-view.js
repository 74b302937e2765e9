// Time that passes only while the page is in view: a phone in a pocket looks at no question.
let [unseen, since] = [0, 0];

window.addEventListener("visibilitychange", () => {
  if (document.hidden) since = performance.now();
  else unseen += performance.now() - since;
});

/** Milliseconds in view, since whenever. */
export const timeInView = () => Math.round(performance.now() - unseen);

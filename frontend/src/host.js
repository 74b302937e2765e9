// Plays the lessons on a page of our own, without a kernel: the page holds each widget's state as JSON.

const model = (state) => ({
  get: (name) => state[name],
  set: (name, value) => {
    state[name] = value;
  },
  // Nobody is on the other side of these.
  save_changes: () => {},
  on: () => {},
  off: () => {},
  send: () => {},
});

/** Play every lesson that the page holds. */
export function playPage(player) {
  for (const script of document.querySelectorAll("script.suluh-state")) {
    const place = script.previousElementSibling;
    const handout = place.querySelector(".suluh-handout");
    const el = document.createElement("div");
    el.className = "suluh-own-page";
    try {
      place.prepend(el); // before it is drawn: what is not in the page cannot take the focus
      player.render({ model: model(JSON.parse(script.textContent)), el });
      handout?.classList.add("suluh-played");
    } catch (error) {
      // Whatever a browser cannot do, the lesson can still be read.
      el.remove();
      handout?.classList.add("suluh-open");
      setTimeout(() => {
        throw error; // told all the same, once the other lessons are played
      });
    }
  }
}

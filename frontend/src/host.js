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
    try {
      const el = document.createElement("div");
      el.className = "suluh-own-page";
      player.render({ model: model(JSON.parse(script.textContent)), el });
      place.prepend(el);
      handout?.classList.add("suluh-played");
    } catch (error) {
      // Whatever a browser cannot do, the lesson can still be read.
      handout?.classList.add("suluh-open");
      setTimeout(() => {
        throw error; // told all the same, once the other lessons are played
      });
    }
  }
}

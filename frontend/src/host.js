// Plays a lesson on a page of our own, without a kernel: the page holds the widget's state as JSON.

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

for (const script of document.querySelectorAll("script.suluh-state")) {
  const place = script.previousElementSibling;
  const handout = place.querySelector(".suluh-handout");
  import("./player.js")
    .then((player) => {
      const el = document.createElement("div");
      el.className = "suluh-own-page";
      player.default.render({ model: model(JSON.parse(script.textContent)), el });
      place.prepend(el);
      handout?.classList.add("suluh-played");
    })
    .catch((error) => {
      // Whatever a browser cannot do, the lesson can still be read.
      handout?.classList.add("suluh-open");
      throw error;
    });
}

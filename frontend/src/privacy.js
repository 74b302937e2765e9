// The switch on the page about privacy: whoever ticks it has nothing recorded in this browser from then
// on, and what still waits to be sent is gone. It works without the player, on every page that has it.
import { openStore } from "./state/store.js";
import { KEPT } from "./state/kept.js";

const store = openStore();

function show(place) {
  const box = place.querySelector("input");
  const look = () => {
    box.checked = store.read("suluh").quiet === true;
  };
  box.onchange = () => {
    // First, for in a full storage there is room for the wish only then.
    if (box.checked)
      store
        .keys()
        .filter((key) => key.startsWith(KEPT))
        .forEach(store.forget);
    store.write("suluh", { ...store.read("suluh"), quiet: box.checked });
  };
  look();
  window.addEventListener("pageshow", look); // a browser may show an older state of the page
  place.hidden = false;
}

// Where a browser forgets at once, a tick would be a promise that nobody keeps.
if (store.durable) document.querySelectorAll("[data-privacy-switch]").forEach(show);

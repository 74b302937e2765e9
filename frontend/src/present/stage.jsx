// What all screens on a shared screen have in common: their size, scrolling by key, the whole screen,
// and a bar for the mouse.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Bar } from "./bar.jsx";
import { Help } from "./help.jsx";
import { useKeys } from "./keys.js";

const SIZES = [0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2];
const USUAL = SIZES.indexOf(1);

/** Of a screenful, what one press of a key goes on where nothing better is to be seen. */
const SCREENFUL = 0.8;
/** Pixels that may be hidden without being worth a press, and that stay above what comes to the top. */
const [LITTLE, ABOVE] = [40, 12];
/** What is better not cut in two. */
const PIECES =
  ".suluh-prose > *, .suluh-activity > *, .suluh-option, .suluh-told > li, .suluh-split-row";

/**
 * A stage that shows `children`. `shown` names what stands on it: a new one begins at its top, with the
 * focus on its heading. `deeds` may have `next`, `back`, `first`, `reveal` and `notes`; before `next`
 * the stage goes down to what is still below. `remote` holds what another window may do. `bar` has the
 * words of the bar, and `without` names what help leaves out.
 */
export function Stage({ tell, shown, title, deeds, remote, strip, bar, without, children }) {
  const { own } = useSetting();
  const stage = useRef();
  const [size, setSize] = useState(USUAL);
  const [helping, setHelping] = useState(false);
  const below = useBelow(stage, own);

  const scroller = () => (own ? document.scrollingElement : wholeScreen(stage.current));
  const scroll = (direction) => {
    const element = scroller();
    const top = direction * (direction > 0 ? wayDown(stage.current) : SCREENFUL * innerHeight);
    element?.scrollBy({ top, behavior: "instant" });
  };
  const resize = (next) => setSize(Math.min(Math.max(next, 0), SIZES.length - 1));
  const all = {
    ...deeds,
    next: deeds.next && (() => (below() ? scroll(1) : deeds.next())),
    down: () => scroll(1),
    up: () => scroll(-1),
    smaller: () => resize(size - 1),
    larger: () => resize(size + 1),
    usual: () => resize(USUAL),
    full: () => toggleFull(own ? document.documentElement : stage.current.closest(".suluh")),
    help: () => setHelping(true),
  };
  useKeys(stage, own, all);
  if (remote) remote.current = all;

  const opening = useRef(true);
  useLayoutEffect(() => {
    const first = opening.current;
    opening.current = false;
    if (first && !own) return; // a notebook may be shown for something else
    scroller()?.scrollTo(0, 0);
    stage.current.querySelector("h2")?.focus({ preventScroll: true });
  }, [shown]);
  useEffect(() => {
    if (own) document.title = title;
  }, [title]);

  return (
    <div ref={stage} class="suluh-stage" style={{ "--larger": SIZES[size] }} data-shown={shown}>
      {strip && <div class="suluh-strip">{strip}</div>}
      <div class="suluh-stage-inside">{children}</div>
      <Bar {...{ tell, ...bar }} deeds={all} />
      {helping && <Help {...{ tell, without }} close={() => setHelping(false)} />}
    </div>
  );
}

/** The element that fills the screen, if it is ours. */
const wholeScreen = (stage) => {
  const root = stage?.closest(".suluh");
  return root && document.fullscreenElement === root ? root : null;
};

function toggleFull(element) {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : element.requestFullscreen?.();
  change?.catch?.(() => {}); // a frame may forbid it: the lesson is shown all the same
}

/** How far down what the lower edge cuts in two comes to the top; a screenful where it is all of it. */
function wayDown(stage) {
  const top = stage.querySelector(".suluh-strip")?.getBoundingClientRect().bottom ?? 0;
  const tops = [...stage.querySelectorAll(PIECES)]
    .map((piece) => piece.getBoundingClientRect())
    .filter((piece) => piece.bottom > innerHeight && piece.top < innerHeight)
    .map((piece) => piece.top - Math.max(top, 0) - ABOVE);
  const most = SCREENFUL * innerHeight;
  return Math.min(most, ...tops.filter((way) => way > most / 4));
}

/** Return a function that says whether there is more of the stage below what can be seen. */
function useBelow(stage, own) {
  return () => {
    const root = own ? document.scrollingElement : wholeScreen(stage.current);
    if (!root) return false;
    const inside = stage.current.querySelector(".suluh-stage-inside");
    return inside.getBoundingClientRect().bottom - LITTLE > innerHeight;
  };
}

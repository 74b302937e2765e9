import { useState } from "preact/hooks";

/** How close to an edge of the window the list begins to scroll along, and how fast. */
const EDGE = 100;
const STEP = 14;

/**
 * Dragging the items of a list up and down by a handle. Nothing moves in the document until it is
 * let go: what is dragged, and what makes room for it, is only drawn elsewhere.
 */
export function useDrag(list, drop) {
  const [drag, setDrag] = useState(null);

  const start = (from) => (event) => {
    if (event.button > 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const boxes = [...list.current.children].map((item) => [item.offsetTop, item.offsetHeight]);
    setDrag({ from, to: from, by: 0, start: event.pageY, boxes });
  };

  const follow = (event) => {
    if (!drag) return;
    const { from, boxes } = drag;
    const by = event.pageY - drag.start;
    const [top, height] = boxes[from];
    const passed = ([otherTop, otherHeight], at) => {
      const middle = otherTop + otherHeight / 2;
      if (at > from) return top + by + height > middle ? 1 : 0;
      return at < from && top + by < middle ? -1 : 0;
    };
    setDrag({ ...drag, by, to: from + boxes.reduce((sum, box, at) => sum + passed(box, at), 0) });
    if (event.clientY < EDGE) window.scrollBy(0, -STEP);
    else if (event.clientY > innerHeight - EDGE) window.scrollBy(0, STEP);
  };

  const end = () => {
    setDrag(null);
    if (drag && drag.to !== drag.from) drop(drag.from, drag.to);
  };

  /** How far an item makes room for the dragged one. */
  const room = (at) => {
    const { from, to, boxes } = drag;
    const [first, second] = boxes;
    const step = boxes[from][1] + second[0] - first[0] - first[1];
    if (at > from && at <= to) return -step;
    return at < from && at >= to ? step : 0;
  };

  return {
    active: drag !== null,
    handle: (at) => ({
      onPointerDown: start(at),
      onPointerMove: follow,
      onPointerUp: end,
      onPointerCancel: () => setDrag(null),
    }),
    moved: (at) =>
      drag && {
        "data-dragged": at === drag.from || undefined,
        style: { transform: `translateY(${at === drag.from ? drag.by : room(at)}px)` },
      },
  };
}

// What keeps things where they are, and what they mean, while somebody reaches for them.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** So long a new meaning is not pressed: a double click meant the old one. In ms. */
const SETTLING = 600;

/** Whether what buttons in a place mean has been the same for a moment. */
export function useSettled(meaning) {
  const [settled, setSettled] = useState(meaning);
  useLayoutEffect(() => {
    if (settled === meaning) return undefined;
    const timer = setTimeout(() => setSettled(meaning), SETTLING);
    return () => clearTimeout(timer);
  }, [meaning, settled]);
  return settled === meaning;
}

/**
 * Where the element that had the focus is gone, give it to what stood round it: the nearest that is
 * still there and takes it. Returns the root's listener for "focusin".
 */
export function useKeptFocus() {
  const last = useRef([]);
  useLayoutEffect(() => {
    const [had, ...round] = last.current;
    const active = document.activeElement;
    if (!had || had.isConnected || (active && active !== document.body)) return;
    const next = round.find((each) => each.isConnected && each.hasAttribute("tabindex"));
    last.current = [];
    next?.focus({ preventScroll: true });
  });
  return ({ target }) => {
    last.current = [];
    for (let each = target; each; each = each.parentElement) last.current.push(each);
  };
}

/**
 * Items in an order that stays while somebody reaches for one of them: new ones come last, whatever
 * their rank. Returns `{ list, fresh, sort }`: `fresh` is how many came since `sort` was pressed.
 */
export function useSteadyOrder(items, keyOf, compare) {
  const order = useRef(null);
  const sorted = useRef(0);
  const [, again] = useState(0);
  const known = new Map(items.map((item) => [keyOf(item), item]));
  if (!order.current) {
    order.current = [...items].sort(compare).map(keyOf);
    sorted.current = order.current.length;
  }
  const old = new Set(order.current);
  for (const key of known.keys()) if (!old.has(key)) order.current.push(key);
  return {
    list: order.current.filter((key) => known.has(key)).map((key) => known.get(key)),
    fresh: order.current.length - sorted.current,
    sort() {
      order.current = null;
      again((count) => count + 1);
    },
  };
}

// How long it really takes: the whole since the title was left, and each screen.
import { useRef } from "preact/hooks";

export const TITLE = "title";

/** Return `{ started, since, spent }` in milliseconds, for a screen of that id; `started` 0: not yet. */
export function useTimes(shown) {
  const times = useRef({ shown, started: 0, since: Date.now(), spent: {} });
  const { current } = times;
  if (current.shown !== shown) {
    const now = Date.now();
    const before = current.spent[current.shown] ?? 0;
    times.current = {
      shown,
      started: current.started || now,
      since: now,
      spent: { ...current.spent, [current.shown]: before + now - current.since },
    };
  }
  const { started, since, spent } = times.current;
  return { started, since, spent };
}

// The answer that a trainer reveals, for each kind that is judged. A kind that is not here is shown as
// it is: somebody tries it out on the shared screen.
import { lastOf, scenesOn } from "../chat/scenes.js";

const places = (all) => all.flatMap(({ right }, place) => (right ? place : []));

const MODELS = {
  choose: ({ options }) => ({ options: places(options) }),
  judge: ({ truth }) => ({ point: truth ? 3 : 0, before: null, checked: false }),
  clues: ({ parts }) => ({ parts: places(parts) }),
  order: ({ items }) => ({ order: items.map((_, place) => place) }),
  match: ({ pairs }) => ({ pairs: pairs.map(({ right }) => right) }),
  chat: (activity) => ({ path: shortest(activity) }),
  link: ({ examples }) => ({ owners: examples.map(({ owner }) => owner) }),
  search: ({ right }) => ({ record: right[0] }),
  shelf: ({ books }) => ({ places: books.map(({ place }) => place) }),
};

/** A right response to an activity; null for one that nobody judges. */
export const modelOf = (activity) => MODELS[activity?.kind]?.(activity) ?? null;

/** The fewest replies that lead to a good end: whoever watches has to follow them. */
function shortest(activity) {
  const seen = new Set([activity.scenes[0]]);
  const paths = [[]];
  for (const path of paths) {
    const { ending, choices } = lastOf(scenesOn(activity, path));
    if (ending?.right) return path;
    (choices ?? []).forEach((_, place) => {
      const next = lastOf(scenesOn(activity, [...path, place]));
      if (seen.has(next)) return;
      seen.add(next);
      paths.push([...path, place]);
    });
  }
  return null; // the reader lets no such lesson through
}

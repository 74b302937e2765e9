// The owners of addresses as an answer: the place of one piece in each.
import { isPlace } from "../state/places.js";

const areOwners = ({ examples }, owners, may) =>
  Array.isArray(owners) &&
  owners.length === examples.length &&
  owners.every(
    (place, at) => isPlace(place, examples[at].pieces.length) || (place === may && may === null),
  );

/** Right where in every address the owner's piece is chosen. */
export function judge(activity, { owners }) {
  if (!areOwners(activity, owners)) {
    throw new TypeError('a response to link needs "owners": the place of a piece for each address');
  }
  return activity.examples.every(({ owner }, at) => owner === owners[at]);
}

/** Some may have nothing yet. */
export const fitsDraft = (activity, { owners = noneOf(activity) }) =>
  areOwners(activity, owners, null);

/** Nothing chosen yet in any of them. */
export const noneOf = ({ examples }) => examples.map(() => null);

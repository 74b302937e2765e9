import { coming } from "../parts/coming.jsx";
import { isPlace } from "../state/places.js";

const arePut = ({ spines, books }, places, may) =>
  Array.isArray(places) &&
  places.length === books.length &&
  places.every((place) => isPlace(place, spines.length + 1) || place === may);

/** Right where every book stands where its call number says. */
export function judge(activity, { places }) {
  if (!arePut(activity, places)) {
    throw new TypeError('a response to shelf needs "places": one on the shelf for every book');
  }
  return activity.books.every(({ place }, at) => place === places[at]);
}

/** Some may not be on the shelf yet. */
export const fitsDraft = (activity, { places = activity.books.map(() => null) }) =>
  arePut(activity, places, null);

/** The shelf itself. */
export const later = ["shelf"];

export default coming("shelf");

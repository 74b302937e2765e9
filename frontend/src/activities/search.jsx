import { coming } from "../parts/coming.jsx";

/** Right where the book is one of those that fit. */
export function judge({ right }, { record }) {
  if (!Number.isInteger(record) || record < 1) {
    throw new TypeError('a response to search needs "record": the number of a practice book');
  }
  return right.includes(record);
}

/** What is typed is never kept: of a draft there is only that it was begun. */
export const fitsDraft = (_, draft) => Object.keys(draft).length === 0;

/** The catalogue to search, and its books. */
export const later = ["search", "books"];

export default coming("search");

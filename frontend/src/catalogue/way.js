// By which way a page reaches the library's catalogue, if at all.
import { openSearch } from "./door.js";
import { isOwn, searchHere } from "./own.js";
import { FIELDS } from "./practice.js";

/**
 * Open the way: `{ search, record, close }` as catalogue/door.js gives them, which answer within eight
 * seconds whatever happens; null where this page cannot ask anybody.
 */
export function openWay(catalogue, model) {
  if (!catalogue.configured) return null;
  if (catalogue.door) return openSearch({ door: catalogue.door, model });
  return isOwn(catalogue.url, catalogue.kind) ? searchHere(catalogue) : null;
}

/** The fields for which the catalogue's own search page has an address. */
export const linkedFields = ({ links = {} }) => FIELDS.filter((field) => links[field]);

/** The address of the catalogue's own search page with the words filled in; else the catalogue's. */
export function deepLink({ links = {}, url = "" }, { words, field }) {
  const link = links[field] ?? links.text;
  return link && words.trim() ? link.replace("{words}", encodeURIComponent(words.trim())) : url;
}

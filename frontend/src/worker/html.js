// What a page's HTML says of the files it needs. A worker has no parser for it; these pages are ours.
import needs from "virtual:needs";
import { addressOf, isFile } from "./site.js";

/** Return the files beside the pages that a page links. */
export function linkedFiles(html, url) {
  const links = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].flatMap(([, link]) => {
    const file = IS_WHOLE.test(link) ? null : addressOf(new URL(link, url));
    return file !== null && isFile(file) ? file : [];
  });
  return [...new Set(links)];
}

/** Return the files that the lesson in a page fetches later, beside its player. */
export function laterFiles(html, linked) {
  const player = linked.find((file) => file.endsWith("/player.js"));
  if (!player) return [];
  const states = html.matchAll(/<script[^>]* class="suluh-state"[^>]*>(.*?)<\/script>/gs);
  const names = [...states].flatMap(([, state]) => kindsIn(state)).flatMap((kind) => needs[kind]);
  return [...new Set(names.filter(Boolean))].map((name) =>
    player.replace(/player\.js$/, `${name}.js`),
  );
}

function kindsIn(state) {
  try {
    const { parts } = JSON.parse(state).lesson;
    return parts.flatMap(({ steps }) => steps.flatMap(({ activity }) => activity?.kind ?? []));
  } catch {
    return []; // another version may write it in another way
  }
}

/** Whether all of a page came. */
export const isComplete = (html) => /<\/html>\s*$/.test(html);

/** Return HTML whose links work wherever it is shown. */
export const withWholeLinks = (html, url) =>
  html.replace(/\b(href|src)="([^"]*)"/g, (as, name, link) =>
    IS_WHOLE.test(link) || link.startsWith("#") ? as : `${name}="${new URL(link, url)}"`,
  );

const IS_WHOLE = /^[a-z][a-z\d+.-]*:/i;

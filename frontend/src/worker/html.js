// What a page's HTML says of the files it needs. A worker has no parser for it; these pages are ours.
import needs from "virtual:needs";
import { EVERY_LESSON } from "../every-lesson.js";
import { addressOf, isFile } from "./site.js";

/** Return the files beside the pages that a page links; each page of ours has some. */
export function linkedFiles(html, url) {
  const links = html.matchAll(/\b(?:href|src)="((?:\.\.?\/)+assets\/[^"]+)"/g);
  const files = [...links].map(([, link]) => addressOf(new URL(link, url)));
  return [...new Set(files.filter((file) => file !== null && isFile(file)))];
}

/** Return the files that the lesson in a page fetches later, beside its player. */
export function laterFiles(html, linked) {
  const player = linked.find((file) => file.endsWith("/player.js"));
  if (!player) return [];
  const states = html.matchAll(/<script[^>]* class="suluh-state"[^>]*>(.*?)<\/script>/gs);
  const names = [...states].flatMap(([, state]) => kindsIn(state)).flatMap((kind) => needs[kind]);
  return [...new Set([...names.filter(Boolean), ...EVERY_LESSON])].map((name) =>
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

/** Return HTML whose links to our pages and files work wherever it is shown. */
export const withWholeLinks = (html, url) =>
  html.replace(/\b(href|src)="(\.[^"]*)"/g, (_, name, link) => `${name}="${new URL(link, url)}"`);

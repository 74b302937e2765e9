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
  const always = EVERY_LESSON.map((part) => `${part}.js`);
  return [...new Set([...names.filter(Boolean), ...always])].map((name) =>
    player.replace(/player\.js$/, name),
  );
}

/** Whether a file belongs to the component of a kind: without it there is no step to see. */
export const isComponent = (file) => components.has(file.slice(file.lastIndexOf("/") + 1));

const components = new Set(
  Object.entries(needs).flatMap(([kind, files]) =>
    files.filter((file) => file.startsWith(`${kind}.`)),
  ),
);

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

// A new version of the site: what it fetches before it takes over, and what it forgets then.
import { linkedFiles } from "./html.js";
import { digestOf, keepFile, keepPage, keepParts, opened } from "./keep.js";
import { readers } from "./readers.js";
import { addressOf, isFile, languages, pages, small, urlOf } from "./site.js";

/** So many milliseconds a version waits for what is good to have, but not needed. */
const PATIENCE = 20000;

/**
 * Keep what this version needs. The page that somebody reads right now came before any worker:
 * without it, and without what a notice looks like, there is no new version.
 */
export async function stock() {
  const read = new Map((await readers()).map((url) => [addressOf(url), url]));
  for (const { home, notice } of languages) {
    await Promise.all(linkedFiles(notice, urlOf(home)).map((file) => keepFile(file)));
  }
  const parts = [];
  for (const [address, url] of read) {
    if (!pages.has(address)) continue;
    // As it was asked for, the browser may still have it: then it does not come a second time.
    parts.push(...(await keepPage(address, await fetch(url, { cache: "no-cache" }))));
  }
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([keepMore(parts).catch(() => {}), patience]);
}

/** Keep the pages that everybody should have at hand, parts of lessons, and what has changed. */
async function keepMore(parts) {
  for (const address of small) await keepPage(address).catch(() => {});
  await keepParts(parts);
  if (navigator.connection?.saveData) return;
  for (const address of await changedPages()) await keepPage(address).then(keepParts, () => {});
}

/** Return the kept pages that this version has with another content. */
async function changedPages() {
  const cache = await opened();
  const changed = [];
  for (const { url } of await cache.keys()) {
    const address = addressOf(url);
    if (!pages.has(address)) continue;
    const body = await (await cache.match(url)).arrayBuffer();
    if ((await digestOf(body)) !== pages.get(address).digest) changed.push(address);
  }
  return changed;
}

/**
 * Forget the pages that the site no longer has there, unless some are only being mended. Their files
 * stay while somebody reads.
 */
export async function forgetRemoved() {
  if (!SITE.complete) return;
  const cache = await opened();
  const removed = (await cache.keys()).filter(({ url }) => {
    const address = addressOf(url);
    return !isFile(address) && url !== urlOf(pages.get(address)?.path);
  });
  await Promise.all(removed.map(({ url }) => cache.delete(url)));
}

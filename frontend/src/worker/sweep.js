// Old files go when nobody can need them: a page that is open may be of an earlier version, and may
// still fetch parts of it. So they stay until a visit finds no page of ours open.
import { laterFiles, linkedFiles } from "./html.js";
import { NAME, opened } from "./keep.js";
import { addressOf, files, isFile } from "./site.js";

/** Drop the files that neither this version nor a kept page needs. */
export async function sweep() {
  // Where a browser cannot tell that nothing is just coming in, nothing goes.
  await navigator.locks?.request(NAME, { ifAvailable: true }, (lock) => lock && dropOldFiles());
}

async function dropOldFiles() {
  const cache = await opened();
  const urls = (await cache.keys()).map(({ url }) => url);
  const isOld = (url) => isFile(addressOf(url)) && !files.has(addressOf(url));
  if (!urls.some(isOld)) return;
  const needed = new Set();
  for (const url of urls.filter((each) => !isFile(addressOf(each)))) {
    const html = await (await cache.match(url)).text();
    const linked = linkedFiles(html, url);
    for (const file of [...linked, ...laterFiles(html, linked)]) needed.add(file);
  }
  const dropped = urls.filter((url) => isOld(url) && !needed.has(addressOf(url)));
  await Promise.all(dropped.map((url) => cache.delete(url)));
}

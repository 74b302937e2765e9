// What is kept, in one cache of the browser: pages by the path they are asked for by, and files by
// theirs, which names their content. A page comes in only after all files that it links, so what is
// kept works; a file only if it is byte for byte what the site says it is. So no error page, no half
// file and no page of a hotel's network ever takes the place of a good copy.
import { isComplete, isComponent, laterFiles, linkedFiles } from "./html.js";
import { addressOf, files, inSameFolder, isFile, pages, urlOf } from "./site.js";

/** Several sites may share a host, and with it their caches. */
export const NAME = `suluh ${new URL(urlOf("")).pathname}`;

/** What a browser should still know of a kept answer; the rest was about its way here. */
const HEADERS = [
  "Content-Type",
  "Content-Security-Policy",
  "Cross-Origin-Opener-Policy",
  "Cross-Origin-Resource-Policy",
  "Permissions-Policy",
  "Referrer-Policy",
  "X-Content-Type-Options",
  "X-Frame-Options",
];

export const opened = () => caches.open(NAME);

/** Return the kept answer for a file, if there is one. A browser may refuse to keep anything. */
export const keptFile = (file) =>
  opened()
    .then((cache) => cache.match(urlOf(file)))
    .catch(() => undefined);

/** Return `{ url, answer }` of a kept page, if there is one: also of one that only others know. */
export async function keptPage(address) {
  try {
    const cache = await opened();
    const urls = (await cache.keys()).map(({ url }) => url);
    const url = urls.find((each) => addressOf(each) === address && !isFile(address));
    return url && { url, answer: await cache.match(url) };
  } catch {
    return undefined;
  }
}

/**
 * Keep a page and the files it links; return the files that it may fetch later. `answer` is the one
 * of the network where that is here already. Fails where it does not come whole, and as ours.
 */
export const keepPage = (address, answer) =>
  inPeace(async () => {
    const { path } = pages.get(address);
    const page = answer ?? (await fetch(urlOf(path), { cache: "no-cache" }));
    if (!isPage(page, address, path)) throw new TypeError(`no page: ${path}`);
    const body = await page.arrayBuffer();
    const html = new TextDecoder().decode(body);
    const linked = linkedFiles(html, page.url);
    if (linked.length === 0 || !isComplete(html)) throw new TypeError(`no page of ours: ${path}`);
    await Promise.all(linked.map((file) => keepFile(file)));
    await put(path, page, body);
    return laterFiles(html, linked);
  });

const isPage = ({ ok, url, headers }, address, path) =>
  ok &&
  addressOf(url) === address &&
  inSameFolder(url, urlOf(path)) &&
  /^text\/html\b/i.test(headers.get("Content-Type") ?? "");

/**
 * Keep what lessons may fetch later. Those who save data ask for it first, but for what a step is
 * drawn by: it is small, and part of the lesson.
 */
export async function keepParts(parts) {
  const wanted = navigator.connection?.saveData ? parts.filter(isComponent) : parts;
  for (const part of wanted) await inPeace(() => keepFile(part)).catch(() => {});
}

const coming = new Map();

/** Keep a file of this version, fetched once however many need it. Fails where it does not come. */
export function keepFile(file) {
  if (!coming.has(file)) {
    const forget = () => coming.delete(file);
    coming.set(file, bring(file).finally(forget));
  }
  return coming.get(file);
}

async function bring(file) {
  if (await keptFile(file)) return;
  const ways = [
    () => keptElsewhere(file),
    () => fetch(urlOf(file)),
    () => fetch(urlOf(file), { cache: "reload" }), // past a cache that has it wrong
  ];
  for (const way of files.has(file) ? ways : []) {
    const answer = await way().catch(() => undefined);
    const body = answer?.ok && (await answer.arrayBuffer().catch(() => undefined));
    if (body && (await digestOf(body)) === files.get(file)) {
      await put(file, answer, body);
      return;
    }
  }
  throw new TypeError(`no file of ours: ${file}`);
}

/** Return the file as it was kept for another version of the site: most stay the same. */
async function keptElsewhere(file) {
  const name = file.slice(file.lastIndexOf("/"));
  const cache = await opened();
  for (const { url } of await cache.keys()) {
    if (!url.endsWith(name)) continue;
    const answer = await cache.match(url);
    if ((await digestOf(await answer.clone().arrayBuffer())) === files.get(file)) return answer;
  }
  return undefined;
}

/** Put an answer in, made anew: a redirected one may not be a page, `Vary` would hide it. */
async function put(path, answer, body) {
  const headers = HEADERS.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const cache = await opened();
  await cache.put(urlOf(path), new Response(body, { headers }));
}

/** Return the first 16 hexadecimal digits of SHA-256, as offline.py has them. */
export async function digestOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Do something while nobody, in this worker or the one before it, sweeps. */
const inPeace = (work) =>
  navigator.locks ? navigator.locks.request(NAME, { mode: "shared" }, work) : work();

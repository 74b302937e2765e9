// The site's service worker: a lesson that was opened once opens without a connection, too. It keeps
// pages and the files they link, and nothing about who reads them. In front of this script stands one
// line with the facts of the site, `SITE`, written by toolkit/pages/offline.py.
import { answerFile, answerLive, answerPage, fromNetwork } from "./worker/answers.js";
import { forgetRemoved, stock } from "./worker/changes.js";
import { keepPage, keepParts } from "./worker/keep.js";
import { readers } from "./worker/readers.js";
import { addressOf, isElsewhere, isFile, isLive, pages } from "./worker/site.js";
import { sweep } from "./worker/sweep.js";

// What is kept fits pages of every version, so a new worker may take over at once. One that cannot
// get what it needs does not come at all: the one before it stays, and the next visit tries again.
addEventListener("install", (event) => event.waitUntil(stock().then(() => skipWaiting())));

addEventListener("activate", (event) => {
  const takeOver = () => clients.claim();
  event.waitUntil(forgetRemoved().then(takeOver, takeOver));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressOf(request.url);
  if (address === null || request.method !== "GET" || request.headers.has("Range")) return;
  const opening = request.mode === "navigate";
  if (opening && isLive(address)) event.respondWith(answerLive(request, address));
  if (isElsewhere(address)) return;
  if (opening) handlePage(event, address);
  else if (isFile(address)) event.respondWith(answerFile(request, address));
});

function handlePage(event, address) {
  const before = readers();
  const network = fromNetwork(event.request.url);
  const copy = network.then((answer) => answer.clone());
  event.respondWith(answerPage(event.request.url, address, network));
  event.waitUntil(tidy(address, before, copy).catch(() => {})); // the next visit is another try
}

/** Keep the answer for a page; before that, sweep if nobody had a page open when it was asked for. */
async function tidy(address, before, copy) {
  const [open, answer] = await Promise.all([before, copy]);
  if (open.length === 0) await sweep();
  if (pages.has(address)) await keepParts(await keepPage(address, answer));
}

// One stream a browser: a browser opens few connections to one server, and several pages of one room
// would take them all. One page has it and tells the others.

import { now } from "./stream.js";

/** A page that has heard nothing for so many milliseconds while somebody looks at it takes over. */
const SILENT = 8000;

/**
 * Have `open(tell)` called in one page of those with this name; `tell` is called in all of them. Where
 * pages cannot agree (no locks without https) each opens its own. Return how to stop.
 */
export function shared(name, open, tell) {
  if (!navigator.locks || !window.BroadcastChannel) return open(tell);
  const channel = new BroadcastChannel(name);
  let [stop, release, last, heard, left] = [null, null, {}, now(), false];

  const hear = (news) => {
    heard = now();
    if (news.view) last = news;
    tell(news);
  };
  const lead = () =>
    new Promise((resolve) => {
      if (left) return resolve();
      release = resolve;
      stop ??= open((news) => {
        channel.postMessage(news);
        hear(news);
      });
      return undefined;
    });
  const end = () => {
    stop?.();
    stop = null;
  };
  /** Another page may take the lead: then this one waits for it again. Some browsers give no locks. */
  const request = (how) =>
    navigator.locks.request(name, how, lead).catch(({ name: why }) => {
      if (why !== "AbortError") return lead();
      end();
      heard = now();
      return request({});
    });

  channel.onmessage = ({ data }) => {
    if (!data.asked) hear(data);
    else if (stop) channel.postMessage(last);
  };
  channel.postMessage({ asked: true });
  request({});
  // A page that sleeps keeps its lock. After the end there is nothing to hear.
  const timer = setInterval(() => {
    if (stop || document.hidden || last.view?.state === "ended") return;
    if (now() - heard > SILENT) request({ steal: true });
  }, SILENT / 4);

  return () => {
    left = true;
    clearInterval(timer);
    channel.close();
    end();
    release?.();
  };
}

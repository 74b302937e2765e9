// One stream a browser: a browser opens few connections to one server, and several pages of one room
// would take them all. One page has it and tells the others.

/** A page that has heard nothing for so many milliseconds while somebody looks at it takes over. */
const SILENT = 8000;

/**
 * Have `open(tell)` called in one page of those with this name; `tell` is called in all of them. Where
 * pages cannot agree (no locks without https) each opens its own. Return how to stop.
 */
export function shared(name, open, tell) {
  if (!navigator.locks || !window.BroadcastChannel) return open(tell);
  const channel = new BroadcastChannel(name);
  let [stop, release, last, heard, left] = [null, null, null, performance.now(), false];

  const lead = () =>
    new Promise((resolve) => {
      if (left) return resolve();
      release = resolve;
      stop ??= open((news) => {
        if (news.view) last = news;
        channel.postMessage(news);
        tell(news);
      });
      return undefined;
    });
  const end = () => {
    stop?.();
    stop = null;
  };
  /** Another page may take the lead: then this one waits for it again. */
  const request = (how) =>
    navigator.locks.request(name, how, lead).catch(() => {
      end();
      heard = performance.now();
      request({});
    });

  channel.onmessage = ({ data }) => {
    if (!data.asked) {
      heard = performance.now();
      tell(data);
    } else if (stop && last) channel.postMessage(last);
  };
  channel.postMessage({ asked: true });
  request({});
  // A page that sleeps keeps its lock.
  const timer = setInterval(() => {
    if (!stop && !document.hidden && performance.now() - heard > SILENT) request({ steal: true });
  }, SILENT / 4);

  return () => {
    left = true;
    clearInterval(timer);
    channel.close();
    end();
    release?.();
  };
}

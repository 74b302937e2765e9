// What goes on in a live room, as the server tells it: one stream of events, of which each is the whole
// view. Streams break: a phone sleeps, changes its network, a proxy holds them back, a server starts
// anew. So a watchdog listens for the server's beat, and where no stream passes the room is asked.

/**
 * Milliseconds without a sign of the server: it gives one every 5 s, and its first at once. That is not
 * waited for long at first, since a line may be dead, but longer each time: a slow one is not.
 */
const [SILENCE, FIRST_SIGN] = [12_000, 3000];
/** After a phone was away, what has been heard since so many milliseconds is still good. */
const FRESH = 6000;
/** Waits before the next tries: never so long that somebody is not back within 3 s of the server. */
const WAITS = [500, 1000, 2000];
/** Where no stream passes: between two questions, and until it is tried again. */
const [ASKING, AGAIN] = [4000, 30_000];
/** So long nobody in a room is left waiting for it, and who has only come. */
const [ALONE, ALONE_AT_ONCE] = [30_000, 8000];
/** A timer that is so late was asleep with its phone. */
const ASLEEP = 2000;

const SIGNS = ["online", "visibilitychange", "pageshow"];
const REFUSED = { 403: "locked", 404: "unknown" };

export const now = () => performance.now();

/**
 * Follow the room at an address, as the person of a `visit` ("": unseen). `tell` learns of each
 * `{ view }`, of each try (`{}`), and of the `{ trouble }` there is: "lost" after a while, "unknown" or
 * "locked" at once, "" with each sign of the server.
 */
export function openStream(room, visit, tell) {
  const person = visit ? `visit=${visit}` : "";
  let [source, next, patience] = [null, 0, 0];
  let [last, contact, known, over] = ["", -Infinity, false, false];
  /** Tries that failed in a row; streams that did so while the server was well; since when we ask. */
  let [failures, blocked, asking] = [0, 0, 0];

  const stop = () => {
    clearTimeout(next);
    source?.close();
    source = null;
  };
  /** Never all phones at once. */
  const plan = (wait, act) => {
    stop();
    next = setTimeout(act, wait * (0.4 + Math.random() * 0.8));
  };

  const wait = (long) => {
    clearTimeout(patience);
    const due = now() + long;
    patience = setTimeout(() => {
      if (now() - due > ASLEEP) wait(long);
      else tell({ trouble: "lost" });
    }, long);
  };

  const arrived = (view) => {
    contact = now();
    failures = 0;
    known = true;
    wait(ALONE);
    if (view?.state === "ended") end();
    tell(view ? { view, trouble: "" } : { trouble: "" });
  };

  /** Nothing comes after this. */
  const end = () => {
    over = true;
    clearTimeout(patience);
    stop();
  };

  const retry = (act) => {
    plan(WAITS[Math.min(failures, WAITS.length - 1)], act);
    failures += 1;
  };

  const patient = () => Math.min(SILENCE, FIRST_SIGN * 2 ** failures);

  const connect = () => {
    stop();
    tell({});
    asking = 0;
    const facts = [person, last && `since=${last}`].filter(Boolean).join("&");
    const stream = new EventSource(`${room}/stream?${facts}`);
    source = stream;
    const fail = (silent) => {
      if (source !== stream) return;
      blocked += silent ? 2 : 1;
      // The browser tries again by itself where it found nobody; where it was refused it does not.
      retry(stream.readyState === EventSource.CLOSED || blocked > 1 ? ask : connect);
    };
    const heard = (view) => {
      blocked = 0;
      clearTimeout(next);
      next = setTimeout(fail, SILENCE);
      arrived(view);
    };
    stream.addEventListener("view", ({ data, lastEventId }) => {
      last = lastEventId;
      heard(JSON.parse(data));
    });
    stream.addEventListener("beat", () => heard());
    stream.onerror = () => fail();
    // A proxy may let a stream begin and hold back what is in it.
    next = setTimeout(fail, patient(), true);
  };

  const ask = async () => {
    stop();
    tell({});
    const given = new AbortController();
    const mine = { close: () => given.abort() };
    source = mine;
    next = setTimeout(mine.close, patient());
    let status, view; // neither: nobody is there
    try {
      const answer = await fetch(`${room}/now?${person}`, { signal: given.signal });
      status = answer.status;
      if (answer.ok) view = await answer.json();
    } catch {}
    if (source !== mine) return undefined;
    if (view) {
      arrived(view);
      if (over) return undefined;
      asking ||= now();
      const patiently = blocked > 2 || now() - asking > ASKING / 2;
      if (!patiently) return plan(WAITS[0], connect);
      return plan(ASKING, now() - asking < AGAIN ? ask : connect);
    }
    blocked = 0;
    const trouble = REFUSED[status];
    // A room that was there a moment ago is there again: a server may only be starting.
    if (known || !trouble) return retry(connect);
    clearTimeout(patience);
    tell({ trouble });
    return plan(AGAIN, connect);
  };

  const wake = ({ type }) => {
    if (document.hidden || over) return;
    wait(known ? ALONE : ALONE_AT_ONCE);
    if (type !== "online" && now() - contact < FRESH) return;
    failures = 0;
    if (type === "online") plan(WAITS[0] / 2, connect);
    else connect();
  };

  SIGNS.forEach((sign) => window.addEventListener(sign, wake));
  wait(ALONE_AT_ONCE);
  connect();
  return () => {
    SIGNS.forEach((sign) => window.removeEventListener(sign, wake));
    end();
  };
}

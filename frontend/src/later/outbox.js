// Brings what waits in this browser to the library, in batches, until it has been acknowledged. What
// it takes or refuses is dropped; after any other answer, or none, everything stays for the next try.
// An event may arrive twice, it has an id: so neither tabs nor tries need to know of each other.
import { byComm, byHttp } from "../ways.js";

/** Events in a message, at most, and its bytes: a page that is leaving may send 64 kB in all. */
const [EVENTS, BYTES] = [40, 60_000];
/** So many milliseconds an answer may take. */
const PATIENCE = 30_000;
/** The wait for more to send along: after an answer, and where somebody has only moved on. */
const [SOON, UNHURRIED] = [1000, 15_000];
/** And in a room, where everyone waits for it. */
const AT_ONCE = 150;
/** The wait after a failure, doubled by each further one, and the longest. */
const [FIRST, LONGEST] = [2000, 300_000];
/** The longest wait that a server may ask for, in seconds. */
const MOST_ASKED = 3600;

/** What is wrong with one message, and what goes for all of them. */
const [BAD, UNREACHABLE] = [
  [400, 413],
  [0, 429, 503],
];

/**
 * Open the way to a door: "comm", the kernel of `model`, or an address. `keys()` are those of `store`
 * under which something waits; `tell` learns how it goes.
 */
export function openOutbox({ door, model, store, keys, isOpen, tell }) {
  const way =
    door === "comm" ? byComm(model, PATIENCE, "record", "recorded") : byHttp(door, PATIENCE);
  const now = () => performance.now();
  const gone = new Map(); // what the library has, where a browser cannot forget it
  const leaving = new Set(); // what was sent as the page was left, and may have arrived
  let [timer, due, notBefore] = [0, Infinity, 0];
  let [busy, failures, most] = [false, 0, EVENTS];

  /** Send after about so many milliseconds, never all phones at once. */
  const plan = (wait) => {
    const at = Math.max(now() + wait * (0.5 + Math.random()), notBefore);
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(deliver, at - now());
  };

  const forget = ({ key, text }) => {
    if (JSON.stringify(store.read(key)) !== text) return; // there is news under it
    gone.set(key, text);
    store.forget(key);
  };

  /** What waits, by visit: the visit itself, if it does, and its events, the oldest first. */
  const waiting = () => {
    const visits = new Map();
    for (const key of keys()) {
      const value = store.read(key);
      const item = { key, value, text: JSON.stringify(value) };
      if (gone.get(key) === item.text) continue;
      const [kind, visit, event] = key.split(":").slice(2);
      if (!visit || value.id !== (event ?? visit) || (value.visit ?? value).id !== visit) {
        forget(item); // nothing of ours
        continue;
      }
      if (!visits.has(visit)) visits.set(visit, { id: visit, events: [] });
      const all = visits.get(visit);
      if (kind === "event") all.events.push(item);
      else all.visit = item;
    }
    const batches = [...visits.values()];
    batches.forEach(({ events }) => events.sort((one, other) => one.value.at - other.value.at));
    return batches;
  };

  /** As much of it as one message holds: `{ visit, events, message, size }`. */
  const packed = ({ visit, events }, count = Math.min(most, events.length)) => {
    const chosen = events.slice(0, count);
    const ago = (at) => Math.max(0, Date.now() - at);
    const { started, ...about } = visit?.value ?? chosen[count - 1].value.visit;
    const message = {
      visit: { ...about, started: ago(started) },
      events: chosen.map(({ value: { at, visit: _, ...event } }) => ({ ...event, ago: ago(at) })),
    };
    const size = new Blob([JSON.stringify(message)]).size;
    if (size > BYTES && count > 1) return packed({ visit, events }, count >> 1);
    return { visit, events: chosen, message, size };
  };

  /** Whether an answer brought us on: then there may be more to send. */
  const settle = ({ visit, events }, { status, reply }) => {
    if (status === 200 && Array.isArray(reply?.stored)) {
      const refused = Array.isArray(reply.refused) ? reply.refused.map((each) => each?.id) : [];
      const done = new Set([...reply.stored, ...refused]);
      const [settled, left] = [true, false].map((is) =>
        events.filter(({ value }) => done.has(value.id) === is),
      );
      [...settled, ...(visit ? [visit] : [])].forEach(forget);
      most = Math.min(EVENTS, most * 2);
      return left.length === 0;
    }
    if (!BAD.includes(status)) return false;
    if (events.length > 1) {
      most = events.length >> 1;
      return true;
    }
    // Others refuse, too, on the way to it: only the library itself says why.
    if (typeof reply?.why !== "string") return false;
    forget(events[0] ?? visit);
    return true;
  };

  const deliver = async () => {
    due = Infinity;
    if (!isOpen()) return keys().forEach(store.forget);
    if (busy) return undefined;
    busy = true;
    const stuck = new Set(); // visits that fail hold up no other
    let failed = null;
    for (;;) {
      const next = waiting().find(({ id }) => !stuck.has(id));
      if (!next) break;
      const batch = packed(next);
      const answer = await way.send(batch.message);
      if (settle(batch, answer)) continue;
      failed = answer;
      if (UNREACHABLE.includes(answer.status)) break;
      stuck.add(next.id);
    }
    busy = false;
    failures = failed ? failures + 1 : 0;
    tell(failed ? (failed.status ? "later" : "signal") : "");
    if (!failed) return undefined;
    const asked = Math.min(failed.after || 0, MOST_ASKED) * 1000;
    notBefore = now() + asked * (1 + Math.random() / 4);
    return plan(Math.min(LONGEST, FIRST * 2 ** failures));
  };

  /** The page is left, perhaps for good: send what a browser still takes along. */
  const leave = () => {
    if (now() < notBefore || !isOpen()) return;
    let room = BYTES;
    for (const { visit, events } of waiting()) {
      const fresh = (item) => item && !leaving.has(item.text);
      const batch = { visit: fresh(visit) ? visit : null, events: events.filter(fresh) };
      if (!batch.visit && batch.events.length === 0) continue;
      const next = packed(batch);
      room -= next.size;
      if (room < 0) return;
      const texts = [next.visit, ...next.events].map((item) => item?.text);
      texts.forEach((text) => leaving.add(text));
      way.send(next.message, { keepalive: true }).then((answer) => {
        settle(next, answer);
        texts.forEach((text) => leaving.delete(text));
      });
    }
  };

  return {
    /** Something new waits, or the window gave a `sign`: a connection, somebody coming or going. */
    wake(sign) {
      if (sign === "soon") plan(AT_ONCE);
      else if (sign?.type === "pagehide" || (sign && document.hidden)) leave();
      else if (sign) {
        failures = 0;
        plan(0);
      } else if (!failures) {
        plan(waiting().some(({ events }) => events.length > 0) ? SOON : UNHURRIED);
      }
    },
    close() {
      clearTimeout(timer);
      way.close();
    },
  };
}

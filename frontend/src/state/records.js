// What the library is to learn of a visit waits here, in the browser, until the library has it. How it
// gets there is a later part (later/outbox.js): without it, or without a connection, a lesson goes on
// and nothing is lost. Where nothing is sent, or somebody wants no records, nothing is written at all.
import { inSpareTime } from "../spare-time.js";
import { KEPT } from "./kept.js";
import { fetchPart } from "./later.js";
import { uniqueId } from "./random.js";

const EVENT = `${KEPT}event:`;

/** When it may be time to send: each comes to the window. */
const SIGNS = ["online", "visibilitychange", "pageshow", "pagehide"];

/** The records of the lesson of a widget, to be closed with it. */
export function openRecords(model, store) {
  const door = model.get("door");
  const reachable = door === "comm" || location.protocol.startsWith("http");
  let outbox = null;
  let passing = false;
  let show = () => {};

  const isOpen = () => Boolean(door) && reachable && !store.passing && !store.read("suluh").quiet;
  const keys = () => store.keys().filter((key) => key.startsWith(KEPT));

  /** Say that answers wait: for a `signal`, until `later`, or while the page is `open`. "": no more. */
  const tell = (trouble) => {
    const waits = store.holds((key) => key.startsWith(EVENT));
    passing &&= waits;
    show(trouble && waits ? (passing ? "open" : trouble) : "");
  };

  const wake = async (sign) => {
    if (keys().length === 0) return;
    try {
      const { openOutbox } = await fetchPart("outbox");
      outbox ??= openOutbox({ door, model, store, keys, isOpen, tell });
      outbox.wake(sign);
    } catch {
      tell("signal");
    }
  };

  const keep = (key, value, soon) => {
    if (!isOpen()) return;
    if (!store.write(key, value)) passing = true;
    if (soon) wake("soon");
    else inSpareTime(() => wake());
  };

  if (isOpen()) {
    SIGNS.forEach((sign) => window.addEventListener(sign, wake));
    inSpareTime(() => wake());
  }

  return {
    isOpen,
    keepVisit: (visit) => keep(`${KEPT}visit:${visit.id}`, visit),
    /** An event has its visit with it: no other tab can take that away. Return its id. */
    keepEvent(visit, event, { soon = false } = {}) {
      const id = uniqueId();
      keep(`${EVENT}${visit.id}:${id}`, { ...event, id, at: Date.now(), visit }, soon);
      return id;
    },
    /** Have somebody told what `tell` says. */
    watch(listener) {
      show = listener;
    },
    close() {
      SIGNS.forEach((sign) => window.removeEventListener(sign, wake));
      outbox?.close();
    },
  };
}

// How a visit began: a number that says nothing about anyone, when, and the channel it came through.
import { uniqueId } from "./random.js";

/** So many letters of a channel's name are kept. */
const LONGEST = 64;

/**
 * What is known of a visit that begins here, or of the `kept` one that goes on: it keeps its channel,
 * and takes the class of a trainer's link where it had none. `reached` is a step's id.
 */
export function beginning(kept) {
  const asked = new URLSearchParams(location.search);
  const tag = (name) => (asked.get(name) ?? "").trim().slice(0, LONGEST);
  const found = {
    id: uniqueId(),
    started: Date.now(),
    reached: "",
    finished: false,
    source: tag("utm_source"),
    medium: tag("utm_medium"),
    campaign: tag("utm_campaign"),
    referrer: referrer(),
    class: classIn(asked.get("kelas") ?? ""),
  };
  return isAlike(kept, found) ? { ...kept, class: kept.class || found.class } : found;
}

/** What is stored may come from anywhere. */
const isAlike = (kept, found) =>
  /^[0-9a-f]{32}$/.test(kept?.id) &&
  Object.keys(found).every((name) => typeof kept[name] === typeof found[name]);

/** The host that linked here; our own is none. */
function referrer() {
  const host = document.referrer && new URL(document.referrer).host;
  return host === location.host ? "" : host;
}

/** "7A" of "7-a"; nothing where it is longer than a class is. */
function classIn(text) {
  const found = text.toUpperCase().replace(/[\s._-]/g, "");
  return /^[0-9A-Z]{1,3}$/.test(found) ? found : "";
}

// Parts that only some steps need (word lists, suffix rules): fetched when they are, or ahead of that
// while the phone has nothing else to do. Without them the step says so, and the rest of it works.
import { useEffect, useRef, useState } from "preact/hooks";
import { inSpareTime } from "../spare-time.js";
import parts from "virtual:later";

/** From so many milliseconds on, what has not come is told to be missing; it may still come. */
const LATE = 8000;

const asked = new Map();
const arrived = new Map();
const failures = new Map();

/** The part of a name, a promise. Asked for again it has another address: see build.mjs. */
export function fetchPart(name, again = false) {
  if (again) failures.set(name, (failures.get(name) ?? 0) + 1);
  if (again || !asked.has(name)) {
    const failed = failures.get(name);
    const coming = parts[name](failed ? `?again=${failed}` : "").then(whole);
    // Where it comes twice, as it was late, the first one stays: it is on the screen.
    const part = coming.then((found) => arrived.get(name) ?? found);
    asked.set(name, part);
    part.then(
      (found) => arrived.set(name, found),
      () => {
        if (asked.get(name) !== part) return;
        asked.delete(name);
        failures.set(name, (failures.get(name) ?? 0) + 1);
      },
    );
  }
  return asked.get(name);
}

/** A file that came without what is in it, as some proxies deliver it, has not come. */
function whole(part) {
  if (Object.keys(part).length === 0) throw new TypeError("an empty part");
  return part;
}

/** Whether this person lets us fetch what they may not need. */
const mayFetchAhead = () => !navigator.connection?.saveData;

/** Fetch parts when the phone is idle. */
export const fetchIdle = (names) =>
  inSpareTime(() => names.forEach((name) => fetchPart(name).catch(() => {})));

/** Fetch parts when the phone is idle, but not for those who save data. */
export function fetchAhead(names) {
  if (mayFetchAhead()) fetchIdle(names);
}

/**
 * Return `{ part, missing, retry }` of a part that is needed once `wanted`: undefined until it is
 * here, whether it is late or broken, and a way to ask for it once more.
 */
export function useLater(name, wanted) {
  const [part, setPart] = useState(arrived.get(name));
  const [missing, setMissing] = useState(false);
  const [tries, setTries] = useState(0);
  const here = useRef(true);
  useEffect(() => () => (here.current = false), []);

  useEffect(() => {
    if (part || !(wanted || mayFetchAhead())) return undefined;
    const miss = () => here.current && setMissing(true);
    const late = setTimeout(miss, LATE);
    fetchPart(name, tries > 0)
      .then((found) => here.current && setPart(found), miss)
      .then(() => clearTimeout(late));
    return () => clearTimeout(late);
  }, [name, Boolean(wanted), tries]);

  return {
    part,
    missing: missing && !part,
    retry: () => {
      setMissing(false);
      setTries(tries + 1);
    },
  };
}

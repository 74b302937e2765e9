// The way from a page to the library's catalogue, by whichever door its lesson has. Nobody is told
// who searches: `visitor` is made anew by each page, and nothing of a search is kept.
import { uniqueId } from "../state/random.js";
import { byComm, byHttp } from "../ways.js";

/** So many milliseconds an answer may take: the library itself gives up a little sooner. */
const PATIENCE = 8000;
/** A timer may be a little early. */
const EARLY = 50;

/**
 * Open the way to a door: "comm", the kernel of `model`, an address, or "", which is none. Both `search` and `record` are
 * a promise, never rejected, of `{ found, link }` or `{ record, fetched, stale }`, or of what came in
 * between: `{ trouble, why, link }`, with the library's own sentence in `why` where it said one.
 *
 * A new search drops all that was asked about the one before, whose promises then give
 * `{ trouble: "dropped", why: "" }`: nobody waits for it any more.
 */
export function openSearch({ door, model }) {
  const way = door === "comm" ? byComm(model, PATIENCE, "search", "found") : byHttp(door, PATIENCE);
  const visitor = uniqueId();
  let current = new AbortController();

  const ask = async (language, asked) => {
    const { signal } = current;
    if (!door) return trouble("none");
    const begun = performance.now();
    const answer = await way.send({ language, visitor, ...asked }, { signal });
    if (signal.aborted) return trouble("dropped");
    const late = performance.now() - begun >= PATIENCE - EARLY;
    return read(answer, late);
  };

  return {
    /** Search a `field` for `words`, from where `cursor` says; `narrowed` are pairs of a facet. */
    search({ words, field = "text", narrowed = [], cursor = "", language }) {
      if (!cursor) {
        current.abort();
        current = new AbortController();
      }
      return ask(language, { search: { words, field, narrowed, cursor } });
    },
    /** Ask for one record, with its copies. */
    record(id, language) {
      return ask(language, { record: id });
    },
    close() {
      current.abort();
      way.close();
    },
  };
}

const trouble = (kind, reply) => ({
  trouble: kind,
  why: reply?.why || "",
  link: reply?.link || "",
});

function read({ status, reply }, late) {
  if (status === 200 && (reply?.found || reply?.record || reply?.trouble)) return reply;
  if (status === 0) return trouble(late ? "timeout" : "offline");
  if (status === 429) return trouble("busy", reply);
  if (status === 502 || status === 503 || status === 504) return trouble("offline");
  // Others answer too, on the way there. What the library says of a message is for programmers.
  return trouble("bad-response");
}

// The words for measuring a passphrase: lists from zxcvbn-ts, most used first, and our own, trimmed
// and packed so that all of it fits into 150 kB on the wire.
import { readFileSync } from "node:fs";

/** How many words of each list: enough that what people really choose is known. */
const KEPT = { commonWords: 20_000, wikipedia: 9_000, passwords: 18_000 };
/** Up to here every word keeps its own rank. */
const EXACT = 128;

export function dictionaries(here) {
  const read = (path) => readFileSync(`${here}/${path}`, "utf8");
  const list = (path) => JSON.parse(read(`node_modules/@zxcvbn-ts/${path}.json`));
  const own = ownLists(read("src/passphrase/indonesian.txt"));

  const common = list("language-id/src/commonWords").slice(0, KEPT.commonWords);
  const known = new Set(common);
  const written = list("language-id/src/wikipedia")
    .slice(0, KEPT.wikipedia)
    .filter((word) => !known.has(word) && /^[a-z]{4,}$/.test(word));
  const names = list("language-id/src/names").filter((name) => !own.names.includes(name));
  const passwords = list("language-common/src/passwords").slice(0, KEPT.passwords);

  return {
    // zxcvbn-ts knows by these names what kind of list it is.
    packed: {
      "passwords-id": packed(own.passwords),
      "passwords-common": packed(passwords),
      "commonWords-id": packed(common),
      "wikipedia-id": packed(written),
      "names-id": packed([...own.names, ...names]),
      "places-id": packed(own.places),
    },
    sequences: list("language-id/src/wordSequences"),
    graphs: pick(list("language-common/src/adjacencyGraphs"), ["qwerty", "keypad"]),
  };
}

/** Sections of a text file: `# name`, then words. */
function ownLists(text) {
  const sections = text.split(/^# (\w+)$/m).slice(1);
  const lists = {};
  for (let at = 0; at < sections.length; at += 2) {
    lists[sections[at]] = [...new Set(sections[at + 1].split(/\s+/).filter(Boolean))];
  }
  return lists;
}

/**
 * A list as one text: each word says with a capital letter how much of the one before it it begins
 * with. For that to help, words are put in the order of the alphabet within bands of like rank; a
 * rank may be off by a quarter, where guesses differ by powers of ten.
 */
function packed(words) {
  const fit = [...new Set(words)].filter((word) => /^[^A-Z\s"\\]+$/.test(word));
  const sorted = [];
  for (let from = 0, size = EXACT; from < fit.length; from += size, size = Math.ceil(from / 2)) {
    const band = fit.slice(from, from + size);
    sorted.push(...(from < EXACT ? band : band.sort()));
  }
  let before = "";
  return sorted
    .map((word) => {
      let same = 0;
      while (same < 25 && same < before.length && word[same] === before[same]) same += 1;
      before = word;
      return String.fromCharCode(65 + same) + word.slice(same);
    })
    .join("");
}

const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));

// How many guesses a passphrase stands up to, and why. Gives data, no words.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import dictionaries from "virtual:dictionaries";
import { words } from "./phrases.js";

/** A cheap phone must not freeze, and nobody guesses what is longer than this. */
const MEASURED = 64;
/** Attackers know the usual signs between words; this many there are. */
const SEPARATORS = 10;
/** From so many guesses on there is nothing to mend. */
const STRONG = 1e15;

let zxcvbn;

/** Made when first needed: on a cheap phone it takes a moment. */
function ready() {
  if (!zxcvbn) {
    const { packed, sequences, graphs } = dictionaries;
    const lists = Object.fromEntries(
      Object.entries(packed).map(([name, text]) => [name, unpacked(text)]),
    );
    const common = new Set([...lists["commonWords-id"], ...words]);
    zxcvbn = new ZxcvbnFactory({
      dictionary: { ...lists, "commonWords-id": [...common], ...sequences },
      graphs,
      maxLength: MEASURED,
      l33tMaxSubstitutions: 12,
    });
    // Else "constructor" is found in every list, with a function for a rank.
    for (const ranks of Object.values(zxcvbn.options.rankedDictionaries)) {
      Object.setPrototypeOf(ranks, null);
    }
  }
  return zxcvbn;
}

/** The counterpart of `packed` in dictionaries.mjs. */
function unpacked(text) {
  let before = "";
  return [...text.matchAll(/([A-Z])([^A-Z]*)/g)].map(([, same, rest]) => {
    before = before.slice(0, same.charCodeAt(0) - 65) + rest;
    return before;
  });
}

/**
 * Return the `guesses` it takes to find a text, about, and the `reasons` why not more: at most two
 * of common, name, place, date, number, keyboard, sequence, repeat, swap, reverse and word.
 */
export function measure(text) {
  const joined = text.replace(/[\s\-_.,]+/g, "");
  const number = guessesOfNumber(joined);
  const whole = estimate(text);
  // "air tenang menghanyutkan" is no better than the same proverb in one piece.
  const piece = joined && joined !== text ? estimate(joined) : whole;
  const inPiece = piece === whole ? Infinity : piece.guesses * SEPARATORS;
  const guesses = Math.min(whole.guesses, inPiece, number ?? Infinity);
  const { matches } = inPiece < whole.guesses ? piece : whole;
  return { guesses, reasons: guesses < STRONG ? reasonsOf(matches, number, joined.length) : [] };
}

function estimate(text) {
  const { guesses, sequence } = ready().check(text);
  return { guesses: Math.min(guesses, guessesOfWords(sequence)), matches: sequence };
}

/**
 * Of a phrase that is nothing but known words only the words count. zxcvbn takes each space for a
 * find of its own and multiplies by all the orders in which words and spaces could stand.
 */
function guessesOfWords(matches) {
  const found = matches.filter(({ token }) => !/^[\s\-_.,]$/.test(token));
  if (found.length < 2 || !found.every(({ pattern }) => pattern === "dictionary")) return Infinity;
  const spaced = found.length < matches.length ? SEPARATORS : 1;
  return found.reduce((product, match) => product * guessesOfWord(match), spaced);
}

/** Who knows that a phrase was generated has no more words to try than the generator. */
const guessesOfWord = ({ guesses, token }) =>
  words.includes(token) ? Math.min(guesses, words.length) : guesses;

/**
 * Telephone numbers, identity numbers and number plates are built by rules, and others know them. A
 * SIM's first four digits, a province's and a birthday's six each leave few to guess.
 */
const NUMBERS = [
  [/^(?:\+?62|0)8\d{8,10}$/, 1e8],
  [/^\d{16}$/, 1e9],
  [/^[a-z]{1,2}\d{1,4}[a-z]{1,3}$/i, 1e8],
];

const guessesOfNumber = (text) => NUMBERS.find(([shape]) => shape.test(text))?.[1];

function reasonsOf(matches, number, length) {
  const reasons = number ? ["number"] : [];
  // What covers most of it counts first.
  const sorted = [...matches].sort((one, other) => other.token.length - one.token.length);
  for (const match of sorted) reasons.push(...reasonsOfMatch(match, length));
  return [...new Set(reasons)].slice(0, 2);
}

const BY_PATTERN = {
  date: "date",
  regex: "date",
  spatial: "keyboard",
  sequence: "sequence",
  wordSequence: "sequence",
  repeat: "repeat",
};
const BY_LIST = { passwords: "common", names: "name", places: "name" };

function reasonsOfMatch(match, length) {
  const { pattern, token, dictionaryName = "" } = match;
  if (pattern !== "dictionary") return [BY_PATTERN[pattern] ?? []].flat();
  if (token.length < 3) return [];
  const found = [BY_LIST[dictionaryName.split("-")[0]] ?? []].flat();
  if (found[0] === "common" && token.length * 2 < length) found.pop();
  if (found.length === 0 && token.length * 2 >= length) found.push("word");
  if (match.l33t) found.push("swap");
  if (match.reversed) found.push("reverse");
  return found;
}

// Why a search found nothing, and what would find something: keys and facts, no words.
import { didYouMean, found, holds, wordsOf } from "./practice.js";

/** Words that people write round what they look for; they stand in no title, or in far too many. */
const FILLERS = new Set(
  `buku bukunya novel komik judul berjudul karangan karya oleh penulis pengarang ditulis cari mencari
  carikan tolong mohon saya mau ingin pinjam tentang mengenai yang dan di dari untuk book books novels
  by author title called written about the a of looking for find`.split(/\s+/),
);

/** So many words are enough: from here on each more is one more that may not stand there. */
const ENOUGH = 3;
/** Of more words than this not every choice is tried. */
const MOST = 10;

/**
 * Return why a search found nothing, at most two reasons, the surest first: pairs of a key and facts.
 *
 * - `empty`: nothing was looked for
 * - `isbn`: it is a number, or looked for among numbers
 * - `typo` { words }: what was meant, perhaps
 * - `apart` { words }: the same, with two words in one or one in two
 * - `field` { field, count }: the same words do stand in another field
 * - `filler` { filler, words }: words that belong to no title; without them it finds something
 * - `too_many` { count, words }: fewer words that find something
 * - `unknown`: one word, or signs alone, that nobody can mend
 * - `nothing`: none of this helps
 */
export function slipsOf(shelf, words, field = "text") {
  const typed = [...new Set(wordsOf(words))];
  if (typed.length === 0) return [[words.trim() ? "unknown" : "empty", {}]];
  const finds = (some) => shelf.some((book) => holds(book, some, field));
  const digits = words.replace(/[\s-]/g, "");
  if (field === "isbn" || /^(97[89])?\d{9}[\dx]$/i.test(digits)) {
    const other = elsewhere(shelf, typed, field);
    return other ? [["isbn", {}], other] : [["isbn", {}]];
  }

  const slips = [];
  const meant = didYouMean(shelf, words, field);
  if (meant) slips.push(["typo", { words: meant }]);
  const apart = joinedOrSplit(typed).find(finds);
  if (apart) slips.push(["apart", { words: apart.join(" ") }]);
  const other = elsewhere(shelf, typed, field);
  if (other) slips.push(other);

  const bare = typed.filter((word) => !FILLERS.has(word));
  const filler = typed.filter((word) => FILLERS.has(word)).join(", ");
  // Words of one title are what a catalogue knows best.
  const inTitle = (some) => finds(some) && shelf.some((book) => holds(book, some, "title"));
  const few = (some) => fewest(some, inTitle) ?? fewest(some, finds);
  const enough = few(bare) ?? few(typed);
  if (filler && bare.length > 0 && finds(bare))
    slips.push(["filler", { filler, words: few(bare).join(" ") }]);
  else if (enough && enough.length < typed.length)
    slips.push(["too_many", { count: typed.length, words: enough.join(" ") }]);
  if (slips.length > 0) return slips.slice(0, 2);
  return [[typed.length > 1 ? "nothing" : "unknown", {}]];
}

/** The field in which the same words do stand. */
function elsewhere(shelf, typed, field) {
  const words = typed.join(" ");
  const others = ["title", "author", "subject", "text"].filter((each) => each !== field);
  const other = field !== "text" && others.find((each) => found(shelf, words, each).length > 0);
  return other ? ["field", { field: other, count: found(shelf, words, other).length }] : null;
}

/** As many of the words as find something, in their order, but no more than are enough. */
function fewest(typed, finds) {
  const words = typed.slice(0, MOST);
  const choices = Array.from({ length: 2 ** words.length - 1 }, (_, at) =>
    words.filter((_word, place) => (at + 1) & (1 << place)),
  );
  const letters = (choice) => choice.join("").length;
  choices.sort((one, other) => other.length - one.length || letters(other) - letters(one));
  return (
    choices.find((choice) => choice.length <= ENOUGH && meaningful(choice) && finds(choice)) ?? null
  );
}

const meaningful = (choice) => choice.some((word) => !FILLERS.has(word) && word.length > 2);

/** The words with two neighbours in one ("qur an"), or one of them in two ("alquran"). */
function joinedOrSplit(typed) {
  const joined = typed
    .slice(1)
    .map((_, at) => [...typed.slice(0, at), typed[at] + typed[at + 1], ...typed.slice(at + 2)]);
  const split = typed.flatMap((word, at) =>
    Array.from({ length: Math.max(word.length - 3, 0) }, (_, cut) => [
      ...typed.slice(0, at),
      word.slice(0, cut + 2),
      word.slice(cut + 2),
      ...typed.slice(at + 1),
    ]),
  );
  return [...joined, ...split];
}

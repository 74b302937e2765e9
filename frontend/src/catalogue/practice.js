// The practice catalogue: how it searches. Pure functions; they find what toolkit/catalogue/embedded.py
// finds, and judge what fits as toolkit/practice/fitting.py does.

/** The fields of a search; `text` is title, author and subject together. */
export const FIELDS = ["text", "title", "author", "subject", "isbn"];

/** The ways to narrow a search, each with the values that a book has there. */
const FACETS = {
  subject: ({ subjects }) => subjects,
  year: ({ year }) => (year ? [String(year)] : []),
  language: ({ language }) => (language ? [language] : []),
};

const withoutMarks = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");

/** The words of a text, folded: "Al-Qur'ān" is "al" and "quran". */
export function wordsOf(text) {
  const bare = withoutMarks(text.replace(/['‘’ʻʼ´`]/g, ""));
  const small = withoutMarks(bare.toLowerCase());
  return small.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** A search box takes so many letters. */
export const LONGEST = 200;

/**
 * Return books ready to be searched: each with the `words` of its fields, as sets. What a book is:
 *
 * `{ number, title, subtitle, authors, publisher, year, language, subjects, call_number, copies }`,
 * its copies `{ code, location, status, days }`, as in toolkit/practice.
 */
export const shelved = (books) =>
  books.map((book) => {
    const title = wordsOf(`${book.title} ${book.subtitle}`);
    const author = book.authors.flatMap(wordsOf);
    const subject = book.subjects.flatMap(wordsOf);
    const all = { text: [...title, ...author, ...subject], title, author, subject, isbn: [] };
    const words = Object.fromEntries(
      Object.entries(all).map(([field, each]) => [field, new Set(each)]),
    );
    return { ...book, words, length: title.length };
  });

/** Whether all of some words, folded, stand in a field of a book; no words stand nowhere. */
export const holds = (book, words, field) =>
  words.length > 0 && words.every((word) => book.words[field].has(word));

/** Where all words of a search may stand, the best first. */
const PLACES = ["title", "author", "subject", "text"];

/** The books of a shelf that a search finds: titles first, then authors; of two the shorter title. */
export function found(shelf, words, field = "text") {
  const wanted = wordsOf(words);
  const place = (book) => PLACES.findIndex((each) => holds(book, wanted, each));
  return shelf
    .filter((book) => holds(book, wanted, field))
    .map((book) => ({ book, order: [place(book), book.length, book.number] }))
    .sort(
      ({ order: one }, { order: other }) =>
        one[0] - other[0] || one[1] - other[1] || one[2] - other[2],
    )
    .map(({ book }) => book);
}

/** The books that have every facet somebody chose, as pairs of its name and value. */
export const narrow = (books, narrowed) =>
  books.filter((book) => narrowed.every(([name, value]) => FACETS[name](book).includes(value)));

/**
 * The ways to narrow what a search found further than it is `narrowed`: `{ name, values }`, each value
 * with how many books it would leave. They keep their order, that of the whole search, while somebody
 * narrows. What leaves all books is no way to narrow, but what was chosen can be undone.
 */
export function facetsOf(all, narrowed = []) {
  const books = narrow(all, narrowed);
  return Object.entries(FACETS).flatMap(([name, valuesOf]) => {
    const before = counted(all.flatMap(valuesOf));
    const now = counted(books.flatMap(valuesOf));
    const values = [...before]
      .sort(([one, some], [other, more]) => more - some || (one < other ? -1 : 1))
      .flatMap(([value]) => (now.has(value) ? [[value, now.get(value)]] : []));
    const narrows = values.some(([, count]) => count < books.length);
    return narrows || narrowed.some(([chosen]) => chosen === name) ? [{ name, values }] : [];
  });
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What a search with a slip of the pen was meant to be, in a field; "" where nobody can tell. */
export function didYouMean(shelf, words, field = "text") {
  const known = new Map();
  for (const book of shelf)
    for (const word of book.words[field]) known.set(word, (known.get(word) ?? 0) + 1);
  const meant = wordsOf(words).map((word) => (known.has(word) ? word : nearest(word, known)));
  const text = meant.join(" ");
  return meant.every(Boolean) && found(shelf, text, field).length > 0 ? text : "";
}

/** The known word that is meant by another: of those nearest to it the one in most books. */
function nearest(word, known) {
  const limit = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  const near = [...known]
    .filter(([other]) => Math.abs(other.length - word.length) <= limit)
    .map(([other, count]) => ({ other, count, away: distance(word, other) }))
    .filter(({ away }) => away <= limit)
    .sort((one, other) => one.away - other.away || other.count - one.count);
  return near[0]?.other ?? "";
}

/** How many letters have to be put in, left out, changed or swapped with the next. */
function distance(one, other) {
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      next[to] = Math.min(next[to - 1] + 1, row[to] + 1, row[to - 1] + (same ? 0 : 1));
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1])
        next[to] = Math.min(next[to], before[to - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

/** Whether one of a book's copies is on the shelf and may be borrowed. */
export const isAvailable = ({ copies }) => copies.some(({ status }) => status === "available");

/** What of a goal a book misses: "title", "author", "subject", or at last "available". */
export function missed(book, goal) {
  const other = ["title", "author", "subject"].filter(
    (field) => goal[field] && !holds(book, wordsOf(goal[field]), field),
  );
  if (other.length > 0) return other;
  return goal.available && !isAvailable(book) ? ["available"] : [];
}

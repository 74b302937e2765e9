// The practice catalogue as a script may hold it: toolkit/practice/books.csv, row by row.
import { readFileSync } from "node:fs";

/** Return the rows of CSV text, each a list of its cells. */
export function rowsOf(text) {
  const rows = [[]];
  // A cell in quotes, or without; then what ends it. The first row of nothing ends the file.
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.some(Boolean));
}

const several = (cell) =>
  cell
    .split(";")
    .map((each) => each.trim())
    .filter(Boolean);

/** "P00012 / Rak utama / on-loan 9" */
function copyOf(text) {
  const [code, location, there] = text.split("/").map((each) => each.trim());
  const [status, days] = there.split(" ");
  return { code, location, status, days: Number(days ?? 0) };
}

/** Return the practice books with the names that `PracticeBook` gives their fields. */
export function practiceBooks(here) {
  const [names, ...rows] = rowsOf(
    readFileSync(`${here}/../toolkit/practice/books.csv`, "utf8").replace(/^\ufeff/, ""),
  );
  return rows.map((row) => {
    const book = Object.fromEntries(names.map((name, at) => [name, row[at].trim()]));
    return {
      ...book,
      number: Number(book.number),
      year: Number(book.year),
      authors: several(book.authors),
      subjects: several(book.subjects),
      copies: several(book.copies).map(copyOf),
    };
  });
}

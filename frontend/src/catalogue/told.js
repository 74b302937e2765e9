// What is said about catalogues, in the words that a patron reads in the library's own system.
import { useMemo } from "preact/hooks";
import { useSetting } from "../setting.js";
import { speaker } from "../words.js";

/** Return `label(key, facts)`: the library's own word (toolkit/catalogue/labels.toml). */
export function useLabels() {
  const { catalogue } = useSetting();
  return useMemo(() => speaker(catalogue.labels ?? {}), [catalogue]);
}

const FIELD_LABELS = { text: "all" };

/** The label of a field of a search. */
export const ofField = (field) => FIELD_LABELS[field] ?? field;

/** The day `days` from today. */
export function dayIn(days) {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** A day in words: "9 Desember 2026". */
export const dateWords = (day, language) =>
  day.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });

/** The name of a language by its code; the code where a browser does not know. */
export function languageName(code, language) {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(code);
    return name[0].toUpperCase() + name.slice(1);
  } catch {
    return code;
  }
}

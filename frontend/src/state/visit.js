// One person's way through one lesson: where they are and what they answered. Never free text.
import { useEffect, useState } from "preact/hooks";
import { isFitting, isFittingDraft } from "./responses.js";

const FRESH = { screen: "", answers: {} };

/**
 * Return the visit and the ways to change it. An answer is
 * `{ draft, first, last }`: chosen but not given, the first attempt, the latest one.
 * A step that is shown alone has a visit of its own: it says nothing about one of the whole lesson.
 */
export function useVisit(store, lesson, alone) {
  const key = ["suluh", lesson.name, ...(alone ? [alone] : [])].join(":");
  const [visit, setVisit] = useState(() => reopened(store.read(key), lesson, store.passing));

  const answering = (id, change) =>
    setVisit((old) => ({
      ...old,
      answers: { ...old.answers, [id]: { ...old.answers[id], ...change(old.answers[id] ?? {}) } },
    }));

  useEffect(() => {
    if (visit.screen) store.write(key, stored(visit, lesson));
  }, [visit]);

  return {
    visit,
    /** Whether this browser knows of someone in another lesson. */
    elsewhere: () => store.holds((other) => other.startsWith("suluh:") && other !== key),
    keepScreen: (screen) =>
      setVisit((old) =>
        old.screen === screen && !old.continues ? old : { ...old, screen, continues: false },
      ),
    setDraft: (id, draft) => answering(id, () => ({ draft })),
    commit: (id, response) =>
      answering(id, (old) => ({ first: old.first ?? response, last: response, draft: undefined })),
    startOver: () => {
      store.forget(key);
      setVisit(FRESH);
    },
    /** The same person goes on in another language: do not ask who is there. */
    carryOn: (screen) => store.write(key, stored({ ...visit, screen, continues: true }, lesson)),
  };
}

export const activitiesOf = (lesson) =>
  lesson.parts.flatMap((part) => part.steps.flatMap((step) => step.activity ?? []));

function stored(visit, lesson) {
  const marks = {};
  for (const activity of activitiesOf(lesson)) {
    if (visit.answers[activity.id]) marks[activity.id] = fingerprint(activity);
  }
  return { ...visit, marks, version: lesson.version, language: lesson.language };
}

/** What is stored may come from another version, or from anywhere: keep only what fits. */
function reopened(kept, lesson, passing) {
  const answers = {};
  // Who writes feedback wants to see it change, not to answer again after every letter.
  const sameText = !passing && kept.version !== lesson.version && kept.language === lesson.language;
  for (const activity of activitiesOf(lesson)) {
    const answer = kept.answers?.[activity.id];
    const changed = sameText && kept.marks?.[activity.id] !== fingerprint(activity);
    if (!answer || changed) continue;
    const fitting = (name, fits) => (fits(activity, answer[name]) ? answer[name] : undefined);
    const [first, last] = [fitting("first", isFitting), fitting("last", isFitting)];
    const draft = fitting("draft", isFittingDraft);
    if (last ?? draft) answers[activity.id] = { first: first ?? last, last, draft };
  }
  const screen = typeof kept.screen === "string" ? kept.screen : "";
  return { screen, answers, continues: kept.continues === true };
}

/** A few digits that differ when an activity's text does (FNV-1a). */
function fingerprint(activity) {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(activity)) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

// One person's way through one lesson: where they are and what they answered. Never free text.
import { useEffect, useState } from "preact/hooks";
import { isFitting, isFittingDraft } from "./responses.js";
import { beginning } from "./beginning.js";

const fresh = () => ({ screen: "", answers: {}, about: beginning() });

/**
 * Return the visit and the ways to change it. An answer is
 * `{ draft, first, last, tries }`: chosen but not given, the first attempt, the latest, how many.
 * What `about` holds of it, and every answer, is also for the library to learn (see records.js).
 * A step that is shown alone (`item`) has a visit of its own: it says nothing about one of the whole
 * lesson. So has every live room: there many answer together.
 */
export function useVisit(store, lesson, { item, room }, records) {
  const key = ["suluh", lesson.name, item, room].filter(Boolean).join(":");
  const [visit, setVisit] = useState(() => reopened(store.read(key), lesson, store.passing));

  const answering = (id, change) =>
    setVisit((old) => ({
      ...old,
      answers: { ...old.answers, [id]: { ...old.answers[id], ...change(old.answers[id] ?? {}) } },
    }));

  useEffect(() => {
    if (visit.screen) store.write(key, stored(visit, lesson));
  }, [visit]);

  const { name, language, version } = lesson;
  const told = { ...visit.about, lesson: name, language, version, item: item ?? "" };
  if (room) told.room = room;
  useEffect(() => {
    if (visit.here) records.keepVisit(told);
  }, [visit.here, told.id, told.reached, told.finished]);

  return {
    visit,
    /** Whether this browser knows of someone in another lesson. */
    elsewhere: () => store.holds((other) => other.startsWith("suluh:") && other !== key),
    /** They are here, at this screen, and so at the step of that number at least. */
    keepScreen: ({ id, kind, number }) =>
      setVisit((old) => ({
        ...old,
        screen: id,
        continues: false,
        here: true,
        about: further(old.about, lesson, number, kind === "result"),
      })),
    setDraft: (id, draft) => answering(id, () => ({ draft })),
    commit: (id, response, { step, ms }) => {
      const tries = (visit.answers[id]?.tries | 0) + 1;
      answering(id, (old) => ({
        first: old.first ?? response,
        last: response,
        draft: undefined,
        tries,
      }));
      const event = { type: "response", version, step, attempt: tries, response, ms };
      records.keepEvent(told, event, { soon: Boolean(room) });
    },
    /** What only a room asks for: a vote, a question. Return its id. */
    tellRoom: (event) => records.keepEvent(told, event, { soon: true }),
    /** Whether what they think of the lesson can reach anybody. */
    asked: records.isOpen(),
    tell: (views) => {
      setVisit((old) => ({ ...old, thanked: true }));
      records.keepEvent(told, { type: "feedback", ...views });
    },
    startOver: () => {
      store.forget(key);
      setVisit(fresh());
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

/** What there is to know of a visit that has come to a step: the furthest counts. */
function further(about, lesson, number, finished) {
  const steps = lesson.parts.flatMap((part) => part.steps.map((step) => step.id));
  const reached = steps[Math.max(number - 1, steps.indexOf(about.reached))] ?? "";
  return { ...about, reached, finished: finished || about.finished };
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
    const tries = answer.tries | 0;
    if (last ?? draft) answers[activity.id] = { first: first ?? last, last, draft, tries };
  }
  const screen = typeof kept.screen === "string" ? kept.screen : "";
  return {
    screen,
    answers,
    continues: kept.continues === true,
    thanked: kept.thanked === true,
    about: beginning(kept.about),
  };
}

/** A few digits that differ when an activity's text does (FNV-1a). */
function fingerprint(activity) {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(activity)) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

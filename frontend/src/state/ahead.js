import kinds from "virtual:activities";
import { fetchAhead, fetchIdle } from "./later.js";
import { activitiesOf } from "./visit.js";
import { EVERY_LESSON } from "../every-lesson.js";

/** Fetch the components of its steps that are parts of their own, named like their kinds. */
export function fetchComponents(lesson) {
  const names = activitiesOf(lesson).map(({ kind }) => kind);
  fetchIdle(names.filter((kind) => kinds[kind]?.later?.includes(kind)));
}

/** Fetch what this lesson will need: of its steps, each kind says so in `later`. */
export function fetchLaterParts(lesson) {
  const parts = activitiesOf(lesson).flatMap(({ kind }) => kinds[kind]?.later ?? []);
  fetchAhead([...new Set([...parts, ...EVERY_LESSON])]);
}

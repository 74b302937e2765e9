import kinds from "virtual:activities";
import { fetchAhead } from "./later.js";
import { activitiesOf } from "./visit.js";
import { EVERY_LESSON } from "../every-lesson.js";

/** Fetch what this lesson will need: of its steps, each kind says so in `later`. */
export function fetchLaterParts(lesson) {
  const parts = activitiesOf(lesson).flatMap(({ kind }) => kinds[kind]?.later ?? []);
  fetchAhead([...new Set([...parts, ...EVERY_LESSON])]);
}

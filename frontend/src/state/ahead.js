import kinds from "virtual:activities";
import { fetchAhead } from "./later.js";
import { activitiesOf } from "./visit.js";

/** Fetch what the steps of this lesson will need: each kind says so in `later`. */
export function fetchLaterParts(lesson) {
  const parts = activitiesOf(lesson).flatMap(({ kind }) => kinds[kind]?.later ?? []);
  if (parts.length > 0) fetchAhead([...new Set(parts)]);
}

// What an answer may look like, whichever kind it answers: storage and rooms may hold anything.
import kinds from "virtual:activities";

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether a response is right; null where it is not judged. Throws for one of another shape. */
export function judge(kind, activity, response) {
  if (!isObject(response)) throw new TypeError("a response is an object");
  return kinds[kind].judge(activity, response);
}

/** Whether a response is one that could have been given. */
export function isFitting(activity, response) {
  try {
    judge(activity.kind, activity, response);
    return true;
  } catch {
    return false;
  }
}

/** Whether a draft is one that could have been left: a kind without drafts has no `fitsDraft`. */
export function isFittingDraft(activity, draft) {
  const fits = kinds[activity.kind]?.fitsDraft;
  return isObject(draft) && Boolean(fits?.(activity, draft));
}

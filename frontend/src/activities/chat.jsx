import { coming } from "../parts/coming.jsx";
import { lastOf, scenesOn } from "../chat/scenes.js";

/** Right where the path leads to a good end. */
export function judge(activity, { path }) {
  const scenes = scenesOn(activity, path);
  const ending = scenes && lastOf(scenes).ending;
  if (!ending) throw new TypeError('a response to chat needs "path": choices that lead to an end');
  return ending.right;
}

/** On the way, but not at an end: reaching one is the answer. */
export function fitsDraft(activity, { path = [] }) {
  const scenes = scenesOn(activity, path);
  return Boolean(scenes) && !lastOf(scenes).ending;
}

/** The conversation itself. */
export const later = ["chat"];

export default coming("chat");

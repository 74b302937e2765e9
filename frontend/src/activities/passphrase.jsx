import { coming } from "../parts/coming.jsx";

/** There is nothing to answer: what is typed here goes nowhere. */
export function judge(activity, response) {
  if (Object.keys(response).length > 0) throw new TypeError("a response to passphrase is empty");
  return null;
}

export const answerless = true;

/** What it shows, how strong a passphrase is, and the words for making one. */
export const later = ["passphrase", "phrases", "strength"];

export default coming("passphrase");

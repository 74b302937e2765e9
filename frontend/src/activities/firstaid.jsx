import { Doors } from "../parts/doors.jsx";
import { Html } from "../parts/html.jsx";

/** There is nothing to answer. */
export function judge(activity, response) {
  if (Object.keys(response).length > 0) throw new TypeError("a response to firstaid is empty");
  return null;
}

export const answerless = true;

export default function FirstAid({ activity }) {
  return (
    <>
      <Html html={activity.question} class="suluh-question" />
      <Doors doors={activity.doors} />
    </>
  );
}

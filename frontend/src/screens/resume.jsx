import { useSetting } from "../setting.js";
import { Bookmark } from "../parts/drawings.jsx";

/** Someone was here before: on the only phone in the house it may have been someone else. */
export function ResumeScreen({ place, startOver }) {
  const { say, device } = useSetting();
  return (
    <div class="suluh-screen suluh-resume" data-screen="resume">
      <Bookmark />
      <h2 tabIndex={-1}>{say("resume_title")}</h2>
      <p>{say("resume_where", { place: place || say("result_title") })}</p>
      <p class="suluh-note">{say("resume_other_note", { device })}</p>
      <button type="button" class="suluh-second suluh-start-as-other" onClick={startOver}>
        {say("start_as_other")}
      </button>
    </div>
  );
}

import { useSetting } from "../setting.js";
import { Html } from "../parts/html.jsx";
import { Torch } from "../parts/drawings.jsx";
import { Completion } from "./completion.jsx";

/** The small end of a part: a good place to stop, and to come back to. */
export function PartEndScreen({ screen, visits }) {
  const { say, device, durable } = useSetting();
  return (
    <div class="suluh-screen suluh-part-end" data-screen={screen.id}>
      <Torch rays={screen.index + 1} />
      <p class="suluh-part">{say("part_done", { part: screen.index + 1 })}</p>
      <h2 tabIndex={-1}>{screen.part.title || say("part_done", { part: screen.index + 1 })}</h2>
      <Html html={screen.part.end} />
      {!screen.last && (
        <p class="suluh-note">
          {say(durable ? "part_stop_saved" : "part_stop_unsaved", { device })}
        </p>
      )}
      <Completion visit={visits.visit} part={screen.index + 1} />
    </div>
  );
}

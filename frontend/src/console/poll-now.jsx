import { BeforeAfter } from "../room/before-after.jsx";
import { Cloud } from "../room/cloud.jsx";
import { Split } from "../room/split.jsx";
import { useConsole } from "./context.js";
import { Count, Peek } from "./item.jsx";
import { Act, useDisclosure } from "./parts.jsx";
import { cloudOf, pollOptions } from "./polls.js";
import { Words } from "./moderated-words.jsx";

/** The poll that is on the screens. */
export function PollNow({ poll }) {
  const { say, count } = useConsole();
  const { run, state, form } = poll;
  const shown = state === "shown";
  const [peeking, peek] = useDisclosure(`${run} ${shown}`);
  const [checking, check] = useDisclosure(run);
  const turn = (to) => ({ do: "poll_state", run, state: to });
  const waiting = (poll.words ?? []).filter((word) => word.state === "waiting").length;
  return (
    <section class="console-card console-poll-now" data-state={state} tabIndex={-1}>
      <p class="console-note">{say("now_poll")}</p>
      <h3 class="console-question">{poll.question}</h3>
      <Count n={poll.answers} word="voted" />
      {!shown && <Peek {...{ peeking, peek }} word={form === "words" ? "look" : "peek"} />}
      {(shown || peeking) && <Outcome poll={poll} open={shown} />}
      {form === "words" && (
        <div class="console-peek">
          <button
            type="button"
            class="console-second"
            aria-expanded={checking ? "true" : "false"}
            onClick={check}
          >
            {say(checking ? "words_moderate_close" : "words_moderate")}
          </button>
          <span class="console-note">
            {waiting ? count("words_waiting", waiting) : say("words_waiting_none")}
          </span>
        </div>
      )}
      {checking && <Words poll={poll} />}
      <div class="console-ways">
        {state === "asking" ? (
          <Act command={turn("closed")} what={say("poll_close")} did="did_poll_closed">
            {say("poll_close")}
          </Act>
        ) : (
          <Act command={turn("asking")} what={say("poll_open_again")} did="did_poll_asking">
            {say("poll_open_again")}
          </Act>
        )}
        {!shown && (
          <Act command={turn("done")} what={say("poll_off")} did="did_poll_done">
            {say("poll_off")}
          </Act>
        )}
      </div>
    </section>
  );
}

/** What came of a poll: a split, a cloud, or both times side by side. */
export function Outcome({ poll, open }) {
  const { say } = useConsole();
  const { earlier } = poll; // what the same poll gave before
  const options = pollOptions(poll);
  const cloud = cloudOf(poll);
  return (
    <div class="console-drawn">
      {open !== undefined && <p class="console-note">{say(open ? "on_screens" : "only_you")}</p>}
      {poll.form === "words" ? (
        cloud.length ? (
          <Cloud words={cloud} label={say("words_cloud")} />
        ) : (
          <p>{say("words_none")}</p>
        )
      ) : earlier ? (
        <BeforeAfter
          options={options}
          before={earlier}
          after={{ split: poll.split ?? [], answers: poll.answers }}
          words={{ before: say("poll_before"), after: say("poll_after") }}
          label={say("poll_compare")}
        />
      ) : (
        <Split
          options={options}
          counts={poll.split ?? []}
          people={poll.answers}
          label={say("split_of")}
        />
      )}
    </div>
  );
}

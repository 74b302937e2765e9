import { useConsole } from "./context.js";
import { Act, useDisclosure } from "./parts.jsx";
import { Outcome } from "./poll-now.jsx";
import { useSettled } from "./steady.js";
import { WritePoll } from "./write-poll.jsx";

/** Polls: kept in the lesson, written on the spot, asked before. */
export function Polls() {
  const { say, view, lesson } = useConsole();
  const asked = [...(view.polls ?? [])].reverse();
  return (
    <>
      <p class="console-note">{say("polls_lead")}</p>
      <section class="console-part">
        <h3>{say("polls_lesson")}</h3>
        {lesson?.polls.length ? (
          <ul class="console-list">
            {lesson.polls.map((poll) => (
              <Kept key={poll.id} poll={poll} here={poll.step === view.step} />
            ))}
          </ul>
        ) : (
          <p class="console-note">{say("polls_lesson_none")}</p>
        )}
      </section>
      <section class="console-part">
        <h3>{say("poll_write")}</h3>
        <WritePoll />
      </section>
      <section class="console-part">
        <h3>{say("polls_asked")}</h3>
        {asked.length ? (
          <ul class="console-list">
            {asked.map((poll) => (
              <Asked key={poll.run} poll={poll} />
            ))}
          </ul>
        ) : (
          <p class="console-note">{say("polls_asked_none")}</p>
        )}
      </section>
    </>
  );
}

function Kept({ poll, here }) {
  const { say, view, lesson } = useConsole();
  const settled = useSettled(view.polls.length); // twice would be two polls
  return (
    <li data-here={here || undefined}>
      <p lang={lesson.language}>{poll.question}</p>
      <p class="console-note">
        {say(`form_${poll.form}`)}
        {here && ` · ${say("poll_here")}`}
      </p>
      <Act
        look="second"
        idle={!settled}
        command={{ do: "poll", poll: poll.id }}
        what={`${say("poll_start")}: ${poll.question}`}
        did="did_poll"
        aria-label={`${say("poll_start")}: ${poll.question}`}
      >
        {say("poll_start")}
      </Act>
    </li>
  );
}

function Asked({ poll }) {
  const { say, count } = useConsole();
  const [open, toggle] = useDisclosure(poll.run);
  const on = poll.state !== "done";
  const settled = useSettled(on);
  const about = (key) => `${say(key)}: ${poll.question}`;
  return (
    <li data-here={on || undefined} tabIndex={-1}>
      <p>{poll.question}</p>
      <p class="console-note">
        {count("poll_answers", poll.answers)}
        {on && ` · ${say("now_poll")}`}
      </p>
      <div class="console-ways">
        <button
          type="button"
          class="console-plain"
          aria-expanded={open ? "true" : "false"}
          aria-label={about("look")}
          onClick={toggle}
        >
          {say("look")}
        </button>
        {!on && (
          <Act
            idle={!settled}
            command={{ do: "poll_state", run: poll.run, state: "shown" }}
            what={about("poll_on_screen")}
            did="did_poll_shown"
            aria-label={about("poll_on_screen")}
          >
            {say("poll_on_screen")}
          </Act>
        )}
        {!on && (
          <Act
            idle={!settled}
            command={{ do: "poll", again: poll.run }}
            what={about("poll_again")}
            did="did_poll"
            aria-label={about("poll_again")}
          >
            {say("poll_again")}
          </Act>
        )}
      </div>
      {open && <Outcome poll={poll} />}
    </li>
  );
}

import { useConsole } from "./context.js";
import { Act, Switch } from "./parts.jsx";
import { useSettled, useSteadyOrder } from "./steady.js";

const RANK = { picked: 0, waiting: 1, shown: 1, answered: 2, hidden: 3 };
const byWeight = (one, other) =>
  RANK[one.state] - RANK[other.state] || other.votes - one.votes || one.at - other.at;

/** What can be done with a question in a state: `[the state it gets, the key of the button]`. */
const WAYS = {
  waiting: [
    ["shown", "allow"],
    ["picked", "pick"],
    ["hidden", "hide_it"],
  ],
  shown: [
    ["picked", "pick"],
    ["answered", "answered_it"],
    ["hidden", "hide_it"],
  ],
  picked: [
    ["answered", "answered_it"],
    ["shown", "unpick"],
    ["hidden", "hide_it"],
  ],
  answered: [["shown", "question_again"]],
  hidden: [["shown", "question_again"]],
};

/** What people ask. New ones come last, so that nothing moves under a finger. */
export function Questions() {
  const { say, view } = useConsole();
  const { list, fresh, sort } = useSteadyOrder(view.questions ?? [], ({ id }) => id, byWeight);
  return (
    <>
      <Switch name="questions_open" />
      <p class="console-note">
        {view.settings.questions_open ? " " : say("questions_closed_lead")}
      </p>
      <div class="console-sort">
        <button type="button" class="console-plain" onClick={sort}>
          {say("questions_sort")}
        </button>
        <span class="console-note">{fresh > 0 && say("questions_new", { n: fresh })}</span>
      </div>
      {view.questions_more > 0 && (
        <p class="console-note">{say("questions_more", { n: view.questions_more })}</p>
      )}
      {list.length ? (
        <ul class="console-list console-questions">
          {list.map((question) => (
            <Question key={question.id} question={question} />
          ))}
        </ul>
      ) : (
        <p class="console-note">{say("questions_none")}</p>
      )}
    </>
  );
}

function Question({ question: { id, text, votes, state } }) {
  const { say, count } = useConsole();
  const settled = useSettled(state);
  return (
    <li data-state={state} tabIndex={-1}>
      <p class="console-asked">{text}</p>
      <p class="console-note">
        <span class="console-mark" data-state={state}>
          {say(`is_${state}`)}
        </span>{" "}
        · {count("question_votes", votes)}
      </p>
      <div class="console-ways">
        {WAYS[state].map(([to, word]) => (
          <Act
            key={to}
            look="small"
            idle={!settled}
            command={{ do: "mark", question: id, state: to }}
            what={say("about_question", { do: say(word), text })}
            did="did_mark"
            aria-label={say("about_question", { do: say(word), text })}
          >
            {say(word)}
          </Act>
        ))}
      </div>
    </li>
  );
}

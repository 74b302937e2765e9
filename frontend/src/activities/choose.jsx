import { useMainAction, useSetting } from "../setting.js";
import { Options } from "../parts/options.jsx";
import { Message } from "../parts/message.jsx";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { arePlaces } from "../state/places.js";
import { Hints } from "../parts/hints.jsx";
import { Html } from "../parts/html.jsx";

function areChoices(activity, chosen) {
  return arePlaces(chosen, activity.options.length) && (activity.several || chosen.length <= 1);
}

/** Right where the options chosen are exactly the right ones. */
export function judge(activity, response) {
  const chosen = response.options;
  if (!areChoices(activity, chosen) || chosen.length === 0) {
    const last = activity.options.length - 1;
    throw new TypeError(`a response to choose needs "options": different places from 0 to ${last}`);
  }
  return activity.options.every((option, place) => option.right === chosen.includes(place));
}

/** All ticks may have been taken back. */
export const fitsDraft = (activity, { options = [] }) => areChoices(activity, options);

export default function Choose({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say, notify } = useSetting();
  const answering = phase === "answering";
  const chosen = (answering ? draft.options : response.options) ?? [];

  useMainAction(answering ? "answer" : null, () => {
    if (chosen.length > 0) commit({ options: chosen });
    else notify(say("nothing_chosen"));
  });

  const choose = (place, on) => {
    const others = activity.several ? chosen.filter((one) => one !== place) : [];
    setDraft({ options: (on ? [...others, place] : others).sort((a, b) => a - b) });
  };

  const below = (place) => {
    if (phase === "answering") return null;
    const own = chosen.includes(place) && !activity.several;
    if (phase === "waiting") return own && <Waiting />;
    const option = activity.options[place];
    if (own) return <ChooseVerdict {...{ activity, response, retry }} html={option.feedback} />;
    return <Other {...{ activity, option }} chosen={chosen.includes(place)} />;
  };
  // With several right ones the verdict is about all of them, so it stands before them all.
  const above = activity.several && {
    waiting: <Waiting />,
    revealed: <ChooseVerdict {...{ activity, response, retry }} />,
  };

  return (
    <>
      {activity.message && <Message message={activity.message} />}
      <Options
        name={`choose-${activity.id}`}
        legend={{ html: activity.question }}
        note={activity.several && say("choose.several")}
        options={activity.options.map(({ html }, value) => ({ value, html }))}
        several={activity.several}
        locked={!answering}
        sign={(place) =>
          phase === "revealed" ? signOf(activity.options[place], place, chosen) : undefined
        }
        under={below}
        above={above?.[phase]}
        {...{ chosen, choose }}
      />
      {answering && activity.hints.length > 0 && <Hints kind="choose" hints={activity.hints} />}
    </>
  );
}

const signOf = (option, place, chosen) =>
  option.right ? "right" : chosen.includes(place) ? "not-yet" : undefined;

function ChooseVerdict({ activity, response, html, retry }) {
  return <Verdict right={judge(activity, response)} {...{ html, retry }} />;
}

/** The feedback of the other options is shown, not offered: few people would open it. */
function Other({ activity, option, chosen }) {
  const { say } = useSetting();
  const word = wordOf(option, chosen, activity.several);
  return (
    <div class="suluh-other">
      {word && <Mark right={option.right} words={say(word)} />}
      <Html html={option.feedback} />
    </div>
  );
}

function wordOf(option, chosen, several) {
  if (chosen) return option.right ? "right" : "not_yet";
  if (!option.right) return null;
  return several ? "choose.also_right" : "choose.right_option";
}

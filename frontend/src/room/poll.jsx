import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { Options } from "../parts/options.jsx";
import { BeforeAfter } from "./before-after.jsx";
import { Cloud } from "./cloud.jsx";
import { Split } from "./split.jsx";

const LONGEST_WORD = 30;
/** The places of a scale, and of the words that somebody may give. */
const [POINTS, WORDS] = [
  [0, 1, 2, 3, 4],
  [0, 1, 2],
];

/**
 * A poll in the place of the step. `vote` are the places that this person chose, undefined before;
 * `give({ choice })` or `give({ words })` takes them, of who is not only `watching`.
 */
export function Poll({ poll, vote, give, watching, say }) {
  const { notify } = useSetting();
  const [chosen, setChosen] = useState([]);
  const [words, setWords] = useState([]);
  const open = poll.state === "asking" && !vote && !watching;
  const shown = poll.state === "shown";

  const press = () => {
    notify("");
    const typed = words.map((word) => word.trim()).filter(Boolean);
    if (typed.length > 0) give({ words: typed });
    else if (chosen.length > 0) give({ choice: chosen });
    else notify(say("none"));
  };
  useMainAction(open ? "answer" : null, press);

  const options = textsOf(poll).map((text, value) => ({ value, text }));
  const several = poll.form === "several";
  return (
    <Cover name="poll" title={say("poll")} news={Boolean(vote)}>
      <p role="status" class={open || shown ? "suluh-status" : "suluh-verdict"} data-tone="unsure">
        {open ? "" : say(shown ? "split" : vote && poll.state === "asking" ? "voted" : "no_more")}
      </p>
      {shown || !options.length ? (
        <p class="suluh-question">{poll.question}</p>
      ) : (
        <Options
          name={poll.run}
          legend={{ text: poll.question }}
          note={several && say("several")}
          locked={!open}
          chosen={open ? chosen : (vote ?? [])}
          choose={(place, on) => {
            notify("");
            const others = several ? chosen.filter((one) => one !== place) : [];
            setChosen(on ? [...others, place] : others);
          }}
          {...{ options, several }}
        />
      )}
      {shown && <Shown {...{ poll, options, vote, say }} />}
      {open && !options.length && <Words {...{ words, setWords, press, say }} />}
    </Cover>
  );
}

/** What stands in the place of the step: it begins at its heading, and again with other `news`. */
export function Cover({ name, title, news, children }) {
  const heading = useRef();
  useLayoutEffect(() => heading.current.focus(), [news]);
  return (
    <div class="suluh-screen" data-screen={name}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </div>
  );
}

/** The options, and the points of a scale, of which the ends have words; none where words are asked. */
const textsOf = ({ form, options, low, high }) =>
  form === "scale"
    ? POINTS.map((place) => [place + 1, { 0: low, 4: high }[place]].filter(Boolean).join(" · "))
    : form === "words"
      ? []
      : options;

/** A few short words, which are only ever text. */
function Words({ words, setWords, press, say }) {
  return (
    <form
      class="suluh-room-form"
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <p class="suluh-note">{say("words")}</p>
      {WORDS.map((at) => (
        <input
          class="suluh-text"
          maxlength={LONGEST_WORD}
          autocomplete="off"
          aria-label={say("word", { n: at + 1 })}
          value={words[at]}
          onInput={({ currentTarget: { value } }) =>
            setWords(WORDS.map((each) => (each === at ? value : (words[each] ?? ""))))
          }
        />
      ))}
      {/* Without one, Enter sends nothing where there are several fields. */}
      <button hidden />
    </form>
  );
}

/** What the room answered; one's own answer says so in words. */
function Shown({ poll: { question, split, answers, before, cloud }, options, vote, say }) {
  if (cloud) return <Cloud words={cloud} label={question} />;
  const after = { split, answers };
  const drawn = {
    label: question,
    options: options.map(({ text }, place) => ({
      text: vote?.includes(place) ? `${text} (${say("yours")})` : text,
    })),
  };
  if (!before) return <Split {...drawn} counts={split} people={answers} />;
  const words = { before: say("before"), after: say("after") };
  return <BeforeAfter {...drawn} {...{ before, after, words }} />;
}

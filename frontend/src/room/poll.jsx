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
  const { notify, scratch } = useSetting();
  // Places that are chosen, or words as they stand in the fields: a pause takes none of it away.
  const begun = `:${poll.run}`;
  const [draft, setDraft] = useState(scratch.get(begun) ?? []);
  const change = (next) => {
    notify("");
    scratch.set(begun, next);
    setDraft(next);
  };
  const open = poll.state === "asking" && !vote && !watching;
  const shown = poll.state === "shown";

  const options = textsOf(poll).map((text, value) => ({ value, text }));
  const press = () => {
    const given = options.length ? draft : draft.filter((word) => word.trim());
    if (given.length > 0) give({ [options.length ? "choice" : "words"]: given });
    else notify(say("none"));
  };
  useMainAction(open ? "answer" : null, press);

  const several = poll.form === "several";
  return (
    <Cover name="poll" title={say("poll")} news={poll.state + !vote}>
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
          chosen={open ? draft : (vote ?? [])}
          choose={(place, on) => {
            const others = several ? draft.filter((one) => one !== place) : [];
            change(on ? [...others, place] : others);
          }}
          {...{ options, several }}
        />
      )}
      {shown && <Shown {...{ poll, options, vote, say }} />}
      {open && !options.length && <Words {...{ draft, change, press, say }} />}
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
function Words({ draft, change, press, say }) {
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
          value={draft[at]}
          onInput={({ currentTarget: { value } }) =>
            change(Object.assign(draft.slice(), { [at]: value }))
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

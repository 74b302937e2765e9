// A passphrase to try, and one to have made: see activities/passphrase.jsx.
import { useEffect, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { useLater } from "../state/later.js";
import { randomBelow } from "../state/random.js";
import { Missing } from "../parts/missing.jsx";
import { Html } from "../parts/html.jsx";

/** NIST SP 800-63B-4, for a password that stands alone. */
const LONG_ENOUGH = 15;
/** Words in a generated phrase: at first, and at most. */
const [FEWEST, MOST] = [5, 7];
/** A cheap phone measures when the typing pauses. */
const PAUSE = 300;

export default function Passphrase({ activity }) {
  const { say, id } = useSetting();
  const [text, setText] = useState("");
  const [hidden, setHidden] = useState(false);
  const [phrase, setPhrase] = useState(null);
  return (
    <>
      <Html html={activity.question} class="suluh-question" />
      <div class="suluh-ways">
        <label class="suluh-label" for={id("passphrase")}>
          {say("passphrase.label")}
        </label>
        {/* Not of the type "password": browsers would offer to keep it. */}
        <input
          id={id("passphrase")}
          class="suluh-text suluh-passphrase"
          type="text"
          data-hidden={hidden || undefined}
          inputmode="text"
          maxlength={256}
          autocomplete="off"
          autocapitalize="off"
          autocorrect={false}
          spellcheck={false}
          aria-describedby={id("passphrase-private")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="button" class="suluh-second suluh-show" onClick={() => setHidden(!hidden)}>
          {say(hidden ? "passphrase.show" : "passphrase.hide")}
        </button>
        <p id={id("passphrase-private")} class="suluh-note">
          {say("passphrase.private")} {say("passphrase.not_yours")}
        </p>
      </div>
      <Strength text={text} known={phrase && phrase.words.join(" ") === text ? phrase : null} />
      <Maker
        {...{ phrase, setPhrase }}
        test={(words) => {
          setText(words);
          setHidden(false);
        }}
      />
    </>
  );
}

function Strength({ text, known }) {
  const { say } = useSetting();
  const { part, missing, retry } = useLater("strength", text !== "");
  const [measured, setMeasured] = useState(null);
  useEffect(() => {
    if (!part || !text) return setMeasured(null);
    const timer = setTimeout(() => setMeasured(part.measure(text)), PAUSE);
    return () => clearTimeout(timer);
  }, [text, part]);

  const count = [...text].length;
  if (!text) return <p class="suluh-strength suluh-note">{say("passphrase.empty")}</p>;
  if (missing)
    return <Missing words={say("passphrase.checker_missing", { count })} {...{ retry }} />;
  if (!measured) return null;
  const guesses = Math.min(measured.guesses, known ? guessesOf(known) : Infinity);
  const level = levelOf(guesses);
  return (
    <div class="suluh-strength" data-level={level}>
      <Bar level={level} />
      <Advice {...{ level, count }} reasons={measured.reasons} />
      <Why question="passphrase.why">
        <p>{say("passphrase.why_worst", { time: say(`passphrase.time_${spanOf(guesses)}`) })}</p>
        <p>{say("passphrase.why_login")}</p>
      </Why>
    </div>
  );
}

/** Guesses that a phrase stands up to, for each step of the scale. */
const LEVELS = [1e6, 1e10, 1e15, 1e18];

const levelOf = (guesses) => LEVELS.filter((least) => guesses >= least).length;

/** On the average half of all the phrases that could have been made are tried. */
const guessesOf = ({ words, all }) => all ** words.length / 2;

function Bar({ level }) {
  const { say } = useSetting();
  return (
    <div>
      <p role="status">
        {say("passphrase.strength")}: <strong>{say(`passphrase.strength_${level}`)}</strong>
      </p>
      <div class="suluh-cells" aria-hidden="true">
        {[...LEVELS, Infinity].map((_, at) => (
          <span data-full={at <= level || undefined} />
        ))}
      </div>
    </div>
  );
}

/** Guesses a second at the worst: with stolen data that were hardly guarded. */
const SPEED = 1e10;

const DAY = 86_400;
const YEAR = 365 * DAY;
const SPANS = [
  ["instant", 1],
  ["seconds", 60],
  ["minutes", 3600],
  ["hours", DAY],
  ["days", 14 * DAY],
  ["weeks", 60 * DAY],
  ["months", 2 * YEAR],
  ["years", 30 * YEAR],
  ["decades", 200 * YEAR],
  ["centuries", Infinity],
];

const spanOf = (guesses) => SPANS.find(([, least]) => guesses / SPEED < least)[0];

function Advice({ level, count, reasons }) {
  const { say } = useSetting();
  const short = count < LONG_ENOUGH ? ["length"] : [];
  const given = { 4: ["enough"], 3: ["enough", "important"] }[level] ?? [
    ...reasons,
    ...short,
    "more",
  ];
  return (
    <div class="suluh-advise">
      <p class="suluh-label">{say("passphrase.advice")}</p>
      <ul>
        {given.map((key) => (
          <li data-advice={key}>{say(`passphrase.advice_${key}`, { count })}</li>
        ))}
      </ul>
    </div>
  );
}

/** The numbers behind it, for who wants to know. */
function Why({ question, children }) {
  const { say } = useSetting();
  return (
    <details class="suluh-why">
      <summary>{say(question)}</summary>
      {children}
    </details>
  );
}

/** Makes a phrase on this phone. It needs its words only, not the measuring. */
function Maker({ phrase, setPhrase, test }) {
  const { say, device } = useSetting();
  const [wanted, setWanted] = useState(0);
  const [helpless, setHelpless] = useState(false);
  const { part, missing, retry } = useLater("phrases", wanted > 0);

  const make = (count, kept = []) => {
    setWanted(count);
    if (!part) return;
    const { words } = part;
    try {
      const more = Array.from(
        { length: count - kept.length },
        () => words[randomBelow(words.length)],
      );
      setPhrase({ words: [...kept, ...more], all: words.length });
    } catch {
      setHelpless(true);
    }
  };
  // Asked for before its words were here.
  useEffect(() => {
    if (part && wanted > 0 && !phrase) make(wanted);
  }, [part]);

  return (
    <section class="suluh-maker">
      <div role="status" class="suluh-status">
        {helpless && <p>{say("passphrase.no_random")}</p>}
        {!helpless && phrase && (
          <>
            <p class="suluh-label">{say("passphrase.generated")}</p>
            <p class="suluh-generated" lang="id">
              {phrase.words.join(" ")}
            </p>
          </>
        )}
      </div>
      {!helpless && phrase && <About {...{ phrase, device }} />}
      {wanted > 0 && missing && <Missing words={say("passphrase.words_missing")} retry={retry} />}
      <div class="suluh-ways">
        <button
          type="button"
          class="suluh-second suluh-generate"
          onClick={() => make(phrase?.words.length ?? FEWEST)}
        >
          {say(phrase ? "passphrase.another" : "passphrase.generate")}
        </button>
        {phrase && phrase.words.length < MOST && (
          <button
            type="button"
            class="suluh-second suluh-add-word"
            onClick={() => make(phrase.words.length + 1, phrase.words)}
          >
            {say("passphrase.add_word")}
          </button>
        )}
        {phrase && (
          <button
            type="button"
            class="suluh-second suluh-test"
            onClick={() => test(phrase.words.join(" "))}
          >
            {say("passphrase.try")}
          </button>
        )}
      </div>
    </section>
  );
}

function About({ phrase, device }) {
  const { say, lesson } = useSetting();
  const count = phrase.words.length;
  return (
    <>
      <p class="suluh-note">{say("passphrase.generated_how", { device })}</p>
      <Why question="passphrase.why_hard">
        <p>
          {say("passphrase.possible", {
            count,
            all: phrase.all.toLocaleString(lesson.language),
            number: say(`passphrase.number_${count}`),
          })}
        </p>
      </Why>
    </>
  );
}

import { useState } from "preact/hooks";
import { useConsole } from "./context.js";

const FORMS = ["one", "several", "scale", "words"];
const [FEWEST, MOST] = [2, 12];
const [LONGEST_QUESTION, LONGEST_OPTION, LONGEST_END] = [200, 120, 60];

/** A poll written on the spot. What is typed stays until the room has taken it. */
export function WritePoll() {
  const { say, send, id } = useConsole();
  const [form, setForm] = useState("one");
  const [question, setQuestion] = useState("");
  const [text, setText] = useState("");
  const [ends, setEnds] = useState({
    low: say("poll_low_default"),
    high: say("poll_high_default"),
  });
  const [stop, setStop] = useState(null); // [the field, the key of why]
  const chosen = form === "one" || form === "several";

  const start = async (event) => {
    event.preventDefault();
    const options = chosen ? linesOf(text) : [];
    const wrong = !question.trim()
      ? ["question", "poll_needs_question"]
      : chosen && options.length < FEWEST
        ? ["options", "poll_needs_options"]
        : chosen && options.length > MOST
          ? ["options", "poll_too_many"]
          : null;
    setStop(wrong);
    if (wrong) {
      document.getElementById(id(`poll-${wrong[0]}`)).focus();
      return;
    }
    const { low, high } = form === "scale" ? ends : { low: "", high: "" };
    const command = { do: "poll", form, question: question.trim(), options, low, high };
    const what = `${say("poll_start")}: ${question.trim()}`;
    if (!(await send(command, { what, did: "did_poll" }))) return;
    setQuestion("");
    setText("");
  };

  const field = (name) => ({
    id: id(`poll-${name}`),
    "aria-invalid": stop?.[0] === name || undefined,
    "aria-describedby":
      [stop?.[0] === name && id("poll-stop"), name === "options" && id("poll-options-hint")]
        .filter(Boolean)
        .join(" ") || undefined,
  });
  const why = (name) =>
    stop?.[0] === name && (
      <p class="console-stop" id={id("poll-stop")} role="alert">
        {say(stop[1])}
      </p>
    );
  return (
    <form class="console-form" onSubmit={start} noValidate>
      <fieldset>
        <legend>{say("poll_form")}</legend>
        {FORMS.map((each) => (
          <label key={each} class="console-choice">
            <input
              type="radio"
              name={id("poll-form")}
              checked={form === each}
              onChange={() => setForm(each)}
            />
            {say(`form_${each}`)}
          </label>
        ))}
      </fieldset>
      <div class="console-field">
        <label for={id("poll-question")}>{say("poll_question")}</label>
        {why("question")}
        <input
          type="text"
          maxLength={LONGEST_QUESTION}
          value={question}
          onInput={({ target }) => setQuestion(target.value)}
          {...field("question")}
        />
      </div>
      {chosen && (
        <div class="console-field">
          <label for={id("poll-options")}>{say("poll_options")}</label>
          <p class="console-note" id={id("poll-options-hint")}>
            {say("poll_options_hint")}
          </p>
          {why("options")}
          <textarea
            rows={4}
            value={text}
            onInput={({ target }) => setText(target.value)}
            {...field("options")}
          />
        </div>
      )}
      {form === "scale" && (
        <div class="console-ends">
          {["low", "high"].map((end) => (
            <div key={end} class="console-field">
              <label for={id(`poll-${end}`)}>{say(`poll_${end}`)}</label>
              <input
                type="text"
                maxLength={LONGEST_END}
                value={ends[end]}
                onInput={({ target }) => setEnds({ ...ends, [end]: target.value })}
                {...field(end)}
              />
            </div>
          ))}
        </div>
      )}
      {form === "words" && <p class="console-note">{say("form_words_hint")}</p>}
      <button type="submit" class="console-second">
        {say("poll_start")}
      </button>
    </form>
  );
}

/** One option a line, each once, none too long. */
const linesOf = (text) => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim().slice(0, LONGEST_OPTION))
      .filter(Boolean),
  ),
];

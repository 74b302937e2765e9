import { useWords } from "../words.js";
import { Choice, Field, useFields } from "./fields.jsx";
import { FormDialog, sendForm } from "./form.jsx";
import { Place, startPlace } from "./place.jsx";

/** What is written on each frame: the same as in the lesson file. */
const KEYS = {
  chat: ["from", "group", "time"],
  sms: ["from", "time"],
  email: ["from", "subject", "time"],
  feed: ["from", "time"],
  web: ["address", "subject"],
};
const RESULT = { title: "", address: "", date: "", text: "" };
const MOST = 4;

/** A message, which side is right, what is said to both, and what a search would find. */
export function JudgeForm({ session, close }) {
  const say = useWords();
  const { told } = session;
  const [fields, set] = useFields(() => ({
    ...startPlace(told),
    pair: "claim",
    truth: false,
    frame: "chat",
    message: "",
    if_false: "",
    if_true: "",
    results: [RESULT, RESULT],
  }));
  const { pair, frame, results } = fields;
  const change = (place, name) => (value) =>
    set("results")(results.map((one, at) => (at === place ? { ...one, [name]: value } : one)));
  const send = () => sendForm(session, { do: "insert", kind: "judge", form: fields });
  return (
    <FormDialog kind="judge" {...{ send, close }} wide>
      <Place here={told.here} {...{ fields, set }} />
      <Choice
        legend={say("message_pair")}
        value={pair}
        set={set("pair")}
        options={["claim", "contact"].map((one) => [one, say(`pair_${one}`)])}
      />
      <Choice
        legend={say("frame")}
        value={frame}
        set={set("frame")}
        options={Object.keys(KEYS).map((one) => [one, say(`frame_${one}`)])}
      />
      {KEYS[frame].map((key) => (
        <Field key={key} label={say(`key_${key}`)} value={fields[key] ?? ""} set={set(key)} />
      ))}
      <Field
        name="message"
        label={say("message")}
        value={fields.message}
        set={set("message")}
        lines={3}
      />
      <Choice
        legend={say("truth")}
        value={String(fields.truth)}
        set={(value) => set("truth")(value === "true")}
        options={["false", "true"].map((one) => [one, say(`truth_${pair}_${one}`)])}
      />
      {["false", "true"].map((one) => (
        <Field
          label={say(`if_${pair}_${one}`)}
          hint={one === "false" ? say("feedback_hint") : undefined}
          value={fields[`if_${one}`]}
          set={set(`if_${one}`)}
          lines={2}
        />
      ))}
      <p class="suluh-label">{say("results")}</p>
      {results.map((result, place) => (
        <fieldset class="studio-form-option">
          <legend>{say("result", { number: place + 1 })}</legend>
          {Object.keys(RESULT).map((name) => (
            <Field
              key={name}
              label={say(`result_${name}`)}
              value={result[name]}
              set={change(place, name)}
              lines={name === "text" ? 2 : undefined}
            />
          ))}
        </fieldset>
      ))}
      {results.length < MOST && (
        <button
          type="button"
          class="studio-tool"
          onClick={() => set("results")([...results, RESULT])}
        >
          {say("add_result")}
        </button>
      )}
    </FormDialog>
  );
}

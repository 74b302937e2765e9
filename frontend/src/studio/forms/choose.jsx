import { useWords } from "../words.js";
import { Field, Tick, useFields } from "./fields.jsx";
import { FormDialog, sendForm } from "./form.jsx";
import { Place, startPlace } from "./place.jsx";

const EMPTY = { text: "", feedback: "", right: false };
const MOST = 6;

/** A question, its options, what is said to each, and which one is right. */
export function ChooseForm({ session, close }) {
  const say = useWords();
  const { told } = session;
  const [fields, set] = useFields(() => ({
    ...startPlace(told),
    question: "",
    options: [EMPTY, EMPTY, EMPTY],
  }));
  const { options } = fields;
  const change = (place, name) => (value) =>
    set("options")(options.map((one, at) => (at === place ? { ...one, [name]: value } : one)));
  const send = () => sendForm(session, { do: "insert", kind: "choose", form: fields });
  return (
    <FormDialog kind="choose" {...{ send, close }} wide>
      <Place here={told.here} {...{ fields, set }} />
      <Field
        name="question"
        label={say("question")}
        value={fields.question}
        set={set("question")}
        lines={2}
      />
      {options.map((option, place) => (
        <fieldset class="studio-form-option" data-right={option.right ? "" : undefined}>
          <legend>{say("option", { number: place + 1 })}</legend>
          <Field
            name={`options.${place}.text`}
            label={say("option_text")}
            value={option.text}
            set={change(place, "text")}
          />
          <Tick
            name={`options.${place}.right`}
            label={say("option_right")}
            value={option.right}
            set={change(place, "right")}
          />
          <Field
            name={`options.${place}.feedback`}
            label={say("option_feedback")}
            hint={place === 0 ? say("feedback_hint") : undefined}
            value={option.feedback}
            set={change(place, "feedback")}
            lines={2}
          />
          {options.length > 2 && (
            <button
              type="button"
              class="studio-plain"
              onClick={() => set("options")(options.filter((_, at) => at !== place))}
            >
              {say("remove_option", { number: place + 1 })}
            </button>
          )}
        </fieldset>
      ))}
      {options.length < MOST && (
        <button
          type="button"
          class="studio-tool"
          onClick={() => set("options")([...options, EMPTY])}
        >
          {say("add_option")}
        </button>
      )}
    </FormDialog>
  );
}

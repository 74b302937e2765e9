// The forms that are a few fields each.
import { useWords } from "../words.js";
import { Field, useFields } from "./fields.jsx";
import { FormDialog, sendForm } from "./form.jsx";

export function StepForm({ session, close }) {
  const say = useWords();
  const [fields, set] = useFields({ title: "", text: "" });
  const send = () => sendForm(session, { do: "insert", kind: "step", form: fields });
  return (
    <FormDialog kind="step" {...{ send, close }}>
      {session.told.here && (
        <p class="studio-form-where">{say("step_after", { title: session.told.here.title })}</p>
      )}
      <Field name="title" label={say("step_title")} value={fields.title} set={set("title")} />
      <Field label={say("step_text")} value={fields.text} set={set("text")} lines={4} />
    </FormDialog>
  );
}

export function NotesForm({ session, close }) {
  const say = useWords();
  const [fields, set] = useFields({ minutes: "2", ask: "", often: "" });
  const send = () => sendForm(session, { do: "insert", kind: "notes", form: fields });
  return (
    <FormDialog kind="notes" {...{ send, close }}>
      <Field
        name="minutes"
        label={say("minutes")}
        value={fields.minutes}
        set={set("minutes")}
        inputMode="numeric"
        size={4}
      />
      <Field label={say("notes_ask")} value={fields.ask} set={set("ask")} lines={3} />
      <Field label={say("notes_wrong")} value={fields.often} set={set("often")} />
    </FormDialog>
  );
}

export function SourceForm({ session, close }) {
  const say = useWords();
  const [fields, set] = useFields({ publisher: "", title: "", date: "", address: "" });
  const send = () => sendForm(session, { do: "insert", kind: "source", form: fields });
  return (
    <FormDialog kind="source" {...{ send, close }}>
      <Field
        name="publisher"
        label={say("publisher")}
        value={fields.publisher}
        set={set("publisher")}
      />
      <Field label={say("source_title")} value={fields.title} set={set("title")} />
      <Field
        name="date"
        label={say("source_date")}
        value={fields.date}
        set={set("date")}
        type="date"
      />
      <Field label={say("source_address")} value={fields.address} set={set("address")} />
    </FormDialog>
  );
}

export function LinkForm({ session, close }) {
  const say = useWords();
  const [fields, set] = useFields(() => ({ words: session.paper.selected, address: "https://" }));
  const send = async () => {
    session.paper.link(fields.words.trim() || say("link_placeholder"), fields.address.trim());
    return "";
  };
  return (
    <FormDialog kind="link" {...{ send, close }}>
      <Field label={say("link_words")} value={fields.words} set={set("words")} />
      <Field label={say("link_address")} value={fields.address} set={set("address")} />
    </FormDialog>
  );
}

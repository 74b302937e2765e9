import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words.js";

/**
 * A form in a dialog. `send` returns a promise of what is in the way, `{ words, at }` or a sentence,
 * and stays open with it. What was typed is only thrown away by somebody who said so.
 */
export function FormDialog({ kind, send, close, wide, children }) {
  const say = useWords();
  const place = useRef();
  const start = useRef("");
  const before = useRef(null);
  const [words, setWords] = useState("");
  const [asking, setAsking] = useState(false);
  useLayoutEffect(() => {
    place.current.showModal();
    start.current = typed(place.current);
    place.current.querySelector("input:not([type=radio]), textarea, select")?.focus();
  }, []);
  useLayoutEffect(() => {
    if (asking) place.current.querySelector(".studio-go-on").focus();
  }, [asking]);
  const submit = async (event) => {
    event.preventDefault();
    const stopped = await send();
    if (!stopped) return close();
    setWords(stopped.words ?? stopped);
    if (stopped.at) place.current?.querySelector(`[name="${stopped.at}"]`)?.focus();
    return undefined;
  };
  const goOn = () => {
    setAsking(false);
    before.current?.focus();
  };
  const leave = () => {
    if (typed(place.current) === start.current) return close();
    before.current = document.activeElement;
    setAsking(true);
    return undefined;
  };
  // Browsers close a dialog at the second Escape, asked or not: the key is kept from them.
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (asking) goOn();
    else leave();
  };
  const cancel = (event) => {
    event.preventDefault();
    if (!asking) leave();
  };
  return (
    <dialog
      class="studio-form"
      data-wide={wide ? "" : undefined}
      aria-label={say(`form_${kind}`)}
      ref={place}
      onKeyDown={escape}
      onCancel={cancel}
      onClose={close}
    >
      <form onSubmit={submit} noValidate>
        <h3>{say(`form_${kind}`)}</h3>
        {kind !== "link" && <p class="suluh-note">{say(`about_${kind}`)}</p>}
        <div class="studio-form-fields">{children}</div>
        {asking ? (
          <div class="studio-form-end studio-form-unsent" key="unsent">
            <p role="alert">{say("unsent")}</p>
            <button type="button" class="studio-strong studio-go-on" onClick={goOn}>
              {say("unsent_go_on")}
            </button>
            <button type="button" class="studio-tool" onClick={close}>
              {say("unsent_drop")}
            </button>
          </div>
        ) : (
          <div class="studio-form-end" key="end">
            <p role="alert" class="studio-form-stop">
              {words}
            </p>
            <button type="button" class="studio-tool" onClick={leave}>
              {say("cancel")}
            </button>
            <button type="submit" class="studio-strong">
              {say("put_in")}
            </button>
          </div>
        )}
      </form>
    </dialog>
  );
}

/** All that was typed into a form, ticked or chosen from a disk. */
function typed(form) {
  const fields = [...form.querySelectorAll("input:not([type=radio]), textarea")];
  return fields
    .map(({ type, checked, value }) => (type === "checkbox" ? checked || "" : value.trim()))
    .filter(Boolean)
    .join("\n");
}

/** Send a form to Python; return what is missing and in which field, null where it is done. */
export async function sendForm(session, act, buffers) {
  const answer = await session.ask(act, buffers);
  if (!answer?.stopped) return null;
  session.dismiss();
  return { words: answer.notice, at: answer.at };
}

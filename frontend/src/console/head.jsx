import { useRef, useState } from "preact/hooks";
import { useConsole } from "./context.js";
import { Dialog, Number_ } from "./parts.jsx";

/** Who may come in and how, who is there, and how the room stands. */
export function Head({ title: Title, openScreen, inviting, toggleInvite }) {
  const { say, view, facts, id, language } = useConsole();
  const state = view.state === "open" && view.settings.locked ? "locked" : view.state;
  return (
    <div class="console-head">
      <div class="console-code">
        <Title class="console-title">
          <span class="console-unseen">{say("code")} </span>
          {codeOf(facts)}
        </Title>
        <p class="console-state" data-state={state}>
          {say(`state_${state}`)}
        </p>
      </div>
      <dl class="console-people">
        <div>
          <dt>{say("joined")}</dt>
          <dd>
            <Number_ n={view.joined} language={language} />
          </dd>
        </div>
        <div>
          <dt>{say("here")}</dt>
          <dd>
            <Number_ n={view.here} language={language} />
          </dd>
        </div>
      </dl>
      <p class="console-head-link">{facts.short || facts.link}</p>
      {view.state !== "ended" && (
        <div class="console-head-ways">
          <button
            type="button"
            class="console-second"
            aria-expanded={inviting ? "true" : "false"}
            aria-controls={inviting ? id("invite") : undefined}
            onClick={toggleInvite}
          >
            {say("invite")}
          </button>
          {facts.present && (
            <button type="button" class="console-second" onClick={openScreen}>
              {say("screen_open")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** What to paste into the chat, and the QR code. */
export function Invite() {
  const { say, facts, id } = useConsole();
  const [large, setLarge] = useState(false);
  const field = useRef();
  const sentence = say("invite_sentence", { link: facts.link, code: codeOf(facts) });
  const copy = useCopy();
  return (
    <section
      class="console-card console-invite"
      id={id("invite")}
      aria-labelledby={id("invite-title")}
    >
      <h2 id={id("invite-title")}>{say("invite")}</h2>
      <div class="console-invite-body">
        <div class="console-invite-words">
          <p class="console-link">{facts.link}</p>
          {facts.local && <p class="console-stop">{say("local")}</p>}
          <p class="console-note">{say("invite_how")}</p>
          <textarea
            ref={field}
            class="console-sentence"
            readOnly
            rows={4}
            aria-label={say("invite")}
            value={sentence}
            onFocus={({ target }) => target.select()}
          />
          <div class="console-ways">
            <button
              type="button"
              class="console-second"
              onClick={() => copy(sentence, field.current)}
            >
              {say("copy_invite")}
            </button>
            <button
              type="button"
              class="console-second"
              onClick={() => copy(facts.link, field.current)}
            >
              {say("copy_link")}
            </button>
          </div>
        </div>
        {facts.qr && (
          <button type="button" class="console-qr" onClick={() => setLarge(true)}>
            <img src={facts.qr} alt="" width="132" height="132" />
            <span>{say("qr_open")}</span>
          </button>
        )}
      </div>
      {large && (
        <Dialog class="console-qr-large" title={codeOf(facts)} close={() => setLarge(false)}>
          <img src={facts.qr} alt={say("qr_alt", { link: facts.link })} />
          <p class="console-link">{facts.link}</p>
          <p class="console-note">{say("qr_hint", { short: facts.short })}</p>
          <button type="button" class="console-second" onClick={() => setLarge(false)}>
            {say("close")}
          </button>
        </Dialog>
      )}
    </section>
  );
}

/** A code as it is read out, in groups. */
const codeOf = ({ code, room }) => code ?? room;

/** Copy a text, also where the page is on plain http and the browser has only the old way. */
function useCopy() {
  const { tell } = useConsole();
  return async (text, field) => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copiedBy(field, text);
    }
    tell(done ? "copied" : "copy_by_hand", !done);
  };
}

function copiedBy(field, text) {
  const opener = document.activeElement;
  const shown = field.value;
  field.value = text;
  field.select();
  const done = document.execCommand("copy");
  field.value = shown;
  if (done) opener?.focus();
  else field.select();
  return done;
}

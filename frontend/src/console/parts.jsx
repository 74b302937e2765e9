// Small things that the console is drawn with.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useConsole } from "./context.js";

/** HTML that the Markdown reader wrote: it lets no script and no raw HTML through. */
export function Prose({ html, as: Tag = "div", class: className = "" }) {
  const { lesson } = useConsole();
  if (!html) return null;
  return (
    <Tag
      class={`console-prose ${className}`.trim()}
      lang={lesson?.language}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** A button that sends one command, once. `what` names it where it did not arrive. */
export function Act({ command, what, did, facts, look = "plain", after, idle, children, ...rest }) {
  const { send, isSending } = useConsole();
  const busy = idle || isSending(command);
  return (
    <button
      type="button"
      class={`console-${look}`}
      aria-disabled={busy || undefined}
      onClick={async () => {
        if (!busy && (await send(command, { what, did, facts }))) after?.();
      }}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A setting that is on or off: a real checkbox, which shows what the room says, not what was pressed. */
export function Switch({ name, on = true, hint }) {
  const { say, view, send, isSending, id } = useConsole();
  const command = { do: "set", [name]: !view.settings[name] };
  return (
    <div class="console-switch">
      <label>
        <input
          type="checkbox"
          checked={view.settings[name] === on}
          aria-describedby={hint && id(`${name}-hint`)}
          aria-busy={isSending(command) || undefined}
          onClick={(event) => {
            event.preventDefault(); // it turns once the room has
            send(command, { what: say(name), did: "did_set" });
          }}
        />
        <span>{say(name)}</span>
      </label>
      {hint && (
        <p class="console-note" id={id(`${name}-hint`)}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A real dialog; Escape and its button close it, and the focus goes back to what opened it. */
export function Dialog({ title, close, class: className = "", children }) {
  const { id } = useConsole();
  const dialog = useRef();
  const heading = useRef();
  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current.showModal();
    heading.current.focus();
    return () => {
      if (dialog.current?.open) dialog.current.close();
      opener?.focus?.();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`console-dialog ${className}`}
      aria-labelledby={id("dialog-title")}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="console-dialog-inside">
        <h2 ref={heading} id={id("dialog-title")} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

/** A button that opens what belongs below it: `[button, isOpen]`; `key` closes it when it changes. */
export function useDisclosure(key, opened = false) {
  const [at, setAt] = useState(opened ? key : null);
  const open = at !== null && at === key;
  return [open, () => setAt(open ? null : key)];
}

/** A number, as the language writes it. */
export const Number_ = ({ n, language }) => (
  <span class="console-number">{new Intl.NumberFormat(language).format(n ?? 0)}</span>
);

import { useLayoutEffect, useRef } from "preact/hooks";
import { useConsole } from "./context.js";
import { Dialog } from "./parts.jsx";

/** Asked once more: an ended room cannot be opened again. */
export function EndDialog({ close }) {
  const { say, send } = useConsole();
  const end = async () => {
    await send({ do: "end" }, { what: say("end_yes"), did: "did_end" });
    close();
  };
  return (
    <Dialog title={say("end_ask")} close={close}>
      <p>{say("end_lead")}</p>
      <div class="console-ways">
        <button type="button" class="console-strong" onClick={end}>
          {say("end_yes")}
        </button>
        <button type="button" class="console-second" onClick={close}>
          {say("end_no")}
        </button>
      </div>
    </Dialog>
  );
}

/** What is left once a room has ended: its results, and the lesson to practise alone. */
export function Ended() {
  const { say, count, view, facts } = useConsole();
  const heading = useRef();
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (!active || active === document.body) heading.current.focus();
  }, []);
  return (
    <section class="console-card console-ended">
      <h2 ref={heading} tabIndex={-1}>
        {say("ended")}
      </h2>
      <p>{count("ended_lead", view.joined ?? 0)}</p>
      {facts.results && (
        <p>
          <a class="console-second" href={facts.results}>
            {say("ended_results")}
          </a>
          <span class="console-note">{say("ended_results_hint", { code: facts.room })}</span>
        </p>
      )}
      <p>
        <strong>{say("ended_practice")}</strong>
        <a class="console-link" href={facts.practice ?? facts.link}>
          {facts.practice ?? facts.link}
        </a>
        <span class="console-note">{say("ended_practice_hint")}</span>
      </p>
      {facts.rooms && (
        <p>
          <a href={facts.rooms}>{say("ended_rooms")}</a>
        </p>
      )}
    </section>
  );
}

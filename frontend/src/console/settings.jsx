import { useEffect, useState } from "preact/hooks";
import { useConsole } from "./context.js";
import { Switch } from "./parts.jsx";

const LONGEST_DELAY = 60;
const PAUSE = 700; // ms after the last change before it is sent

export function Settings({ askToEnd }) {
  const { say } = useConsole();
  return (
    <>
      <Delay />
      <Switch name="paused" hint={say("paused_hint")} />
      <Switch name="locked" hint={say("locked_hint")} />
      <Switch name="joined_shown" hint={say("joined_shown_hint")} />
      <Switch name="moderate_words" />
      <Switch name="moderate_questions" />
      <div class="console-end">
        <p class="console-note">{say("end_lead")}</p>
        <button type="button" class="console-second" onClick={askToEnd}>
          {say("do_end")}
        </button>
      </div>
    </>
  );
}

/** How much later the phones follow: as many seconds as the stream is late. */
function Delay() {
  const { say, view, send, id } = useConsole();
  const { delay } = view.settings;
  const [chosen, setChosen] = useState(null); // until the room has it
  const shown = chosen ?? Math.round(delay);
  useEffect(() => {
    if (chosen === null) return undefined;
    const timer = setTimeout(async () => {
      if (chosen !== delay) {
        await send({ do: "set", delay: chosen }, { what: say("delay"), did: "did_set" });
      }
      setChosen(null);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [chosen]);
  return (
    <div class="console-field">
      <label for={id("delay")}>{say("delay")}</label>
      <div class="console-delay">
        <input
          type="range"
          id={id("delay")}
          min="0"
          max={LONGEST_DELAY}
          step="1"
          value={shown}
          aria-valuetext={shown ? say("delay_seconds", { n: shown }) : say("delay_none")}
          aria-describedby={id("delay-hint")}
          onInput={({ target }) => setChosen(Number(target.value))}
        />
        <output for={id("delay")}>
          {shown ? say("delay_seconds", { n: shown }) : say("delay_none")}
        </output>
      </div>
      <p class="console-note" id={id("delay-hint")}>
        {say("delay_hint")}
      </p>
    </div>
  );
}

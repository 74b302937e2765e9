import { useEffect, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Sheet } from "./sheet.jsx";

const COUNTDOWN = 30;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll", "touchstart"];

/** On a reading-room computer: ask whether someone is there, then make ready for the next person. */
export function Idle({ minutes, watching, reset }) {
  const [seconds, setSeconds] = useState(null);

  useEffect(() => {
    if (!watching || seconds !== null) return undefined;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSeconds(COUNTDOWN), minutes * 60_000);
    };
    wait();
    const heard = { capture: true, passive: true };
    SIGNS_OF_LIFE.forEach((sign) => document.addEventListener(sign, wait, heard));
    return () => {
      clearTimeout(timer);
      SIGNS_OF_LIFE.forEach((sign) => document.removeEventListener(sign, wait, heard));
    };
  }, [minutes, watching, seconds === null]);

  useEffect(() => {
    if (seconds === null) return undefined;
    if (seconds === 0) {
      setSeconds(null);
      reset();
      return undefined;
    }
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);

  return seconds === null ? null : <Ask seconds={seconds} stay={() => setSeconds(null)} />;
}

function Ask({ seconds, stay }) {
  const { say } = useSetting();
  return (
    <Sheet
      name="idle"
      role="alertdialog"
      title={say("idle_title")}
      closeWord={say("idle_stay")}
      close={stay}
    >
      <p>{say("idle_text")}</p>
      {/* Read out once with the dialog, not every second. */}
      <p class="suluh-countdown" role="timer" aria-live="off">
        {say("idle_seconds", { seconds })}
      </p>
    </Sheet>
  );
}

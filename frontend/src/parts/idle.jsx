import { useEffect, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Sheet } from "./sheet.jsx";

const COUNTDOWN = 30;
const DEEDS = ["pointerdown", "keydown", "touchstart"];
const SIGNS_OF_LIFE = [...DEEDS, "scroll"];
const HEARD = { capture: true, passive: true };

/**
 * On a reading-room computer: ask whether someone is there, then make ready for the next person.
 * `used` says that something is left of someone; before that and the first deed nobody is asked, or
 * an empty room would be asked all night.
 */
export function Idle({ minutes, used, reset }) {
  const [seconds, setSeconds] = useState(null);
  const [touched, setTouched] = useState(false);
  const watching = used || touched;

  useEffect(() => {
    if (watching) return undefined;
    const touch = () => setTouched(true);
    DEEDS.forEach((deed) => document.addEventListener(deed, touch, HEARD));
    return () => DEEDS.forEach((deed) => document.removeEventListener(deed, touch, HEARD));
  }, [watching]);

  useEffect(() => {
    if (!watching || seconds !== null) return undefined;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSeconds(COUNTDOWN), minutes * 60_000);
    };
    wait();
    SIGNS_OF_LIFE.forEach((sign) => document.addEventListener(sign, wait, HEARD));
    return () => {
      clearTimeout(timer);
      SIGNS_OF_LIFE.forEach((sign) => document.removeEventListener(sign, wait, HEARD));
    };
  }, [minutes, watching, seconds === null]);

  useEffect(() => {
    if (seconds === null) return undefined;
    if (seconds === 0) {
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

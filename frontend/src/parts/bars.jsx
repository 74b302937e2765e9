import { useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { MenuIcon } from "./drawings.jsx";
import { FirstAidSheet } from "./doors.jsx";
import { Menu } from "./menu.jsx";

export function TopBar({ screens, at, asking, reader, ...menu }) {
  const { lesson, library, own, item, say } = useSetting();
  const [open, setOpen] = useState("");
  const screen = screens[at];
  return (
    <>
      <div class="suluh-top">
        <div class="suluh-top-row">
          {/* On our own pages a heading before the player says a lesson's title already. */}
          <p class="suluh-name" aria-hidden={own && !item ? "true" : undefined}>
            {item ? library.name : lesson.title}
          </p>
          {reader.reading && (
            <button type="button" class="suluh-quiet suluh-stop-reading" onClick={reader.stop}>
              {say("stop_reading")}
            </button>
          )}
          <button
            type="button"
            class="suluh-quiet suluh-menu-button"
            aria-haspopup="dialog"
            onClick={() => setOpen("menu")}
          >
            <MenuIcon />
            {say("menu")}
          </button>
        </div>
        {!asking && !item && <Progress screens={screens} screen={screen} />}
      </div>
      {open === "menu" && (
        <Menu
          {...menu}
          {...{ screen, reader }}
          close={() => setOpen("")}
          openFirstAid={() => setOpen("first-aid")}
        />
      )}
      {open === "first-aid" && <FirstAidSheet close={() => setOpen("")} />}
    </>
  );
}

/** A thin line: one stretch for each part, as long as it has steps. */
function Progress({ screens, screen }) {
  const { say, lesson } = useSetting();
  const steps = screens[screens.length - 1].number;
  let before = 0;
  const stretches = lesson.parts.map((part) => {
    const done = Math.min(Math.max(screen.number - before, 0), part.steps.length);
    before += part.steps.length;
    return { length: part.steps.length, done };
  });
  return (
    <div
      class="suluh-progress"
      role="progressbar"
      aria-label={lesson.title}
      aria-valuemin="0"
      aria-valuemax={steps}
      aria-valuenow={screen.number}
      aria-valuetext={say("progress", { step: screen.number, steps })}
    >
      {stretches.map(({ length, done }) => (
        <span class="suluh-stretch" style={{ flexGrow: length }}>
          <span style={{ width: `${(100 * done) / length}%` }} />
        </span>
      ))}
    </div>
  );
}

/** Back and the one main action: the words change, the place never does. */
export function BottomBar({ back, mainAction, atEnd, notice, unsent, skip }) {
  const { say, home, item, device } = useSetting();
  return (
    <div class="suluh-bottom">
      <div role="alert" class="suluh-notice">
        {notice && (
          <>
            <span>{notice}</span>
            {skip && (
              <button type="button" class="suluh-quiet suluh-skip" onClick={skip}>
                {say("skip")}
              </button>
            )}
          </>
        )}
      </div>
      <p role="status" class="suluh-note suluh-unsent">
        {unsent && say(`unsent_${unsent}`, { device })}
      </p>
      <div class="suluh-actions">
        {!item && (
          <button type="button" class="suluh-back" hidden={!back} onClick={back}>
            {say("back")}
          </button>
        )}
        {mainAction?.run && (
          <button type="button" class="suluh-main-action" onClick={mainAction.run}>
            {mainAction.word}
          </button>
        )}
        {mainAction?.href && (
          <a class="suluh-main-action" href={mainAction.href}>
            {mainAction.word}
          </a>
        )}
        {atEnd && home && (
          <a class="suluh-home" href={home}>
            {say("all_lessons")}
          </a>
        )}
      </div>
    </div>
  );
}

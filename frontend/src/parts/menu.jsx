import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { APPEARANCES, SIZES } from "../state/settings.js";
import { Choice } from "./choice.jsx";
import { Official } from "./official.jsx";
import { Sheet } from "./sheet.jsx";
import { whatsappLink } from "./send.jsx";

export function Menu({ close, openFirstAid, screen, settings, reader, startOver, ...language }) {
  const { say, lesson, item, home, privacy, firstAid } = useSetting();
  const title = item?.question || screen.title || lesson.title;
  return (
    <Sheet name="menu" title={say("menu")} close={close}>
      {firstAid && (
        <button type="button" class="suluh-second suluh-first-aid" onClick={openFirstAid}>
          {say("first_aid")}
        </button>
      )}
      <Choice
        name="size"
        legend={say("text_size")}
        value={settings.size}
        values={SIZES.map((size) => [size, `${size}%`])}
        choose={(size) => settings.set({ size })}
      />
      <Choice
        name="appearance"
        legend={say("appearance")}
        value={settings.appearance}
        values={APPEARANCES.map((one) => [one, say(`appearance_${one}`)])}
        choose={(appearance) => settings.set({ appearance })}
      />
      <Languages {...language} screen={screen} />
      {reader.available && (
        <button
          type="button"
          class="suluh-second suluh-read-aloud"
          onClick={() => {
            close();
            reader.start();
          }}
        >
          {say("read_aloud")}
        </button>
      )}
      <AskLibrarian step={title} />
      {home && (
        <a class="suluh-second suluh-all-lessons" href={home}>
          {say("all_lessons")}
        </a>
      )}
      {privacy && (
        <a class="suluh-second suluh-privacy" href={privacy} onClick={language.carryOn}>
          {say("privacy")}
        </a>
      )}
      {/* Not among others in a room: it would count them twice. */}
      {startOver && (
        <StartAgain
          startOver={() => {
            close();
            startOver();
          }}
        />
      )}
      <Official />
    </Sheet>
  );
}

/** A link to the same step where the other language has a page; else the kernel is asked for it. */
function Languages({ languages, addresses, switchLanguage, carryOn, screen }) {
  const { say, lesson } = useSetting();
  const others = Object.entries(languages).filter(([code]) => code !== lesson.language);
  if (others.length === 0) return null;
  return (
    <div class="suluh-languages">
      <p class="suluh-label">{say("language")}</p>
      {others.map(([code, name]) =>
        addresses[code] ? (
          <a
            class="suluh-second"
            lang={code}
            hreflang={code}
            href={`${addresses[code]}${location.search}#${encodeURIComponent(screen.id)}`}
            onClick={carryOn}
          >
            {name}
          </a>
        ) : (
          <button
            type="button"
            class="suluh-second"
            lang={code}
            onClick={() => {
              carryOn();
              switchLanguage(code);
            }}
          >
            {name}
          </button>
        ),
      )}
    </div>
  );
}

function AskLibrarian({ step }) {
  const { say, lesson, library } = useSetting();
  const text = say("ask_text", { lesson: lesson.title, step });
  const subject = encodeURIComponent(lesson.title);
  const href = library.whatsapp
    ? whatsappLink(text, library.whatsapp)
    : library.email &&
      `mailto:${library.email}?subject=${subject}&body=${encodeURIComponent(text)}`;
  if (!href) return null;
  return (
    <a class="suluh-second suluh-ask" href={href} target="_blank" rel="noopener noreferrer">
      {say("ask")}
    </a>
  );
}

function StartAgain({ startOver }) {
  const { say, device } = useSetting();
  const [asked, setAsked] = useState(false);
  const cancel = useRef();
  useLayoutEffect(() => cancel.current?.focus(), [asked]);
  if (!asked) {
    return (
      <button type="button" class="suluh-second suluh-restart" onClick={() => setAsked(true)}>
        {say("restart")}
      </button>
    );
  }
  return (
    <div class="suluh-sure" role="group" aria-label={say("restart")}>
      <p role="alert">{say("restart_sure", { device })}</p>
      <button type="button" class="suluh-second suluh-restart-yes" onClick={startOver}>
        {say("restart_yes")}
      </button>
      <button type="button" class="suluh-quiet" ref={cancel} onClick={() => setAsked(false)}>
        {say("cancel")}
      </button>
    </div>
  );
}

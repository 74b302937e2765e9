import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Setting } from "./setting.js";
import { otherLanguage, speaker } from "./words.js";
import { useVisit } from "./state/visit.js";
import { fetchComponents, fetchLaterParts } from "./state/ahead.js";
import { useSettings } from "./state/settings.js";
import { forgetPlace, hashId, screensOf, usePlace } from "./state/place.js";
import { BottomBar, TopBar } from "./parts/bars.jsx";
import { coming } from "./parts/coming.jsx";
import { Idle } from "./parts/idle.jsx";
import { useReader } from "./parts/read-aloud.js";
import { StepScreen } from "./screens/step.jsx";
import { PartEndScreen } from "./screens/part-end.jsx";
import { ResultScreen } from "./screens/result.jsx";
import { ResumeScreen } from "./screens/resume.jsx";

const SCREENS = { step: StepScreen, "part-end": PartEndScreen, result: ResultScreen };

export function App(traits) {
  const { lesson, words, library, own, led, store, records, instance, home, people } = traits;
  const item = traits.item?.lesson ? traits.item : null;
  const addresses = traits.addresses ?? {};
  const addressed = own && Object.keys(addresses).length > 0;

  const say = useMemo(() => speaker(item ? forOneItem(words) : words), [words]);
  const screens = useMemo(() => screensOf(lesson, traits.preview || item), [lesson]);
  const settings = useSettings(store, own);
  const room = led.part === "room" ? led.code : "";
  const visits = useVisit(store, lesson, { item: item && screens[0].id, room }, records);
  const { visit } = visits;

  const [opened] = useState(() =>
    openedAt(screens, visit, addressed && hashId(), traits.preview || item || led.part),
  );
  const [id, go] = usePlace(screens, opened.screen, addressed);
  const [asking, setAsking] = useState(opened.asking);
  const [notice, setNotice] = useState("");
  const [unsent, setUnsent] = useState("");
  const [actionWord, setActionWord] = useState(null);
  // What the part asks for that leads here. Who presents never shows the lesson's own bars, not even first;
  // what a room holds back waits before that is known, too, but not for a part that does not come.
  const unled = { only: led.part === "present" };
  const [lead, setLead] = useState({ ...unled, holding: () => led.part === "room" });
  const Lead = useMemo(() => led.part && coming(led.part), []);
  const press = useRef();
  // Who comes back to a question that they have answered finds the verdict in view.
  const fresh = useRef(Boolean(item && isAnswered(visit)));
  const scratch = useRef(new Map());
  const root = useRef();

  const at = Math.max(
    0,
    screens.findIndex((screen) => screen.id === id),
  );
  const screen = screens[at];
  const shown = asking ? "resume" : screen.id;
  const reader = useReader(screen.step?.language ?? lesson.language, root, shown);
  const [elsewhere] = useState(visits.elsewhere);

  useEffect(() => {
    if (!asking) visits.keepScreen(screen);
    setNotice("");
  }, [screen.id, asking, lead.cover]);
  useArrival(root, lead.only || lead.cover ? "" : shown, {
    own,
    titled: own && !item,
    atOnce: (opened.focus && !fresh.current) || people > 0,
  });

  useEffect(() => records.watch(setUnsent), []);

  useEffect(() => fetchComponents(lesson), [lesson]);

  const answered = isAnswered(visit);
  useEffect(() => {
    if (answered) fetchLaterParts(lesson);
  }, [answered]);

  const startOver = () => {
    visits.startOver();
    visits.keepScreen(screens[0]); // they may be there already
    scratch.current.clear();
    setAsking(false);
    go(screens[0].id, { replace: asking });
  };
  const forward = () => go(screens[Math.min(at + 1, screens.length - 1)].id);

  const wordHere = nextWord(screens, at);
  const mainAction = asking
    ? { word: say("resume"), run: () => setAsking(false) }
    : actionWord
      ? { word: say(actionWord), run: () => press.current() }
      : lead.forward !== undefined
        ? lead.forward
        : item
          ? { word: say("item_open"), href: item.lesson + location.search }
          : wordHere && { word: say(wordHere), run: forward };

  const setting = {
    say,
    lesson,
    library,
    languages: traits.languages ?? {},
    otherLang: otherLanguage(screen.step, lesson),
    home: home ?? "",
    privacy: traits.privacy ?? "",
    catalogue: traits.catalogue ?? {},
    model: traits.model, // the way to a kernel, where there is one
    own,
    item,
    alone: Boolean(traits.preview || item),
    id: (name) => `${instance}-${name}`,
    device: say(matchMedia("(pointer: coarse)").matches ? "this_phone" : "this_device"),
    durable: store.durable,
    link: addressed ? sharedAddress(addresses[lesson.language]) : "",
    holding: (id) => traits.holding || lead.holding?.(id),
    under: lead.under,
    firstAid: traits.first_aid?.doors ? traits.first_aid : null,
    fresh,
    scratch: scratch.current,
    mainAction: {
      press,
      setWord: setActionWord,
      answer: actionWord ? () => press.current() : null,
    },
    notify: setNotice,
    go,
    forward,
  };

  const Screen = asking ? ResumeScreen : SCREENS[screen.kind];
  const steps = screens[screens.length - 1].number;
  return (
    <Setting.Provider value={setting}>
      <div
        ref={root}
        class={own ? "suluh suluh-own-page" : "suluh"}
        lang={lesson.language}
        data-theme={settings.theme}
        data-size={settings.size}
        data-unsent={unsent || undefined}
        data-look={lead.look}
        style={accentOf(library, settings.theme)}
        onFocusInCapture={suppressShortcuts}
        {...(own ? {} : { role: "region", "aria-label": lesson.title })}
      >
        {!lead.only && (
          <TopBar
            {...{ screens, at, asking, settings, reader }}
            startOver={lead.live ? null : startOver}
            languages={traits.languages ?? {}}
            addresses={addressed ? addresses : {}}
            switchLanguage={traits.switchLanguage}
            carryOn={() => visits.carryOn(screen.id)}
          />
        )}
        {Lead && (
          <Lead
            {...{ screens, at, screen, visits, go, forward, lesson, store, records, library }}
            {...{ code: led.code, rooms: led.rooms, lead: setLead }}
            missed={() => setLead(unled)}
          />
        )}
        {!lead.only && !lead.cover && (
          <Screen
            key={shown}
            {...{ screen, steps, visits, startOver, setNotice }}
            place={opened.known?.title}
          />
        )}
        {!lead.only && (
          <BottomBar
            back={!asking && at > 0 && lead.back !== false ? () => go(screens[at - 1].id) : null}
            mainAction={mainAction}
            atEnd={!asking && screen.kind === "result"}
            {...{ notice, unsent }}
            skip={item || Lead ? null : forward}
          />
        )}
        {isShared(library) && !Lead && (
          <Idle
            minutes={library.idle_minutes}
            used={asking || at > 0 || settings.changed || elsewhere || answered}
            reset={() => {
              if (addressed) forgetPlace();
              traits.nextPerson();
            }}
          />
        )}
      </div>
    </Setting.Provider>
  );
}

/** One question has nothing behind it to skip to. */
const forOneItem = (words) => ({ ...words, nothing_chosen: words.item_nothing_chosen });

const isAnswered = (visit) => Object.keys(visit.answers).length > 0;

/** A phone has one person's own place in the lesson; a computer with a mouse may be anybody's. */
const isShared = ({ idle_minutes: minutes }) =>
  minutes > 0 && matchMedia("(any-pointer: fine)").matches;

/** Where the lesson opens: asked first who is there, if someone was well under way in a whole one. */
function openedAt(screens, visit, hash, alone) {
  const known = screens.find((screen) => screen.id === visit.screen);
  const wanted = screens.find((screen) => screen.id === hash);
  const underWay = known && (known !== screens[0] || isAnswered(visit));
  const open = wanted ?? known ?? screens[0];
  // A link to a screen that only makes sense after others opens the lesson, not that screen.
  const screen = underWay || open.kind === "step" ? open : screens[0];
  const asking = Boolean(underWay) && !visit.continues && !alone;
  return { screen: screen.id, asking, known: screen, focus: visit.continues };
}

/** The address to pass on; none where the page lies on a disk and others cannot open it. */
function sharedAddress(address) {
  const { protocol, href } = new URL(address, location.href.split("#")[0]);
  return protocol.startsWith("http") ? href : "";
}

function nextWord(screens, at) {
  const [here, next] = [screens[at], screens[at + 1]];
  if (!next) return null;
  if (next.kind === "result") return "see_result";
  return here.kind === "part-end" ? "next_part" : "next";
}

function accentOf(library, theme) {
  const { accent } = library;
  if (!accent) return undefined;
  return {
    "--suluh-accent": accent[theme],
    "--suluh-on-accent": accent[`on_${theme}`],
  };
}

/** Also what lessons bring along, such as links, must keep its keys in JupyterLab. */
function suppressShortcuts(event) {
  event.target.dataset.lmSuppressShortcuts = "true";
}

/** A new screen begins at its top, with the focus on its heading. The first one takes nothing. */
function useArrival(root, id, { own, titled, atOnce }) {
  const opening = useRef(true);
  useLayoutEffect(() => {
    const heading = root.current.querySelector(".suluh-screen h2");
    if (!heading) return; // something else leads, and stands in its place
    if (titled) document.title = titleOf(heading.textContent);
    const stays = opening.current;
    opening.current = false;
    if (!stays)
      root.current.dataset.moved = ""; // from now on screens have an entrance
    else if (!atOnce) return;
    if (own) window.scrollTo(0, 0);
    else if (root.current.getBoundingClientRect().top < 0) root.current.scrollIntoView();
    heading.focus({ preventScroll: true });
  }, [id]);
}

let pageTitle;
function titleOf(heading) {
  pageTitle ??= document.title;
  return `${heading} · ${pageTitle}`;
}

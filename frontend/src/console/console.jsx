// The trainer's console: a live room led from one window, which may stand beside a video call.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { randomId } from "../state/random.js";
import { speaker } from "../words.js";
import { Bar, useSteering } from "./bar.jsx";
import { Console as Context } from "./context.js";
import { EndDialog, Ended } from "./ended.jsx";
import { Head, Invite } from "./head.jsx";
import { Now } from "./now.jsx";
import { Polls } from "./polls-tab.jsx";
import { pollOnScreens } from "./polls.js";
import { Questions } from "./questions.jsx";
import { useLesson, useRoom } from "./room.js";
import { Settings } from "./settings.jsx";
import { useSharedScreen } from "./shared-screen.js";
import { useKeptFocus } from "./steady.js";
import { Steps } from "./steps.jsx";
import { Tabs } from "./tabs.jsx";

const SIDE = { steps: Steps, polls: Polls, questions: Questions, settings: Settings };
const NARROW = 860; // px in which the step and what is beside it do not stand side by side

/**
 * `way` is `{ follow(onView, onTrouble) -> stop, send(command), lesson(language), words, facts }`
 * (see ways/); `language` is the console's own, `title` the element that its heading is.
 */
export function Console({ way, language, title = "h2", theme, own }) {
  const { words, facts } = way;
  const say = useMemo(() => speaker(words), [words]);
  const count = useCallback(
    (key, n, more) => say(n === 1 && words[`${key}_one`] ? `${key}_one` : key, { n, ...more }),
    [say],
  );
  const instance = useMemo(randomId, []);
  const id = (name) => `console-${instance}-${name}`;
  const room = useRoom(way, say);
  const { view, number, send } = room;
  const { lesson, failed } = useLesson(way, view?.language);
  const root = useRef();
  const narrow = useNarrow(root);
  const keepFocus = useKeptFocus();
  const [tab, setTab] = useState("steps");
  const [onNow, setOnNow] = useState(true); // where only one of them is seen
  const [inviting, setInviting] = useState(null);
  const [ending, setEnding] = useState(false);
  const askToEnd = () => setEnding(true);

  const steering = useSteering({ view, lesson, number, send, say, askToEnd });
  const nowPane = useFromTheTop(`${view?.step} ${view && pollOnScreens(view)?.run}`);
  const openWindow = useSharedScreen(facts, (key) => {
    if (key === "back") steering.goBack();
    else if (key === "next" && !steering.thing?.ends) steering.run();
    else if (key === "reveal" && steering.thing?.opens) steering.run();
  });
  const openScreen = () => room.tell(...(openWindow() ? ["screen_how"] : ["screen_blocked", true]));

  const shared = { say, count, view, lesson, facts, language, id };
  const able = { send, isSending: room.isSending, tell: room.tell };
  const accent = facts.accent && {
    "--suluh-accent": facts.accent[theme],
    "--suluh-on-accent": facts.accent[`on_${theme}`],
  };
  const frame = {
    ref: root,
    onFocusIn: keepFocus,
    class: `suluh suluh-console${own ? " suluh-own-page" : ""}`,
    "data-theme": theme,
    "data-narrow": narrow ? "" : undefined,
    lang: language,
    style: accent,
    ...(own ? {} : { role: "region", "aria-label": say("room", { room: facts.room }) }),
  };
  if (!view) {
    return (
      <div {...frame}>
        <Still {...{ room, facts, say }} />
      </div>
    );
  }
  const invitesNow = inviting ?? isBeginning(view, lesson);
  const invitesHere = invitesNow && (!narrow || onNow);
  const Side = SIDE[tab];
  const tabs = [
    ...(narrow ? [{ name: "now" }] : []),
    { name: "steps" },
    { name: "polls", badge: wordsWaiting(view) },
    { name: "questions", badge: view.questions?.filter(isWaiting).length },
    { name: "settings" },
  ];
  const at = narrow && onNow ? "now" : tab;
  const panel = { role: "tabpanel", id: id("panel"), "aria-labelledby": id(`tab-${at}`) };
  const over = view.state === "ended";
  const now = (
    <>
      {invitesNow && !over && <Invite />}
      {over ? <Ended /> : <Now />}
    </>
  );
  const tablist = (
    <Tabs
      {...{ tabs, at, narrow }}
      go={(name) => {
        setOnNow(name === "now");
        if (name !== "now") setTab(name);
      }}
    />
  );
  const side = !over && (!narrow || !onNow) && (
    <div class="console-side">
      {!narrow && tablist}
      <div class="console-panel" {...panel}>
        <h2 class="console-unseen">{say(`tab_${tab}`)}</h2>
        <Side askToEnd={askToEnd} />
      </div>
    </div>
  );
  return (
    <Context.Provider value={{ ...shared, ...able }}>
      <div {...frame}>
        {!over && (
          <a
            class="console-skip"
            href={`#${id("main")}`}
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(id("main")).focus();
            }}
          >
            {say("skip_to_action")}
          </a>
        )}
        <Head
          {...{ title, openScreen }}
          inviting={invitesHere}
          toggleInvite={() => {
            setInviting(!invitesHere);
            setOnNow(true);
          }}
        />
        {narrow && !over && tablist}
        {(!narrow || onNow || over) && (
          <div ref={nowPane} class="console-now" {...(narrow && !over ? panel : {})}>
            {now}
          </div>
        )}
        {narrow && side}
        {!over && (
          <Bar
            {...{ steering }}
            trouble={room.trouble}
            said={room.said}
            lessonMissing={failed && !lesson}
          />
        )}
        {!narrow && side}
        {ending && !over && <EndDialog close={() => setEnding(false)} />}
      </div>
    </Context.Provider>
  );
}

/** What is new begins at its top. */
function useFromTheTop(what) {
  const pane = useRef();
  const before = useRef(what);
  useEffect(() => {
    if (before.current !== what && pane.current) {
      pane.current.scrollTop = 0;
      // On a phone the page scrolls, under tabs that stay.
      if (pane.current.getBoundingClientRect().top < 0) pane.current.scrollIntoView();
    }
    before.current = what;
  }, [what]);
  return pane;
}

const isWaiting = ({ state }) => state === "waiting";
const wordsWaiting = (view) => pollOnScreens(view)?.words?.filter(isWaiting).length;

/** Nobody has come yet, or only few, and the lesson stands at its beginning. */
const isBeginning = (view, lesson) =>
  view.state === "open" && (!view.step || view.step === lesson?.steps[0].id);

/** Before the first view: one sentence. */
function Still({ room, facts, say }) {
  const { trouble } = room;
  return (
    <div class="console-still" role="status">
      <p>{trouble ? (SPOKEN.has(trouble) ? say(trouble) : trouble) : say("waiting_view")}</p>
      {trouble === "signed_out" && facts.sign_in && (
        <a href={facts.sign_in} target="_blank">
          {say("sign_in")}
        </a>
      )}
    </div>
  );
}

const SPOKEN = new Set(["lost", "signed_out"]);

/** Whether there is too little room for two columns; a notebook's output is narrower than its window. */
function useNarrow(root) {
  const [narrow, setNarrow] = useState(() => innerWidth < NARROW);
  useEffect(() => {
    const observer = new ResizeObserver(() => setNarrow(root.current.clientWidth < NARROW));
    observer.observe(root.current);
    return () => observer.disconnect();
  }, []);
  return narrow;
}

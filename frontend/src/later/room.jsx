// A patron in a live room: the lesson goes where the trainer goes, answers wait until they are opened,
// polls stand in the place of a step. Without the room, or after it, the page is just the lesson.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import words from "virtual:words/room";
import { useSetting } from "../setting.js";
import { speaker } from "../words.js";
import { coming as comingPart } from "../parts/coming.jsx";
import { drawnSplit, pathOf } from "../room/following.js";
import { useOwn } from "../room/own.js";
import { Cover, Poll } from "../room/poll.jsx";
import { Split } from "../room/split.jsx";
import { openStream } from "../room/stream.js";
import { shared } from "../room/tabs.js";

const Asking = comingPart("asking");

/** What is said to who has not answered, by the state of the step. */
const unanswered = { asking: "", revealed: "opened" };

export default function Room(props) {
  const { code, rooms, lesson, screens, at, screen, visits, go, store, records, lead } = props;
  const { say: spoken, fresh } = useSetting();
  const say = speaker(words[lesson.language] ?? words.id);
  const watching = !records.isOpen();
  const room = rooms + encodeURIComponent(code);
  const { view, trouble } = useRoom(room, watching ? "" : visits.visit.about.id, lesson.name);
  const { own, vote, ask, second } = useOwn(store, code, visits);
  const [asking, setAsking] = useState(false);

  const path = pathOf(trouble ? null : view, screens);
  const { live, covered, together, trainer, limit } = path;
  useFollowing(path, view, props);

  const { activity } = screen.step ?? {};
  const { last, draft } = visits.visit.answers[activity?.id] ?? {};
  const answered = last && !draft;
  const coming = !view && !trouble;
  const isOpen = (id) => !coming && (!together || view.revealed.includes(id));
  const holding = answered && !isOpen(screen.id);
  const split = useSplits(view)[screen.id];
  const without = useRef(); // the screen that had no split yet, when it was drawn last
  const isNews = without.current === screen.id;
  useEffect(() => {
    without.current = !split && screen.id;
  });

  const isBack = together && at < trainer;
  const toTrainer = { word: say("to_trainer"), run: () => go(screens[trainer].id) };
  const next = {
    live,
    cover: covered,
    back: !covered,
    forward: isBack && !covered ? toTrainer : coming || (live && at >= limit) ? null : undefined,
    holding: (id) => !isOpen(id),
    under: () =>
      split &&
      (live || answered) && (
        <section class="suluh-room-split">
          <Title words={say("split")} {...{ isNews }} />
          <Split
            {...drawnSplit(activity, split, last, spoken, say("yours"))}
            revealed={!live || view.revealed.includes(screen.id)}
            rightWord={spoken("right")}
          />
        </section>
      ),
  };
  const waited = useRef(false);
  // What covers the step is drawn when that is gone: both have words for the main action.
  const [cover, setCover] = useState();
  useLayoutEffect(() => {
    setCover(covered);
    if (waited.current && answered) fresh.current = !holding; // the verdict is news
    waited.current = holding;
    lead(next);
  }, [JSON.stringify([next, at, trainer, view, trouble, answered])]);

  /** The key of the one sentence that this moment needs, "" where none does. */
  const told = () => {
    if (trouble || !view) return trouble;
    if (!live) return "ended";
    if (watching) return "watching";
    if (covered) return "";
    if (isBack) return "looking_back";
    if (together && activity && !answered) return unanswered[view.item?.state] ?? "closed";
    return at < limit ? "" : "led";
  };
  const sentence = told();
  const { questions, joined, poll } = view ?? {};
  return (
    <>
      <div class="suluh-room">
        <div class="suluh-room-row">
          <p>
            <strong>{say("room", { code })}</strong>
            {live && joined > 0 && ` · ${say("joined", { n: joined })}`}
          </p>
          {live && questions.open && !watching && (
            <button class="suluh-quiet" onClick={() => setAsking(true)}>
              {say("ask")}
            </button>
          )}
        </div>
        <p role="status" class="suluh-note suluh-status">
          {sentence && say(sentence, { step: screens[trainer]?.number })}
        </p>
        {isBack && activity && !answered && !covered && (
          <button class="suluh-quiet" onClick={toTrainer.run}>
            {toTrainer.word}
          </button>
        )}
        {live && questions.picked && (
          <p class="suluh-room-split">
            <span class="suluh-label">{say("picked")}</span>
            {questions.picked.text}
          </p>
        )}
      </div>
      {cover === "paused" && covered && (
        <Cover name="paused" title={say("paused")}>
          <p>{say("paused_text")}</p>
        </Cover>
      )}
      {poll && cover === "poll" && (
        <Poll
          key={poll.run}
          {...{ poll, watching, say }}
          vote={own.votes[poll.run]}
          give={(given) => vote(poll.run, given)}
        />
      )}
      {asking && (
        <Asking {...{ room, own, ask, second }} title={say("ask")} close={() => setAsking(false)} />
      )}
    </>
  );
}

/** The title of what has just come, which comes into view: it stands below what one looks at. */
function Title({ words, isNews }) {
  const title = useRef();
  useEffect(() => {
    if (isNews) title.current.scrollIntoView({ block: "center" });
  }, []);
  return <h3 ref={title}>{words}</h3>;
}

/**
 * Return `{ view, trouble }`: the last view there was, and why it does not hold ("lost", "unknown",
 * "locked"), "" where it does.
 */
function useRoom(room, visit, lesson) {
  const [news, setNews] = useState({ trouble: "" });
  useEffect(
    () =>
      shared(
        `${room} ${visit}`,
        (tell) => openStream(room, visit, tell),
        (told) => setNews((old) => ({ ...old, ...told })),
      ),
    [visit],
  );
  const { view } = news;
  return view && view.lesson !== lesson ? { trouble: "unknown" } : news;
}

/** Go to the trainer's step when the trainer moves, and never further than the room is. */
function useFollowing({ live, together, trainer, limit }, view, { screens, at, go, visits }) {
  const followed = useRef();
  const isHere = useRef(at > 0 || Object.keys(visits.visit.answers).length > 0);
  useLayoutEffect(() => {
    const isNews = together ? followed.current !== view.step : live && !isHere.current;
    followed.current = together && view.step;
    isHere.current ||= live;
    const wanted = isNews && trainer >= 0 ? trainer : Math.min(at, limit);
    if (wanted !== at) go(screens[wanted].id, { replace: true });
  }, [live, together, view?.step, limit, at]);
}

/** How the room answered, by step: what was shown is still there when somebody looks back. */
function useSplits(view) {
  const seen = useRef({}).current;
  if (view?.item) seen[view.step] = view.item.split && view.item;
  return { ...seen, ...view?.splits };
}

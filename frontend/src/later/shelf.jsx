// A shelf of books, seen from the front: each spine has its label, and between any two is a gap.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

export default function Shelf({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say } = useSetting();
  const { books, question } = activity;
  const answering = phase === "answering";
  const places = (answering ? draft.places : response.places) ?? books.map(() => null);
  const good = books.filter(({ place }, at) => place === places[at]).length;
  const right = good === books.length;
  return (
    <>
      <Html html={question} class="suluh-question" />
      {phase === "waiting" && <Waiting />}
      {phase === "revealed" && (
        <Verdict {...{ right, retry }}>
          {!right && <p>{say("shelf.count_right", { right: good, count: books.length })}</p>}
        </Verdict>
      )}
      {answering ? (
        <Placing {...{ activity, places, commit }} put={(next) => setDraft({ places: next })} />
      ) : (
        <Told {...{ activity, places }} revealed={phase === "revealed"} />
      )}
    </>
  );
}

/**
 * One book at a time is in the hand; a gap takes it, and a book that was put there can be taken again.
 * The focus stays where the hand is.
 */
function Placing({ activity, places, put, commit }) {
  const { say, notify } = useSetting();
  const { books } = activity;
  const [taken, setTaken] = useState(null);
  const root = useRef();
  const follow = useRef(null);
  const now = places[taken] === null ? taken : places.indexOf(null);
  const held = books[now];
  const said = useSaid(places);

  useLayoutEffect(() => {
    if (follow.current) root.current.querySelector(follow.current)?.focus();
    follow.current = null;
  });
  // A book that found its place on a lower board is looked at once.
  useLayoutEffect(() => {
    const placed = root.current.querySelector(`[data-book="${said}"]`);
    if (placed && held) placed.scrollIntoView({ block: "nearest" });
  }, [said]);
  useMainAction("answer", () => {
    if (held) notify(say("shelf.missing"));
    else commit({ places });
  });

  const move = (book, place) => put(places.map((old, at) => (at === book ? place : old)));
  return (
    <div ref={root} class="suluh-placing">
      <div class="suluh-in-hand">
        {held ? (
          <>
            <p>
              <span class="suluh-note">
                {say("shelf.now", { place: now + 1, count: books.length })}
              </span>
              <strong>{say("shelf.how")}</strong>
            </p>
            <Spine words={held.call_number} own />
          </>
        ) : (
          <p>{say("shelf.all_placed")}</p>
        )}
      </div>
      <p class="suluh-status suluh-unseen" role="status">
        {said !== null && say("shelf.placed", { book: books[said].call_number })}
      </p>
      <Row
        {...{ activity, places }}
        gap={(place) =>
          held && (
            <button
              type="button"
              class="suluh-gap"
              data-gap={place}
              aria-label={whereOf(say, activity, place)}
              onClick={() => {
                if (places.filter((each) => each === null).length === 1)
                  follow.current = `[data-book="${now}"]`;
                setTaken(null);
                move(now, place);
              }}
            />
          )
        }
        book={(at) => (
          <button
            type="button"
            class="suluh-taking"
            data-book={at}
            aria-label={say("shelf.take", { book: books[at].call_number })}
            onClick={() => {
              follow.current = `[data-gap="${places[at]}"]`;
              setTaken(at);
              move(at, null);
            }}
          >
            <Spine words={books[at].call_number} own />
          </button>
        )}
      />
    </div>
  );
}

/** Return which book was the last to find a place, null before any did. */
function useSaid(places) {
  const before = useRef(places);
  const said = useRef(null);
  const at = places.findIndex((place, each) => place !== null && place !== before.current[each]);
  if (at >= 0) said.current = at;
  before.current = places;
  return places[said.current] === null ? null : said.current;
}

function Told({ activity, places, revealed }) {
  const { say } = useSetting();
  const { books } = activity;
  const right = books.map(({ place }) => place);
  return (
    <>
      <Row
        activity={activity}
        places={revealed ? right : places}
        book={(at) => <Spine words={books[at].call_number} own />}
      />
      <ol class="suluh-told">
        {books.map(({ call_number, place, feedback }, at) => (
          <li class="suluh-placed">
            <p class="suluh-strong">{call_number}</p>
            <p>
              {say("shelf.yours")}: <strong>{whereOf(say, activity, places[at])}</strong>
            </p>
            {revealed && (
              <>
                <Mark
                  right={place === places[at]}
                  words={say(place === places[at] ? "shelf.in_place" : "not_yet")}
                />
                {place !== places[at] && (
                  <p>
                    {say("shelf.right_place")}: <strong>{whereOf(say, activity, place)}</strong>
                  </p>
                )}
                <Html html={feedback} />
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The shelf: before each of its books a gap and what was put there, the same again at its end. */
function Row({ activity: { spines, books }, places, gap, book }) {
  const { say } = useSetting();
  const put = (place) => books.map((_, at) => at).filter((at) => places[at] === place);
  const standing = [...spines, null].flatMap((words, place) => [
    gap?.(place),
    ...put(place).map(book),
    words && <Spine words={words} />,
  ]);
  return (
    <div class="suluh-board" role="group" aria-label={say("shelf.shelf")}>
      {standing.filter(Boolean).map((each) => (
        <div class="suluh-bay">{each}</div>
      ))}
    </div>
  );
}

/** The back of a book with its label: number, author and title, a line each. */
function Spine({ words, own }) {
  const [, number, author, rest] = words.match(/^((?:\D+ )?\d\S*(?: \d+)*) (\S+) ?(.*)$/);
  return (
    <span class={own ? "suluh-spine suluh-own" : "suluh-spine"}>
      <span class="suluh-label-of-book">
        <span>{number}</span> <span>{author}</span> <span>{rest}</span>
      </span>
    </span>
  );
}

function whereOf(say, { spines }, place) {
  const [left, right] = [spines[place - 1], spines[place]];
  if (!left) return say("shelf.first", { right });
  return right ? say("shelf.between", { left, right }) : say("shelf.last", { left });
}

// The practice catalogue, and the library's own after the answer: see activities/search.jsx.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { useLater } from "../state/later.js";
import { Hints } from "../parts/hints.jsx";
import { Html } from "../parts/html.jsx";
import { Missing } from "../parts/missing.jsx";
import { Verdict, Waiting } from "../parts/verdict.jsx";
import { SearchBox } from "../catalogue/box.jsx";
import { Live } from "../catalogue/live.jsx";
import { facetsOf, found, missed, narrow, shelved } from "../catalogue/practice.js";
import { Copies, Facts, wholeTitle } from "../catalogue/record.jsx";
import { Facets, Titles } from "../catalogue/results.jsx";
import { Slips } from "../catalogue/slip.jsx";
import { slipsOf } from "../catalogue/slips.js";
import { dayIn, useLabels } from "../catalogue/told.js";

/** What stands in the box of the library's catalogue at first: the last words, but no narrow field. */
const NOTHING = { words: "", field: "text" };
/** So many titles are shown at a time. */
const PAGE = 10;

export default function Search({ activity, phase, response, commit, retry }) {
  const { say, notify, scratch } = useSetting();
  const { part, missing, retry: fetchAgain } = useLater("books", true);
  const shelf = useMemo(() => part && shelved(part.books), [part]);
  // What is typed stays in this page's memory: never stored, never sent.
  const [state, setState] = useState(
    scratch.get(activity.id) ?? { query: activity.start, asked: null, narrowed: [], open: 0 },
  );
  const change = (next) => {
    scratch.set(activity.id, { ...state, ...next });
    setState({ ...state, ...next });
  };
  const answering = phase === "answering";

  useMainAction(answering ? (state.open ? "search.this_one" : "answer") : null, () => {
    if (!state.open) return notify(say("search.open_first"));
    change({ open: 0 });
    return commit({ record: state.open });
  });

  return (
    <>
      <Html html={activity.question} class="suluh-question" />
      {missing && <Missing words={say("part_missing")} retry={fetchAgain} />}
      {phase === "waiting" && <Waiting />}
      {phase === "revealed" && (
        <Found
          {...{ activity, retry }}
          book={bookOf(shelf, response.record)}
          right={activity.right.includes(response.record)}
        />
      )}
      {answering && shelf && <Catalogue {...{ shelf, state, change }} />}
      {answering && activity.hints.length > 0 && <Hints kind="search" hints={activity.hints} />}
      {phase === "revealed" && activity.live && (
        <Live start={{ ...NOTHING, words: state.asked?.words ?? "" }} />
      )}
    </>
  );
}

const bookOf = (shelf, number) => shelf?.find((book) => book.number === number);

/** Box, results, and one title in their place when it is opened. */
function Catalogue({ shelf, state, change }) {
  const { say, id } = useSetting();
  const { query, asked, narrowed, open } = state;
  const place = useRef();
  const move = useRef(null);

  // What was pressed is gone: the focus goes to what came in its place, and back again.
  useLayoutEffect(() => {
    const target = move.current && place.current.querySelector(move.current);
    move.current = null;
    if (!target) return;
    target.focus();
    const slips = place.current.querySelector(".suluh-slips"); // beside the box, to be put right there
    if (slips) slips.scrollIntoView({ block: "nearest" });
    else if (target.tabIndex < 0) target.closest("section").scrollIntoView({ block: "start" });
  });
  const to = (selector, next) => {
    move.current = selector;
    change(next);
  };
  const search = (next) =>
    to(".suluh-hits-title", { query: next, asked: next, narrowed: [], open: 0, shown: PAGE });
  const book = open && bookOf(shelf, open);
  return (
    <div ref={place} class="suluh-catalogue">
      <p class="suluh-note">{say("search.practice")}</p>
      <SearchBox
        name="practice"
        label={say("search.practice_box")}
        query={query}
        change={(next) => change({ query: next })}
        search={search}
      />
      {book ? (
        <Title book={book} back={() => to(`[data-record="${open}"] button`, { open: 0 })} />
      ) : (
        asked && (
          <section class="suluh-hits" aria-labelledby={id("results")}>
            <Results
              {...{ shelf, asked, narrowed }}
              shown={state.shown ?? PAGE}
              narrowTo={(next) => change({ narrowed: next, shown: PAGE })}
              more={(first) =>
                to(`[data-record="${first}"] button`, { shown: (state.shown ?? PAGE) + PAGE })
              }
              open={(number) => to(".suluh-book-title", { open: number })}
              again={(words) => search({ ...asked, words })}
            />
          </section>
        )
      )}
    </div>
  );
}

function Results({ shelf, asked, narrowed, shown, narrowTo, more, open, again }) {
  const { say, id } = useSetting();
  const label = useLabels();
  const all = useMemo(() => found(shelf, asked.words, asked.field), [shelf, asked]);
  const slips = useMemo(
    () => (all.length > 0 ? [] : slipsOf(shelf, asked.words, asked.field)),
    [shelf, asked],
  );
  const books = narrow(all, narrowed);
  const count = books.length;
  const [news, setNews] = useState("");
  const told = say(count === 1 ? "search.found_one" : "search.found", {
    count,
    words: asked.words,
  });
  useEffect(() => setNews(narrowed.length > 0 ? told : ""), [narrowed]);
  return (
    <>
      <h3 class="suluh-hits-title" tabIndex={-1} id={id("results")}>
        {all.length > 0 ? told : label("nothing")}
      </h3>
      {all.length === 0 && <Slips {...{ slips, again }} />}
      <p role="status" class="suluh-unseen">
        {news}
      </p>
      <div class="suluh-narrowing">
        <Facets facets={facetsOf(all, narrowed)} narrowed={narrowed} change={narrowTo} />
        <div>
          <Titles books={books.slice(0, shown)} open={open} />
          {count > shown && (
            <button
              type="button"
              class="suluh-second suluh-more"
              onClick={() => more(books[shown].number)}
            >
              {say("search.more", { count: Math.min(PAGE, count - shown) })}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

/** One title, as a catalogue shows it. */
function Title({ book, back }) {
  const { say, id } = useSetting();
  const label = useLabels();
  return (
    <section class="suluh-book" aria-labelledby={id("record")}>
      <button type="button" class="suluh-quiet suluh-to-results" onClick={back}>
        {say("search.back")}
      </button>
      <h3 class="suluh-book-title" tabIndex={-1} id={id("record")}>
        {wholeTitle(book)}
      </h3>
      <Facts book={book} />
      <h4>{label("availability")}</h4>
      <Copies copies={book.copies.map(withDay)} />
    </section>
  );
}

/** Here nothing is lent for ever: a day is always as far off as it was. */
const withDay = (copy) => ({ ...copy, due: copy.days > 0 ? dayIn(copy.days) : null });

/** What the answer was, and which book. */
function Found({ activity, book, right, retry }) {
  const { say } = useSetting();
  return (
    <>
      <Verdict {...{ right, retry }} html={right ? activity.feedback : ""}>
        {!right && book && (
          <ul class="suluh-why-not">
            {missed(book, activity.goal).map((key) => (
              <li data-missed={key}>{say(...whyNot(key, book, activity.goal))}</li>
            ))}
          </ul>
        )}
      </Verdict>
      {book && (
        <section class="suluh-book">
          <h3>{wholeTitle(book)}</h3>
          <Facts book={book} />
          <Copies copies={book.copies.map(withDay)} />
        </section>
      )}
    </>
  );
}

function whyNot(key, book, goal) {
  const lent = book.copies.some(({ status }) => status === "on-loan");
  if (key === "available") return [lent ? "search.why_on_loan" : "search.why_not_for_loan"];
  const theirs = {
    title: wholeTitle(book),
    author: book.authors.join("; "),
    subject: book.subjects.join("; "),
  };
  // The sentence brings a full stop of its own: "Rowling, J. K."
  return [`search.why_${key}`, { wanted: goal[key], found: theirs[key].replace(/\.$/, "") }];
}

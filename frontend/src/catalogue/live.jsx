import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";
import { SearchBox } from "./box.jsx";
import { FIELDS } from "./practice.js";
import { Copies, wholeTitle } from "./record.jsx";
import { Facets } from "./results.jsx";
import { dateWords, useLabels } from "./told.js";
import { deepLink, linkedFields, openWay } from "./way.js";

/** So many milliseconds nothing is said: most answers are here by then. */
const QUIET = 400;

/** The library's own catalogue, to try what was just learnt; the practice query stands in its box. */
export function Live({ start }) {
  const { say, id, catalogue, model } = useSetting();
  const way = useMemo(() => openWay(catalogue, model), []);
  useEffect(() => way?.close, []);
  const [query, setQuery] = useState(start);
  const shared = { name: "live", label: say("search.live_box"), query, change: setQuery };
  return (
    <section class="suluh-try suluh-live" aria-labelledby={id("live")}>
      <h3 id={id("live")}>{say("search.live")}</h3>
      {way && <Asked {...{ way, shared, query }} />}
      {!way && catalogue.configured && <Linked {...{ shared, query }} />}
      {!way && !catalogue.configured && <p>{say("search.live_none")}</p>}
    </section>
  );
}

/** A page that cannot ask the catalogue fills in its own search page. */
function Linked({ shared, query }) {
  const { say, catalogue } = useSetting();
  const link = useRef();
  const fields = linkedFields(catalogue);
  const open = say("search.live_open");
  if (fields.length === 0)
    return (
      <>
        <p>{say("search.live_by_hand")}</p>
        <Elsewhere address={catalogue.url} words={open} />
      </>
    );
  const shown = fields.includes(query.field) ? query : { ...query, field: fields[0] };
  return (
    <>
      <p class="suluh-note">{say("search.live_linked")}</p>
      <SearchBox
        {...shared}
        fields={fields}
        query={shown}
        search={() => link.current?.click()}
        go={<Elsewhere address={deepLink(catalogue, shown)} place={link} words={open} />}
      />
    </>
  );
}

/** A link out of the lesson that looks like a button; nothing where it leads to no site. */
function Elsewhere({ address, words, place }) {
  if (!isWeb(address)) return null;
  return (
    <Out address={address} place={place} class="suluh-second suluh-elsewhere">
      {words}
    </Out>
  );
}

/** A link beside the lesson: who comes back from it finds the lesson as it was. */
function Out({ address, place, children, ...rest }) {
  return (
    <a ref={place} href={address} rel="noopener" target="_blank" {...rest}>
      {children}
    </a>
  );
}

/** What catalogues say is their own affair; a link leads to a site, or it is none. */
const isWeb = (address) => /^https?:\/\//i.test(address ?? "");

/** Asked from here: never longer than eight seconds, and never in the way of typing. */
function Asked({ way, shared, query }) {
  const { say, notify, lesson, catalogue } = useSetting();
  const [asking, setAsking] = useState(0);
  const [told, setTold] = useState(null);
  const place = useRef();
  const latest = useRef(0);
  const news = useRef("");
  const typed = useRef(false);

  useEffect(() => () => (latest.current = -1), []);

  useLayoutEffect(() => {
    // Who types the next search already is not called away from it.
    if (news.current && !typed.current) place.current.querySelector(news.current)?.focus();
    news.current = "";
  }, [told]);

  const search = async (asked, before) => {
    notify(asked.words.trim() ? "" : say("search.slip_empty"));
    if (!asked.words.trim()) return;
    latest.current += 1;
    const mine = latest.current;
    typed.current = false;
    setAsking(mine);
    // What was found before is no answer to other words.
    const same = ({ words, field }) => words === asked.words && field === asked.field;
    if (told && !same(told.asked)) setTold(null);
    const cursor = before?.reply.found.cursor ?? "";
    const reply = await way.search({ ...asked, cursor, language: lesson.language });
    if (mine !== latest.current) return; // a newer one took its place
    setAsking(0);
    const first = before && before.reply.found.records.length + 1; // of those that are new
    const added = reply.found ? `.suluh-titles > li:nth-child(${first}) h5` : ".suluh-trouble > h4";
    news.current = before ? added : ".suluh-hits-title";
    setTold({ asked, reply: before ? joined(before.reply, reply) : reply });
  };

  return (
    <>
      <p class="suluh-note">{say("search.live_private")}</p>
      <SearchBox
        {...shared}
        fields={FIELDS}
        change={(next) => {
          typed.current = true;
          shared.change(next);
        }}
        search={search}
      />
      <p role="status" class="suluh-status suluh-note">
        {asking > 0 && <Soon key={asking} />}
      </p>
      <div ref={place} class="suluh-hits">
        {told && (
          <Told
            {...{ told, way }}
            again={(words) => {
              shared.change({ ...told.asked, words });
              search({ ...told.asked, words });
            }}
            more={() => search(told.asked, told)}
            narrowTo={(narrowed) => search({ ...told.asked, narrowed })}
            link={told.reply.link || deepLink(catalogue, told.asked)}
          />
        )}
      </div>
    </>
  );
}

/** Two pages of results as one; where the second did not come, the first stays. */
function joined(first, next) {
  if (!next.found) return { ...first, after: next };
  return {
    ...next,
    found: { ...next.found, records: [...first.found.records, ...next.found.records] },
  };
}

function Told({ told, way, again, more, narrowTo, link }) {
  const { say } = useSetting();
  const label = useLabels();
  const { reply, asked } = told;
  if (!reply.found) return <Trouble {...{ reply, link }} />;
  const { records, total, cursor, facets, did_you_mean: meant, stale, fetched } = reply.found;
  const facts = { count: total ?? records.length, words: asked.words };
  if (records.length === 0)
    return (
      <>
        <h4 class="suluh-hits-title" tabIndex={-1}>
          {label("nothing")}
        </h4>
        <p>{say("search.live_nothing")}</p>
        {meant && (
          <button type="button" class="suluh-second suluh-again" onClick={() => again(meant)}>
            {say("search.try_words", { words: meant })}
          </button>
        )}
        <Elsewhere address={link} words={say("search.live_open")} />
      </>
    );
  return (
    <>
      <h4 class="suluh-hits-title" tabIndex={-1}>
        {say(foundKey(total, records.length), facts)}
      </h4>
      {stale && <Stale {...{ fetched }} />}
      <Facets facets={grouped(facets)} narrowed={asked.narrowed ?? []} change={narrowTo} />
      <ul class="suluh-titles">
        {records.map((record) => (
          <LiveTitle key={record.id} {...{ record, way }} />
        ))}
      </ul>
      {reply.after && <Trouble reply={reply.after} />}
      {cursor && (
        <button type="button" class="suluh-second suluh-more" onClick={more}>
          {say("search.live_more")}
        </button>
      )}
    </>
  );
}

/** Facets as a catalogue gives them, each value for itself, by their name. */
const grouped = (facets) =>
  [...new Set(facets.map(({ name }) => name))].map((name) => ({
    name,
    values: facets.flatMap((facet) => (facet.name === name ? [[facet.value, facet.count]] : [])),
  }));

/** The catalogue cannot be reached, and this was kept from before. */
function Stale({ fetched }) {
  const { say, lesson } = useSetting();
  return (
    <p class="suluh-note suluh-stale">
      {say("search.live_stale", { date: dateWords(new Date(fetched), lesson.language) })}
    </p>
  );
}

const foundKey = (total, shown) =>
  total === null
    ? "search.found_some"
    : shown === 1 && total === 1
      ? "search.found_one"
      : "search.found";

const TROUBLES = ["offline", "timeout", "busy", "refused", "disabled", "bad-query", "none"];

/** Why the catalogue did not answer: in its own words, or in ours. */
function useWhy() {
  const { say } = useSetting();
  return ({ trouble, why }) =>
    why || say(`search.live_${TROUBLES.includes(trouble) ? trouble : "bad-response"}`);
}

/** Said in place of results, with the catalogue's own page where there is one. */
function Trouble({ reply, link }) {
  const { say } = useSetting();
  const why = useWhy();
  return (
    <div class="suluh-trouble" data-trouble={reply.trouble}>
      <h4 class="suluh-hits-title" tabIndex={-1}>
        {why(reply)}
      </h4>
      <Elsewhere address={reply.link || link} words={say("search.live_open")} />
    </div>
  );
}

/** One title of the library's: whether it is there is asked for when somebody wants to know. */
function LiveTitle({ record, way }) {
  const { say, lesson, catalogue } = useSetting();
  const label = useLabels();
  const why = useWhy();
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState(null);
  const place = useRef();
  const button = useRef();
  const news = useRef(false);
  const here = useRef(true);
  useEffect(() => () => (here.current = false), []);

  // The button goes when its answer comes; who has gone on meanwhile is left alone.
  useLayoutEffect(() => {
    if (news.current) place.current.focus();
    news.current = false;
  }, [told]);

  const ask = async () => {
    setAsking(true);
    const reply = await way.record(record.id, lesson.language);
    if (!here.current) return;
    setAsking(false);
    if (reply.trouble === "dropped") return; // the next search was another one
    news.current = !reply.trouble && document.activeElement === button.current;
    setTold(reply);
  };
  const copies = told?.record?.copies ?? record.copies;
  const link = record.link || catalogue.record?.replace("{id}", encodeURIComponent(record.id));
  const title = wholeTitle(record);
  const callNumber = told?.record?.call_number || record.call_number;
  return (
    <li data-record={record.id}>
      <h5 tabIndex={-1}>{isWeb(link) ? <Out address={link}>{title}</Out> : title}</h5>
      <p>{[record.authors.join("; "), record.year].filter(Boolean).join(" · ")}</p>
      {callNumber && (
        <p>
          {label("call_number")}: <strong>{callNumber}</strong>
        </p>
      )}
      <div ref={place} class="suluh-there" tabIndex={-1}>
        {copies && <Copies copies={copies.map(withDate)} />}
        {(copies?.length === 0 || (told?.record && !copies)) && (
          <p>{say("search.live_no_copies")}</p>
        )}
      </div>
      <p role="status" class="suluh-status">
        {asking ? <Soon /> : told?.trouble && why(told)}
      </p>
      {!copies && !told?.record && (
        <button
          ref={button}
          type="button"
          class="suluh-quiet suluh-ask-copies"
          onClick={() => asking || ask()}
        >
          {label("availability")}
          <span class="suluh-unseen">: {title}</span>
        </button>
      )}
    </li>
  );
}

/** Said after a while, in place of what is asked for. */
function Soon() {
  const { say } = useSetting();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET);
    return () => clearTimeout(timer);
  }, []);
  return late && say("search.live_asking");
}

function withDate(copy) {
  const [, year, month, day] = copy.due?.match(/^(\d{4})-(\d\d)-(\d\d)$/) ?? [];
  return { ...copy, due: year ? new Date(year, month - 1, day) : null };
}

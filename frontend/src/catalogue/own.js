// Where a site lies on its catalogue's own address, a page asks the catalogue itself: nobody else is in
// between. How SLiMS answers, and why it is asked so, stands in toolkit/catalogue/slims/asking.py.
import { wordsOf } from "./practice.js";

/** So many milliseconds a search may take; requests of this page begin so many apart. */
const [PATIENCE, PACE] = [7500, 1000];
/** Below so many hits another way is tried to find more; VuFind gives so many at a time. */
const [ENOUGH, LIMIT] = [10, 20];

/** Words that SLiMS obeys, and words that it leaves out: alone they would find everything. */
const ORDERS = /^(and|or|not|exact)$/i;
const EVERYWHERE = /^(0|a|an|as|be|of|so|the|to)$/;

/** Whether a page can ask a catalogue of this kind itself: both lie on one origin. */
export function isOwn(url, kind = "slims") {
  try {
    const { origin, protocol } = new URL(url);
    return origin === location.origin && /^https?:$/.test(protocol) && kind in KINDS;
  } catch {
    return false;
  }
}

/**
 * Open the way to a catalogue that lies here: `{ search, record, close }` as catalogue/door.js gives
 * them. Nothing is ever thrown; a new search drops all that was asked about the one before.
 */
export function searchHere({ kind, url }) {
  const source = KINDS[kind](url);
  let current = new AbortController();
  const ask = (method) => async (asked) => {
    if (method === "search" && !asked.cursor) {
      current.abort();
      current = new AbortController();
    }
    const [{ signal: dropped }, mine] = [current, new AbortController()];
    const end = () => mine.abort();
    dropped.addEventListener("abort", end);
    const timer = setTimeout(end, PATIENCE);
    const get = (path, values) => fetched(new URL(path, url), values, mine.signal);
    try {
      const answer = await source[method](get, asked);
      return dropped.aborted ? { trouble: "dropped", why: "" } : { ...answer, link: "" };
    } catch ({ trouble = "bad-response" }) {
      const early = dropped.aborted ? "dropped" : "timeout";
      return { trouble: mine.signal.aborted ? early : trouble, why: "", link: "" };
    } finally {
      clearTimeout(timer);
    }
  };
  return { search: ask("search"), record: ask("record"), close: () => current.abort() };
}

const fail = (trouble) => {
  throw Object.assign(new Error(trouble), { trouble });
};
const PASSING = { 401: "refused", 403: "refused", 429: "busy", 502: "offline", 503: "busy" };
let turn = 0;

/** What stands at an address once it is this request's turn: `{ status, text }`. */
async function fetched(address, values, signal) {
  for (let wait; (wait = turn - performance.now()) > 0 && !signal.aborted;) {
    await new Promise((go) => setTimeout(go, wait));
  }
  if (signal.aborted) fail("timeout"); // nobody waits for it any more: its turn is another's
  turn = performance.now() + PACE;
  address.search = new URLSearchParams(values);
  const asking = { signal, credentials: "omit", cache: "no-store" };
  const answer = await fetch(address, asking).catch(() => fail("offline"));
  const text = await answer.text();
  const { status } = answer;
  return PASSING[status] ? fail(PASSING[status]) : { status, text, isPage: PAGE.test(text) };
}

const PAGE = /^\s*<(!doctype html|html)/i;
const plain = (text) => `${text ?? ""}`.replace(/\s+/g, " ").trim().normalize("NFC");
const tidy = (text) => plain(text).replace(/[\s:/;=,]+$/, "");
const main = (text) => tidy(plain(text).split(/ \/(?: |$)/)[0]);
const compact = (text) => `${text}`.toUpperCase().replace(/[^\dX]/g, "");
const once = (texts) => [...new Set(texts)].filter(Boolean);

/** A record of the lists that catalogues give; `copies` null where they do not say. */
const record = (url, page, id, lists) => ({
  id,
  title: main(lists.title[0]),
  subtitle: main(lists.subtitle[0]),
  authors: once(lists.authors.map(tidy)),
  isbns: once(lists.isbns.map(compact)),
  publisher: tidy(lists.publisher[0]),
  year: Number(/\b(1[4-9]|20)\d\d\b/.exec(lists.date[0])?.[0]) || null,
  language: plain(lists.language[0]),
  subjects: once(lists.subjects.map(plain)),
  call_number: plain(lists.call_number[0]),
  link: new URL(page + encodeURIComponent(id), url).href,
  copies: null,
});
const now = () => ({ fetched: new Date().toISOString(), stale: false });
const one = (each) => ({ record: each, ...now() });
const found = (records, total, cursor) => ({
  found: { records, total, cursor, facets: [], did_you_mean: "", ...now() },
});

const DETAIL = "index.php?p=show_detail&id=";

const slims = (url) => ({
  async search(get, { words, field = "text", cursor }) {
    const lines = linesOf(words, field);
    const { pages, seen } = cursor ? JSON.parse(cursor) : { pages: lines.map(() => 1), seen: [] };
    const known = new Set(seen);
    const records = [];
    for (const [at, { values, takes, below = Infinity }] of lines.entries()) {
      const page = pages[at];
      if (!page || records.length >= below) continue;
      try {
        const place = { resultXML: true, search: "search", ...values, page };
        const { all, total, size } = modsOf(await get("index.php", place), url);
        const fresh = all.filter(({ id }) => !known.has(id));
        fresh.forEach(({ id }) => known.add(id));
        records.push(...fresh.filter(takes));
        // In 9.6 a page begins ten records after the one before, whatever its size.
        const covered = (page - 1) * Math.min(size || 10, 10) + all.length;
        const isLast = !all.length || (page > 1 && !fresh.length) || covered >= total;
        pages[at] = isLast ? 0 : page + 1;
      } catch (error) {
        if (records.length === 0) throw error;
        break; // what is found is shown; the cursor asks for the rest again
      }
    }
    const more = records.length > 0 && lines.some(({ below }, at) => pages[at] && below !== 1);
    const onward = more ? JSON.stringify({ pages, seen: [...known] }) : "";
    return found(records, more || cursor ? null : records.length, onward);
  },

  async record(get, id) {
    const values = { p: "show_detail", id };
    const xml = await get("index.php", { ...values, inXML: true });
    if (xml.status === 404 || /^\s*(<\?.*?\?>\s*)?<div/.test(xml.text)) fail("bad-query");
    // A title with a slash breaks it in 9.7, and is lost before: then it stands on the page alone.
    const isTold = xml.status === 200 && !xml.isPage;
    const told = isTold ? (modsOf(xml, url).all[0] ?? fail("bad-query")) : null;
    if (told?.title && !told.copies?.length) return one(told);
    const page =
      !told && xml.status === 200
        ? xml
        : await get("index.php", values).catch(() => ({ text: "" }));
    const there = new DOMParser().parseFromString(page.text, "text/html");
    const copies = copiesOn(there);
    const statuses = new Map(copies.map(({ code, status, due }) => [code, { status, due }]));
    const whole = told
      ? told.copies?.map((copy) => ({ ...copy, ...statuses.get(copy.code) }))
      : copies;
    const shown = { ...onPage(there, id, url), ...told, copies: whole ?? [] };
    shown.title ||= onPage(there, id, url).title || fail("bad-response");
    return one(shown);
  },
});

/** What SLiMS is asked, in turn: `values`, which hits it `takes`, and `below` how many found at all. */
function linesOf(words, field) {
  if (field === "isbn") {
    const number = compact(words);
    if (!/^(.{10}|.{13})$/.test(number)) fail("bad-query");
    const takes = ({ isbns }) => isbns.includes(number);
    const forms = once([number, words.match(/[\dX]+/gi).join("-")]);
    return forms.map((isbn, at) => ({ values: { isbn }, takes, below: at || undefined }));
  }
  const typed = words
    .normalize("NFC")
    .split(/[^\p{L}\p{N}\p{M}'‘’ʻʼ´`]+/u)
    .map((word) => word.replace(/^['‘’ʻʼ´`]+|['‘’ʻʼ´`]+$/g, ""))
    .filter((word) => wordsOf(word).length && !ORDERS.test(word));
  const must = wordsOf(typed.join(" ")).filter((word) => !EVERYWHERE.test(word));
  if (must.length === 0) fail("bad-query");
  // An apostrophe inside a word finds nothing: such a word is left to `takes`, alone asked without.
  const bare = typed.map((word) => word.replace(/['‘’ʻʼ´`]/g, ""));
  const whole = typed.filter((word) => bare.includes(word));
  const telling = whole.filter((word) => must.includes(wordsOf(word)[0]));
  const [longest] = (telling.length ? [...telling] : bare).sort((a, b) => b.length - a.length);
  const asked = { 0: bare, 1: [longest] }[telling.length] ?? whole;
  const holds = (...texts) => {
    const there = wordsOf(texts.join(" "));
    return must.every((word) => there.includes(word));
  };
  const fits = {
    title: ({ title, subtitle }) => holds(title, subtitle),
    author: ({ authors }) => holds(...authors),
    subject: () => true, // results do not say
    text: ({ title, subtitle, authors }) => holds(title, subtitle, ...authors),
  };
  const names = field === "text" ? ["title", "author", "subject"] : [field];
  const strict = names.map((name) => ({
    values: {
      [name]: (name === "subject" && whole.length < typed.length ? bare : asked).join(" "),
    },
    takes: (hit) => (name === "title" && cut.has(hit)) || fits[name](hit),
  }));
  const loose = names
    .filter((name) => name !== "subject" && asked[1])
    .map((name) => ({ values: { [name]: longest }, takes: fits[field], below: ENOUGH }));
  return [...strict, ...loose];
}

/** The records in an answer, and how many it says there are, and there are on a page. */
function modsOf({ status, text, isPage }, url) {
  if (isPage || status === 404) fail("disabled");
  if (!text.trim() && status === 200) return { all: [], total: 0 };
  const root = new DOMParser().parseFromString(text, "text/xml").documentElement;
  const isWhole = root.localName === "modsCollection" && !root.querySelector("parsererror");
  if (status !== 200 || !isWhole) fail("bad-response");
  const number = (name) => Number.parseInt(root.querySelector(name)?.textContent, 10);
  const all = [...root.querySelectorAll(":scope > mods")]
    .map((mods) => fromMods(mods, url))
    .filter(({ id }) => /^\d{1,10}$/.test(id));
  return { all, total: number("modsResultNum"), size: number("modsResultShowed") };
}

/** Hits whose title ends where SLiMS cut it, at a slash: it knows more than it shows. */
const cut = new WeakSet();

function fromMods(mods, url) {
  const all = (path, from = mods) =>
    [...from.querySelectorAll(`:scope > ${path}`)].map((each) => each.textContent);
  const whole = all("titleInfo > title");
  const place = mods.querySelector(":scope > location");
  const held = place && [...place.querySelectorAll("copyInformation")];
  const lists = {
    title: whole,
    subtitle: all("titleInfo > subTitle"),
    authors: all("name > namePart"),
    isbns: all("identifier[type=isbn]"),
    publisher: all("originInfo publisher"),
    date: all("originInfo dateIssued"),
    language: all("language > languageTerm"),
    subjects: all("subject > *"),
    call_number: all("location > shelfLocator"),
  };
  const told = {
    ...record(url, DETAIL, mods.getAttribute("ID") ?? mods.getAttribute("id"), lists),
    copies:
      held?.map((copy) => ({
        code: plain(all("numerationAndChronology", copy)[0]),
        location: plain(all("sublocation", copy)[0]),
        call_number: plain(all("shelfLocator", copy)[0]),
        status: "unknown",
        due: "",
      })) ?? null,
  };
  if (/\/\s*$/.test(whole[0])) cut.add(told);
  return told;
}

/** What the page of a record says of it. */
function onPage(page, id, url) {
  const meta = (name) => page.querySelector(`meta[name="${name}"]`)?.content ?? "";
  const several = (name) => meta(name).split(";");
  const [title, subtitle] = meta("DC.title").split(/:(.*)/);
  const lists = {
    title: [title],
    subtitle: [subtitle],
    authors: several("DC.creator"),
    isbns: [meta("DC.identifier")],
    publisher: [meta("DC.publisher")],
    date: [meta("DC.date")],
    language: [],
    subjects: several("DC.subject"),
    call_number: [meta("Call Number")],
  };
  return record(url, DETAIL, id, lists);
}

/** The copies on such a page: of 9.2 and 9.4 in a table, of 9.6 and later in boxes. */
function copiesOn(page) {
  const copy = (code, box, location, number, mark) => ({
    code: plain(code?.textContent),
    location: plain(box.querySelector(location)?.textContent),
    call_number: plain(box.querySelector(number)?.textContent),
    ...statusOf(plain(mark.textContent), mark.className),
  });
  const rows = [...page.querySelectorAll("td.biblio-item-code")].map((code) => {
    const row = code.parentElement;
    return copy(code, row, ".biblio-location", ".biblio-call-number", row.lastElementChild);
  });
  const boxes = [...page.querySelectorAll("b.availability-item")].map((mark) => {
    const cell = mark.parentElement;
    return copy(cell.previousElementSibling, cell.parentElement, "span", "small", mark);
  });
  return [...rows, ...boxes];
}

/** Of signs and words the first that fits counts: what is not for loan also begins as available. */
const STATUSES = [
  ["not-for-loan", /item-notforloan|not for loan|tidak (untuk )?(di)?pinjam/i],
  ["on-loan", /item-onloan|on loan|sedang dipinjam/i],
  ["available", /item-available|^(available|tersedia)\b/i],
];

function statusOf(words, marks) {
  const told = /item-(available|onloan|notforloan)/.exec(marks)?.[0] ?? words;
  const status = STATUSES.find(([, sign]) => sign.test(told))?.[0] ?? "unknown";
  const due = status === "on-loan" && /\d{4}-\d\d-\d\d/.exec(words)?.[0];
  return { status, due: due || "" };
}

const TYPES = {
  text: "AllFields",
  title: "Title",
  author: "Author",
  subject: "Subject",
  isbn: "ISN",
};
const ASKED =
  "id title shortTitle subTitle authors isbns publishers publicationDates languages subjects callNumbers";

const vufind = (url) => {
  const ask = async (get, part, values) => {
    const fields = ASKED.split(" ").map((name) => ["field[]", name]);
    const answer = await get(`api/v1/${part}`, [...Object.entries(values), ...fields]);
    if (answer.status === 400) fail("bad-query");
    if (answer.isPage || answer.status === 404) fail("disabled");
    const { resultCount, records = [] } = JSON.parse(answer.text);
    return { total: resultCount >= 0 ? resultCount : fail("bad-response"), all: records.map(read) };
  };
  const list = (value) => [value ?? []].flat();
  /** As PHP writes it, an object without names in it is a list. */
  const names = (value) => (Array.isArray(value) ? value : Object.keys(value ?? {}));
  const read = (said) => {
    const { primary, corporate, secondary } = said.authors ?? {};
    const lists = {
      title: [said.shortTitle || said.title],
      subtitle: said.shortTitle ? [said.subTitle] : [],
      authors: [primary, corporate, secondary].flatMap(names),
      isbns: list(said.isbns),
      publisher: list(said.publishers),
      date: list(said.publicationDates),
      language: list(said.languages),
      subjects: list(said.subjects).length
        ? said.subjects.map((each) => list(each).join(" -- "))
        : [],
      call_number: list(said.callNumbers),
    };
    return record(url, "Record/", said.id, lists);
  };
  return {
    async search(get, { words, field = "text", cursor }) {
      const lookfor = field === "isbn" ? compact(words) : wordsOf(words).join(" ");
      if (!lookfor) fail("bad-query");
      const page = Number(cursor) || 1;
      const values = { lookfor, type: TYPES[field], page, limit: LIMIT };
      const { all, total } = await ask(get, "search", values);
      return found(all, total, all.length && page * LIMIT < total ? `${page + 1}` : "");
    },
    record: async (get, id) => one((await ask(get, "record", { id })).all[0] ?? fail("bad-query")),
  };
};

const KINDS = { slims, vufind };

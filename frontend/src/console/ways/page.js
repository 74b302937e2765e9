// The staff page's way to its room: a stream of server-sent events, and requests with the session.

/** A beat comes every 5 s: after this many ms without anything the stream is dead. */
const SILENCE = 12_000;
/** The wait before the stream is opened again, doubled by each further failure, and the longest. */
const [FIRST, LONGEST] = [500, 8000];
/** How long an answer may take. */
const PATIENCE = 10_000;

/** `addresses` are those of the page: `{ stream, command, lesson, rooms }`. */
export function byPage(addresses) {
  return {
    follow: (onView, onTrouble) => follow(addresses, onView, onTrouble),
    async send(command) {
      const { status, reply } = await ask(addresses.command, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(command),
      });
      if (isOutside(status)) return { signedOut: true };
      if (reply?.ok || reply?.why) return reply;
      return {};
    },
    async lesson(language) {
      const { reply } = await ask(`${addresses.lesson}?lang=${encodeURIComponent(language)}`);
      return reply;
    },
  };
}

const isOutside = (status) => status === 401 || status === 403;

/** Ask once: `{ status, reply }`, status 0 where nothing came. Never rejects. */
async function ask(address, options) {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      cache: "no-store",
      redirect: "manual",
      signal: end.signal,
      ...options,
    });
    if (answer.type === "opaqueredirect") return { status: 401 }; // to the page to sign in
    return { status: answer.status, reply: await answer.json().catch(() => null) };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}

function follow(addresses, onView, onTrouble) {
  let source;
  let again;
  let silence;
  let failures = 0;
  let trouble = "";

  const tell = (kind) => {
    if (kind !== trouble) onTrouble((trouble = kind));
  };
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE);
    failures = 0;
    tell("");
  };
  const open = () => {
    stop();
    source = new EventSource(addresses.stream);
    source.addEventListener("view", ({ data, lastEventId }) => {
      heard();
      onView(JSON.parse(data), Number(lastEventId) || 0);
    });
    source.addEventListener("beat", heard);
    source.addEventListener("error", fail);
    silence = setTimeout(fail, SILENCE);
  };
  const stop = () => {
    source?.close();
    clearTimeout(again);
    clearTimeout(silence);
  };
  /** Open it anew ourselves: a browser gives up after some answers, and says nothing of others. */
  const fail = async () => {
    stop();
    const wait = Math.min(LONGEST, FIRST * 2 ** failures);
    failures += 1;
    again = setTimeout(open, wait);
    if (failures > 1) tell(trouble || "lost");
    const { status } = await ask(addresses.rooms);
    if (isOutside(status)) tell("signed_out");
  };
  const hurry = () => {
    if (failures) open();
  };
  const awake = () => {
    if (!document.hidden) hurry();
  };

  open();
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", awake);
  return () => {
    stop();
    removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", awake);
  };
}

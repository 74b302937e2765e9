// The two ways from a page to Python, alike from outside: `send(message)` is a promise of
// `{ status, reply, after }`, status 0 where nothing came; it is never rejected.

/**
 * The way to an address. `patience` is how many milliseconds an answer may take. `send` takes
 * `keepalive` for what leaves with the page, and a `signal` that gives it up.
 */
export function byHttp(door, patience) {
  const send = async (message, { keepalive = false, signal } = {}) => {
    const end = new AbortController();
    const abort = () => end.abort();
    const timer = setTimeout(abort, patience);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    try {
      const answer = await fetch(door, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(message),
        credentials: "omit",
        cache: "no-store",
        signal: end.signal,
        keepalive,
      });
      const reply = await answer.json().catch(() => null);
      if (end.signal.aborted) return { status: 0 }; // half of it is no answer
      return { status: answer.status, reply, after: Number(answer.headers.get("Retry-After")) };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  };
  return { send, close: () => {} };
}

/**
 * The way to the kernel of `model`: it hears `asking` and answers with `answering`, each message
 * under its number, and every window that shows the notebook hears it.
 */
export function byComm(model, patience, asking, answering) {
  const asked = new Map();
  let number = Math.floor(Math.random() * 1e9);
  const hear = (content) => {
    if (content?.type === answering) asked.get(content.number)?.(content);
  };
  model.on("msg:custom", hear);
  const send = (message, { signal } = {}) =>
    new Promise((resolve) => {
      const mine = (number += 1);
      const settle = (answer) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        asked.delete(mine);
        resolve(answer);
      };
      const abort = () => settle({ status: 0 });
      const timer = setTimeout(abort, patience);
      asked.set(mine, settle);
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort);
      try {
        model.send({ type: asking, number: mine, message });
      } catch {
        abort(); // the kernel is gone
      }
      return undefined;
    });
  return { send, close: () => model.off("msg:custom", hear) };
}

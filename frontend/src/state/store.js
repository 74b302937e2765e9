// What this browser remembers. Where it may not (private windows, full storage, embedded browsers),
// the page remembers for as long as it is open.

const isOurs = (key) => key.startsWith("suluh");

/** A store that is `passing` keeps nothing beyond this page: a preview is nobody's visit. */
export function openStore(passing = false) {
  const memory = new Map();
  const attempt = (act) => {
    try {
      return passing ? [false, undefined] : [true, act(window.localStorage)];
    } catch {
      return [false, undefined];
    }
  };
  const [durable] = attempt((storage) => {
    storage.setItem("suluh", storage.getItem("suluh") ?? "{}");
  });

  /** All keys there are, also those of others on this host. */
  const keys = () => [...memory.keys(), ...(attempt(Object.keys)[1] ?? [])];
  const forget = (key) => {
    memory.delete(key);
    attempt((storage) => storage.removeItem(key));
  };

  return {
    passing,
    keys,
    forget,

    /** Whether what is kept will still be there after the page is closed. */
    durable,

    /** The object kept under a key; an empty one where there is none or it cannot be read. */
    read(key) {
      try {
        const text = memory.get(key) ?? attempt((storage) => storage.getItem(key))[1];
        const value = JSON.parse(text ?? "{}");
        return value !== null && typeof value === "object" ? value : {};
      } catch {
        return {};
      }
    },

    /** Return whether it will outlast this page. Only what will not stays in its memory. */
    write(key, value) {
      const text = JSON.stringify(value);
      const [kept] = attempt((storage) => storage.setItem(key, text));
      if (kept) memory.delete(key);
      else memory.set(key, text);
      return kept;
    },

    /** Whether anything is kept under a key that this finds good. */
    holds: (isGood) => keys().some(isGood),

    /** Forget this person, in every lesson. That no answers be sent from here is said of the device. */
    forgetAll() {
      const { quiet } = this.read("suluh");
      keys().filter(isOurs).forEach(forget);
      if (quiet) this.write("suluh", { quiet });
    },
  };
}

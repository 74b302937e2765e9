// What this browser remembers. Where it may not (private windows, full storage, embedded browsers),
// the page remembers for as long as it is open.

const ours = (storage) => Object.keys(storage).filter((key) => key.startsWith("suluh"));

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

  return {
    passing,

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

    write(key, value) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      attempt((storage) => storage.setItem(key, text));
    },

    forget(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },

    /** Whether anything is kept under a key that this finds good. */
    holds(isGood) {
      return [...memory.keys(), ...(attempt(ours)[1] ?? [])].some(isGood);
    },

    /** Forget this person in every lesson, and how they like to read. */
    forgetAll() {
      memory.clear();
      attempt((storage) => ours(storage).forEach((key) => storage.removeItem(key)));
    },
  };
}

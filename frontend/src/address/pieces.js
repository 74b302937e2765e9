// Where the parts of an address begin and end, as a browser sees it.

/** Characters that show nothing, or turn the order of the others round. */
const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/**
 * The address in a text: without what cannot be seen, and without the words round it where a whole
 * message was pasted. Says whether anything was `hidden` and whether words were `left` out.
 */
export function readable(text) {
  const shown = text.replace(UNSEEN, "");
  const words = shown.trim().split(/\s+/).filter(Boolean);
  const hidden = shown !== text;
  // A browser drops line breaks and tabs within a scheme: "java script:" is not harmless.
  const order = /^(javascript|data|vbscript):/i.exec(words.join(""));
  if (order) return { address: words.join(""), hidden, left: false };
  const likely =
    words.find((word) => /^[a-z][a-z0-9+.-]*:[/\\]/i.test(word)) ??
    words.find((word) => /[^.。．｡][.。．｡][^.。．｡]/.test(word)) ??
    words[0] ??
    "";
  const bare = likely.replace(/^[<("'“‘[]+(?![\da-f:]*:)/i, "").replace(/[>)"'”’,;!]+$/, "");
  return { address: bare, hidden, left: words.length > 1 };
}

/** The scheme in small letters, "" where there is none: "contoh.id:8080" is a host and a port. */
export function schemeOf(address) {
  const [found, name] = SCHEME.exec(address) ?? [];
  if (!found) return "";
  const rest = address.slice(found.length);
  const port = /^\d{1,5}(?:[/?#\\]|$)/.test(rest) && (name.includes(".") || name === "localhost");
  return port ? "" : name.toLowerCase();
}

/** Where host, user and port stand; undefined where no host does. */
export function hostOf(address) {
  const scheme = schemeOf(address) ? SCHEME.exec(address)[0] : "";
  const slashes = /^[/\\]*/.exec(address.slice(scheme.length))[0];
  const from = scheme.length + slashes.length;
  const length = address.slice(from).search(/[/\\?#]/);
  const to = length < 0 ? address.length : from + length;
  const start = Math.max(from, address.lastIndexOf("@", to - 1) + 1);
  const port = /:\d*$/.exec(address.slice(start, to))?.[0] ?? "";
  const end = to - port.length;
  const host = address.slice(start, end);
  return host ? { from, start, end, to, host, user: address.slice(from, start) } : undefined;
}

/** The pieces with their roles: those of a lesson's examples, and `number` and `suffix`. */
export function piecesOf(address, { from, start, end, to }, { host, owner, number }) {
  const [path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address.slice(to)).slice(1);
  const cut = number ? start : start + frontOf(address.slice(start, end), host, owner);
  const everyones = /^(?:www\d?|m)\./i.exec(address.slice(start, cut))?.[0].length ?? 0;
  const found = [
    [address.slice(0, from), "scheme"],
    [address.slice(from, start), "user"],
    [address.slice(start, start + everyones), "front"],
    [address.slice(start + everyones, cut), "front"],
    [address.slice(cut, end), number ? "number" : owner ? "owner" : "suffix"],
    [address.slice(end, to), "port"],
    [path, "path"],
    [query, "query"],
    [fragment, "fragment"],
  ];
  return found.filter(([text]) => text).map(([text, role]) => ({ text, role }));
}

/** How much of what was typed stands before the owner's name: as many dots as the browser counts. */
function frontOf(typed, host, owner) {
  if (!owner) return 0;
  const before = host.split(".").length - owner.split(".").length;
  const dots = [...typed.matchAll(/[.。．｡]|%2e/gi)];
  return before > 0 ? dots[before - 1].index + dots[before - 1][0].length : 0;
}

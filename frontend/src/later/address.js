// What an address is made of, and who owns it. A pure function that gives data, no words; it opens
// nothing and asks nobody.
import { parse } from "tldts";
import { SHORTENERS } from "../address/shorteners.js";
import { unicodeOf } from "../address/punycode.js";
import { hostOf, piecesOf, readable, schemeOf } from "../address/pieces.js";

const OPENS_SITES = new Set(["http", "https"]);
const OTHERS = new Set(["javascript", "data", "intent", "file", "mailto", "tel"]);
/** Endings kept for examples (RFC 2606): nobody owns them, but lessons are full of them. */
const MADE_UP = /\.(example|test|invalid)$/;
const SUFFIXES = { allowPrivateDomains: true, extractHostname: false };

/**
 * Return what a text says as an address:
 *
 * - `pieces`: [{ text, role }], together the address; none where it is not one of a site
 * - `owner`: the name that somebody registered, as the browser reads it, or ""
 * - `suffix`: the public suffix that it ends with, or ""
 * - `notes`: [[key, facts]], what is odd or worth knowing, the weightiest first
 */
export function anatomy(text) {
  const { address, hidden, left } = readable(text);
  const notes = [];
  if (hidden) notes.push(["hidden", {}]);
  if (left) notes.push(["left_out", { address }]);
  const scheme = schemeOf(address);
  if (!address) return result("empty", [], notes);
  if (scheme === "mailto") return email(address, notes);
  if (scheme && !OPENS_SITES.has(scheme)) {
    const key = OTHERS.has(scheme) ? scheme : "other";
    notes.push([`scheme_${key}`, { scheme: `${scheme}:` }]);
    return result("scheme", [], notes);
  }
  return site(address, scheme, notes);
}

const result = (kind, pieces, notes, owner = "", suffix = "") => ({
  kind,
  pieces,
  owner,
  suffix,
  notes,
});

function email(address, notes) {
  const [scheme, to] = [address.slice(0, 7), address.slice(7).replace(/\?.*$/s, "")];
  const found = site(`//${to}`, "", [...notes, ["scheme_mailto", {}]]);
  if (found.kind !== "site") return result("scheme", [], [...notes, ["scheme_mailto", {}]]);
  found.pieces[0] = { text: scheme, role: "scheme" };
  return found;
}

function site(address, scheme, notes) {
  const parts = hostOf(address);
  const host = parts && canonical(parts.host);
  if (!host) return result("unknown", [], notes);
  const number = isNumber(host);
  if (!host.includes(".") && !number && !isLocal(host)) return result("unknown", [], notes);

  const about = number ? {} : parse(host, SUFFIXES);
  const suffix = about.publicSuffix ?? "";
  const owner = about.domain ?? "";
  const listed = about.isIcann || about.isPrivate;
  const pieces = piecesOf(address, parts, { host, owner, number });

  if (isLocal(host)) notes.push(["local", {}]);
  else if (number) notes.push(["ip", {}]);
  else if (!listed) notes.push(["unknown_ending", { suffix: unicodeOf(suffix) }]);
  else if (!owner) notes.push(["no_owner", {}]);
  if (parts.user && !scheme && !address.startsWith("//")) notes.push(["email", {}]);
  notes.push(...notesOnLetters(parts.host, host));
  if (SHORTENERS.has(owner)) notes.push(["shortener", { owner }]);
  if (about.isPrivate && owner) notes.push(["hosted", { suffix }]);
  if (suffix === "go.id" && owner) notes.push(["government", {}]);
  else if (suffix !== "go.id" && /(^|[^a-z])go[.-]id(?![a-z])/i.test(address)) {
    notes.push(["not_government", { owner: owner || host }]);
  }
  if (/\.apk(?=$|[?#])/i.test(address)) notes.push(["apk", {}]);
  if (scheme === "http" && !isLocal(host)) notes.push(["not_encrypted", {}]);
  // A word with a dot that nobody owns: the name of a file, the end of a sentence.
  if (!listed && !number && !isLocal(host) && !MADE_UP.test(host)) {
    return result("unlisted", [], notes);
  }
  return result("site", pieces, notes, owner, suffix);
}

/** The host as a browser reads it: small letters, full-width signs and numbers of all kinds undone. */
function canonical(host) {
  if (host.includes(":") && !host.startsWith("[")) return "";
  try {
    const { hostname } = new URL(`http://${host}/`);
    const name = hostname.replace(/\.$/, "");
    return /(^|\.)(\.|$)/.test(name) || name.length > 253 ? "" : name;
  } catch {
    return "";
  }
}

const isNumber = (host) => /^[\d.]+$|^\[/.test(host);

/** On one's own device or network: by its name, or by a number set aside for it. */
const isLocal = (host) =>
  /(^|\.)localhost$|\.(local|internal|home\.arpa)$|^\[(::1?\]|f[cde])/.test(host) ||
  (isNumber(host) && /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host));

/** Signs of one alphabet that pass for those of another. */
const ALPHABETS = ["Latin", "Cyrillic", "Greek", "Armenian", "Hebrew", "Arabic", "Cherokee"].map(
  (script) => new RegExp(`\\p{Script=${script}}`, "u"),
);

function notesOnLetters(typed, host) {
  const notes = [];
  const shown = unicodeOf(host);
  if (shown !== host) {
    const mixed = shown
      .split(".")
      .some((label) => ALPHABETS.filter((alphabet) => alphabet.test(label)).length > 1);
    if (mixed) notes.push(["mixed_alphabets", { shown }]);
    notes.push(["punycode", { shown, ascii: host }]);
  }
  const plain = typed.toLowerCase().replace(/\.$/, "");
  if (plain !== host && plain !== shown) notes.push(["read_as", { host: shown }]);
  return notes;
}

// The completion code: what this visit came to, in 20 to 28 characters. How it is built is told in
// toolkit/results/codes.py, which reads it; both are held to one table of golden cases.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTHS = [20, 24, 28];
const CHECK = 1n << 20n;
const PRIME = 1048573n;

const EPOCH = Date.UTC(2026, 0, 1);
const DAY = 864e5; // ms
const [DAYS, CLASSES, FIRST_CHANNEL] = [2048, 60000, 51000];
const [FULL, COARSE] = [36, 7];
/** Radix of all that stands before the items: layout, part, version, day, class. */
const HEAD = 8n * 8n * (1n << 20n) * BigInt(DAYS * CLASSES);

/**
 * Return the code, in groups of four.
 *
 * - `version`: of the lesson, hexadecimal digits
 * - `part`: 0 at the end of the whole lesson, else which part has ended
 * - `firsts`: the first response to each judged item, in the lesson's order; undefined for none
 * - `about`: the visit's `id` (random, hexadecimal digits), its `class`, `source` and `referrer`
 * - `now`: a `Date`
 */
export function codeOf({ version, part, firsts, about, now }) {
  const { length, radix, items, randoms } = shapeOf(firsts.length);
  const day = Math.round(
    (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - EPOCH) / DAY,
  );
  const digits = [
    [0, 8], // the layout
    [part, 8],
    [parseInt(version.slice(0, 5), 16), 1 << 20],
    [((day % DAYS) + DAYS) % DAYS, DAYS],
    [groupOf(about), CLASSES],
    ...firsts.slice(0, items).map((response) => [digitOf(response, radix), radix]),
    [BigInt(`0x${about.id}`) % randoms, randoms],
  ];
  const held = digits.reduceRight((sum, [digit, each]) => sum * BigInt(each) + BigInt(digit), 0n);
  let number = held * CHECK + (held % PRIME);
  let characters = "";
  for (; characters.length < length; number /= 32n) {
    characters = ALPHABET[number % 32n] + characters;
  }
  return characters.match(/.{4}/g).join("-");
}

/** The shortest with twelve random bits, else the longest with four, else one that holds less. */
function shapeOf(judged) {
  const roomOf = (length) => (1n << BigInt(5 * length)) / (CHECK * HEAD);
  const shape = (length, radix, items) => ({
    ...{ length, radix, items },
    randoms: roomOf(length) / BigInt(radix) ** BigInt(items),
  });
  const full = LENGTHS.map((length) => shape(length, FULL, judged));
  const found = full.find(({ randoms }) => randoms >= 4096n) ?? full[2];
  if (found.randoms >= 16n) return found;
  let items = judged;
  while (shape(28, COARSE, items).randoms < 16n) items -= 1;
  return shape(28, COARSE, items);
}

/** A class is a number in base 37, a channel a hash of its name. */
function groupOf({ class: name, source, referrer }) {
  if (/^[0-9A-Z]{1,3}$/.test(name))
    return [...name].reduce((sum, letter) => sum * 37 + parseInt(letter, 36) + 1, 0);
  const from = source || referrer;
  if (!from) return 0;
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(from.toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return FIRST_CHANNEL + (hash % (CLASSES - FIRST_CHANNEL));
}

const placeOf = (point) => (point === "unsure" ? 4 : point);

/** A first answer with the habit before it, or whether it was false, true or unsure and checked. */
function digitOf(response, radix) {
  if (!response) return 0;
  const { point, checked = false, before = null } = response;
  if (radix === COARSE) return 1 + (placeOf(point) >> 1) * 2 + Number(checked);
  const habit = !checked ? 0 : before === null ? 1 : 2 + placeOf(before);
  return 1 + placeOf(point) * 7 + habit;
}

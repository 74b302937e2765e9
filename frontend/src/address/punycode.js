// Letters written as xn--… (RFC 3492). Browsers turn letters into it but do not show the way back.
const BASE = 36;
const LEAST = 1;
const MOST = 26;

/** A name with its xn-- pieces as the letters they stand for; a piece that is broken stays. */
export const unicodeOf = (host) => host.split(".").map(labelOf).join(".");

function labelOf(label) {
  if (!label.startsWith("xn--")) return label;
  try {
    return decoded(label.slice(4));
  } catch {
    return label;
  }
}

function decoded(text) {
  const cut = text.lastIndexOf("-");
  const letters = cut > 0 ? [...text.slice(0, cut)] : [];
  let [code, at, bias] = [128, 0, 72];
  for (let from = cut > 0 ? cut + 1 : 0; from < text.length;) {
    const start = at;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text[from]);
      from += 1;
      at += digit * weight;
      const threshold = Math.min(Math.max(k - bias, LEAST), MOST);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = letters.length + 1;
    bias = adapted(at - start, count, start === 0);
    code += Math.floor(at / count);
    at %= count;
    letters.splice(at, 0, String.fromCodePoint(code));
    at += 1;
  }
  return letters.join("");
}

function digitOf(letter) {
  const digit = parseInt(letter, BASE); // 0-9, then a-z
  if (Number.isNaN(digit)) throw new RangeError("no digit");
  return digit < 10 ? digit + 26 : digit - 10;
}

function adapted(change, count, first) {
  let delta = Math.floor(change / (first ? 700 : 2));
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((BASE - LEAST) * MOST) / 2; k += BASE) delta = Math.floor(delta / (BASE - LEAST));
  return k + Math.floor(((BASE - LEAST + 1) * delta) / (delta + 38));
}

/** Eight hexadecimal digits. Needs no secure context, unlike crypto.randomUUID. */
export function randomId() {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0");
}

/** Thirty-two of them: nobody else's, ever. */
export const uniqueId = () => Array.from({ length: 4 }, randomId).join("");

/** A whole number from 0 up to a limit, each as likely as the others. Throws without a crypto. */
export function randomBelow(limit) {
  const fair = 2 ** 32 - (2 ** 32 % limit); // the rest would favour the first few
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return number < fair ? number % limit : randomBelow(limit);
}

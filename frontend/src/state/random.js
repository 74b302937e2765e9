/** Eight hexadecimal digits. Needs no secure context, unlike crypto.randomUUID. */
export function randomId() {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0");
}

/** Return `say(key, facts)`: a phrase with its {facts} filled in. */
export function speaker(words) {
  return (key, facts = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

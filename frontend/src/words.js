/** Return `say(key, facts)`: a phrase with its {facts} filled in. */
export function speaker(words) {
  return (key, facts = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

/** The language of a step that is not in the lesson's own; undefined where it is. */
export const otherLanguage = (step, lesson) =>
  !step || step.language === lesson.language ? undefined : step.language;

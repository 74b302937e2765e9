// What a phone in a live room does with what the trainer does: where it goes, how far, what it waits for.

/** The place of a step among the screens; "result" is the last, -1 one that this version lacks. */
const placeOf = (screens, step) =>
  step === "result"
    ? screens.length - 1
    : screens.findIndex(({ kind, id }) => kind === "step" && id === step);

/**
 * How somebody goes through the lesson under a view of the room (null: alone): `{ live, covered,
 * together, trainer, limit }`. `covered` says what stands in the place of the step, "poll", "paused" or
 * nothing; the last two are places of screens. Alone, and where the trainer is at a step that this
 * version of the lesson lacks, nothing holds them.
 */
export function pathOf(view, screens) {
  const last = screens.length - 1;
  if (!view || view.state === "ended") return { live: false, trainer: -1, limit: last };
  const trainer = placeOf(screens, view.step);
  const together = view.pace === "together" && trainer >= 0;
  const until = together ? trainer : placeOf(screens, view.until);
  const covered = view.state === "paused" ? "paused" : view.poll && "poll";
  return { live: true, covered, together, trainer, limit: until < 0 ? last : until };
}

/**
 * How the room answered, for `Split`: `{ options, counts, people }`. `split` has one number an option,
 * a point of a judgement, or who was right and who not yet; `say` speaks as the player, and `yours`
 * stands behind one's own answer.
 */
export function drawnSplit(activity, drawn, response, say, yours) {
  const counts = drawn.split ?? drawn;
  const people = drawn.answers ?? counts.reduce((sum, count) => sum + count, 0);
  return { options: labels(activity, counts.length, response, say, ` (${yours})`), counts, people };
}

function labels({ options, pair, truth }, count, response, say, yours) {
  if (options) {
    // Those of another version of the lesson are not these.
    return (options.length === count ? options : []).map(({ html, right }, place) => ({
      html: html + (response?.options.includes(place) ? yours : ""),
      right,
    }));
  }
  if (pair) {
    return [0, 1, 2, 3, "unsure"].map((point, place) => ({
      text:
        say(`judge.${place < 4 ? `${pair}_${point}` : point}`) +
        (response?.point === point ? yours : ""),
      right: place < 4 && place >= 2 === truth,
    }));
  }
  return ["right", "not_yet"].map((key) => ({ text: say(key) }));
}

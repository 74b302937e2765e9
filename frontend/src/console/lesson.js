/**
 * The lesson of a room as a trainer needs it, from the JSON of `staff/rooms/CODE/lesson`:
 *
 *     {"title", "minutes", "language",
 *      "parts": [{"title", "steps": [ids]}],
 *      "steps": [{"id", "title", "minutes", "notes", "answer", "others", "hints": HTML,
 *                 "kind", "form": "options" | "points" | "right" | "none", "question": HTML,
 *                 "options": [{"html", "right", "feedback"}]}],
 *      "polls": [{"id", "step", "form", "question", "options", "low", "high"}]}
 *
 * `options` stand in the order of a split: for "points" they are what the points are called. What
 * follows the last step is called RESULT.
 */
export const RESULT = "result";

export class Lesson {
  constructor(told) {
    this.title = told.title;
    this.minutes = told.minutes ?? null;
    this.language = told.language;
    this.steps = told.steps;
    this.parts = told.parts?.length
      ? told.parts
      : [{ title: "", steps: told.steps.map(({ id }) => id) }];
    this.polls = told.polls ?? [];
    this.places = new Map(told.steps.map(({ id }, place) => [id, place]));
  }

  /** The step with an id; null for the result, and where none has it. */
  step(id) {
    return this.steps[this.places.get(id)] ?? null;
  }

  place(id) {
    return id === RESULT ? this.steps.length : (this.places.get(id) ?? -1);
  }

  partOf(id) {
    return this.parts.find(({ steps }) => steps.includes(id))?.title ?? "";
  }

  /** The id of what comes after a step, or before it; "" where nothing does. */
  after(id) {
    const place = this.place(id);
    return place >= this.steps.length ? "" : (this.steps[place + 1]?.id ?? RESULT);
  }

  before(id) {
    return this.steps[this.place(id) - 1]?.id ?? "";
  }
}

/** An item as the room tells of it; before anybody answered it may tell nothing. */
export function itemOf(view, step) {
  const told = view.items?.[step?.id];
  if (!step || (!told && !step.kind)) return null;
  const form = told?.form ?? step.form ?? "none";
  return form === "none"
    ? null
    : { state: "asking", answers: 0, late: 0, split: null, missed: [], ...told, form };
}

/** What the places of an item's split are called: `[{ html | text, right, feedback }]`. */
export function optionsOf(item, step, say) {
  if (item.form === "right") {
    return [{ text: say("split_right"), right: true }, { text: say("split_not_yet") }];
  }
  if (item.form === "points" && step.options?.length !== 5) {
    return ["0", "1", "2", "3", "unsure"].map((point) => ({ text: say(`point_${point}`) }));
  }
  return step.options ?? [];
}

// What a trainer most likely wants next. There is always one main button; this says what it does.
import { itemOf, RESULT } from "./lesson.js";
import { pollOnScreens } from "./polls.js";

/**
 * Return `{ word, then, facts, commands, did }`: the keys of what stands on the button, of what it
 * will do, and of what is said once it is done. `ends` in place of commands asks first; null where
 * nothing is left to do. `opens` marks what uncovers answers, for the key "reveal".
 */
export function nextThing(view, lesson) {
  if (view.state === "ended") return null;
  if (view.state === "paused") return on("resume", "did_set", { do: "set", paused: false });
  const poll = pollOnScreens(view);
  if (poll) return withPoll(poll);
  if (view.settings.pace === "free") {
    return on("call_back", "did_set", { do: "set", pace: "together" });
  }
  if (!lesson) return null;
  if (view.step === RESULT) return { ...on("end"), ends: true };
  const step = lesson.step(view.step);
  const item = itemOf(view, step);
  if (item && item.state !== "revealed") return withItem(item, step);
  return moveOn(step ? lesson.after(step.id) : lesson.steps[0].id, lesson, step);
}

/** What is shown counts no longer: who sees how others answered would answer like them. */
function withPoll({ run, state }) {
  const turn = (to) => ({ do: "poll_state", run, state: to });
  if (state === "shown") return on("poll_done", "did_poll_done", turn("done"));
  const commands = state === "asking" ? [turn("closed"), turn("shown")] : [turn("shown")];
  return { ...on("poll_show", "did_poll_shown", ...commands), opens: true };
}

function withItem({ state, form }, { id }) {
  const turn = (to) => ({ do: "item", step: id, state: to });
  if (state === "shown") return { ...on("reveal", "did_reveal", turn("revealed")), opens: true };
  const closing = state === "asking";
  const commands = closing ? [turn("closed"), turn("shown")] : [turn("shown")];
  return {
    ...on("show", "did_show", ...commands),
    word: closing ? "do_show" : "do_show_of",
    then: !closing ? "then_show_of" : form === "right" ? "then_show_right" : "then_show",
    opens: true,
  };
}

function moveOn(to, lesson, from) {
  const title = lesson.step(to)?.title ?? "";
  const move = { do: "move", step: to };
  if (to === RESULT) return on("result", "did_move_result", move);
  const named = { ...on(from ? "next" : "start", "did_move", move), facts: { title } };
  return from ? { ...named, word: "do_next_to" } : named;
}

const on = (name, did, ...commands) => ({
  word: `do_${name}`,
  then: `then_${name}`,
  facts: {},
  commands,
  did,
});

import { useSetting } from "../setting.js";
import { isFitting } from "../state/responses.js";
import { modelOf } from "./models.js";

/**
 * What a step holds back: return `{ hidden, revealed, reveal, hide }`. Revealed is what the audience
 * said, where the trainer has chosen that with the mouse, else the model answer. A recall has its
 * answer behind a button of its own, and so has a search once a book is open.
 */
export function useAnswer(screen, visits) {
  const { mainAction, fresh, scratch } = useSetting();
  const { activity, id } = screen?.step ?? {};
  const answer = activity && visits.visit.answers[activity.id];
  const model = modelOf(activity);
  const revealed = Boolean(model && answer?.last && !answer.draft);
  const waits = { recall: true, search: scratch.get(activity?.id)?.open }[activity?.kind];
  const press = !revealed && waits ? mainAction.answer : null;
  return {
    hidden: Boolean(press || (model && !revealed)),
    revealed,
    reveal() {
      if (press) return press();
      fresh.current = true; // the verdict is news, and is to be in view
      const said = answer?.draft && isFitting(activity, answer.draft);
      return visits.commit(activity.id, said ? answer.draft : model, { step: id, ms: 0 });
    },
    hide: () => visits.setDraft(activity.id, {}),
  };
}

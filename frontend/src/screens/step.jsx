import { useRef } from "preact/hooks";
import { timeInView } from "../state/in-view.js";
import kinds from "virtual:activities";
import { useSetting } from "../setting.js";
import { Html } from "../parts/html.jsx";
import { Ways } from "../parts/send.jsx";

/** One step: words, at most one activity, and the words that follow its answer. */
export function StepScreen({ screen, steps, visits, setNotice }) {
  const { say, otherLang, item, under } = useSetting();
  const { step } = screen;
  const kind = kinds[step.activity?.kind];
  const asks = step.activity && !kind?.answerless;
  const phase = usePhase(step, visits);
  const revealed = phase === "revealed" || !asks || kind.optional;
  return (
    <div class="suluh-screen" data-screen={step.id} data-phase={asks ? phase : undefined}>
      <p class="suluh-place">
        {item ? say("item_from", item) : say("progress", { step: screen.number, steps })}
      </p>
      {screen.part.title && <p class="suluh-part">{screen.part.title}</p>}
      <h2 tabIndex={-1} lang={otherLang}>
        {step.title}
      </h2>
      <OtherLanguage />
      <Html html={step.before} />
      {step.activity && <Activity {...{ step, phase, visits, setNotice }} />}
      {under?.(step)}
      {item && revealed && <WayOn />}
      {revealed && <Html html={step.after} class="suluh-after" />}
      <Sources step={step} revealed={revealed} />
    </div>
  );
}

/** Once the one question of a page is answered: whose it is, and ways to pass it on. */
function WayOn() {
  const { say, item, link } = useSetting();
  return (
    <section class="suluh-item-more">
      {item.minutes > 0 && <p>{say("item_more", item)}</p>}
      {link && (
        <>
          <h3>{say("item_share")}</h3>
          <Ways text={say("item_share_text", { ...item, link })} title={item.question} />
        </>
      )}
    </section>
  );
}

function usePhase({ id, activity }, visits) {
  const { holding } = useSetting();
  const answer = activity && visits.visit.answers[activity.id];
  if (!answer?.last || answer.draft) return "answering";
  return holding(id) ? "waiting" : "revealed";
}

/** Hands a kind's component its phase, what was answered, and how to answer. */
function Activity({ step, phase, visits, setNotice }) {
  const { fresh } = useSetting();
  const place = useRef();
  const begun = useRef(timeInView());
  const { activity } = step;
  const { draft, last } = visits.visit.answers[activity.id] ?? {};
  const Kind = kinds[activity.kind]?.default;
  if (!Kind) return null;
  return (
    <div ref={place} class={`suluh-activity suluh-${activity.kind}`} data-activity={activity.id}>
      <Kind
        {...{ activity, phase }}
        draft={draft ?? {}}
        response={last}
        setDraft={(next) => {
          setNotice("");
          visits.setDraft(activity.id, next);
        }}
        commit={(response) => {
          fresh.current = true;
          setNotice("");
          visits.commit(activity.id, response, { step: step.id, ms: timeInView() - begun.current });
        }}
        retry={() => {
          visits.setDraft(activity.id, {});
          begun.current = timeInView();
          focusQuestion(place);
        }}
      />
    </div>
  );
}

/** After "Coba lagi" the button is gone; the next thing to do is the question. */
function focusQuestion(place) {
  setTimeout(() => place.current?.querySelector("input, button")?.focus());
}

function OtherLanguage() {
  const { say, otherLang, languages } = useSetting();
  if (!otherLang) return null;
  return (
    <p class="suluh-note">{say("only_in", { language: languages[otherLang] ?? otherLang })}</p>
  );
}

/** Before the answer only the sources already referred to: the others might give it away. */
function Sources({ step, revealed }) {
  const { say } = useSetting();
  const shown = step.sources.filter(
    ({ number }) => revealed || step.before.includes(`>[${number}]<`),
  );
  if (shown.length === 0) return null;
  return (
    <details class="suluh-sources">
      <summary>{say("sources_count", { count: shown.length })}</summary>
      <ol>
        {shown.map(({ number, html }) => (
          <li value={number}>
            <Html html={html} />
          </li>
        ))}
      </ol>
    </details>
  );
}

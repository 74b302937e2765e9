import kinds from "virtual:activities";
import { useSetting } from "../setting.js";
import { activitiesOf } from "../state/visit.js";
import { Book } from "../parts/drawings.jsx";
import { Official } from "../parts/official.jsx";
import { Ways } from "../parts/send.jsx";
import { Completion } from "./completion.jsx";
import { adviceFor, countsOf } from "./counts.js";
import { Views } from "./views.jsx";

/** Counts for the patron alone, one sentence of advice, the deed of today, and passing it on. */
export function ResultScreen({ screen, visits }) {
  const { say, lesson } = useSetting();
  const activities = activitiesOf(lesson);
  const { answers } = visits.visit;
  const keepsakes = activities.filter((activity) => kinds[activity.kind]?.Keepsake);
  return (
    <div class="suluh-screen suluh-result" data-screen={screen.id}>
      <Book />
      <h2 tabIndex={-1}>{say("result_title")}</h2>
      <Counts counts={countsOf(activities, answers)} />
      {keepsakes.map((activity) => {
        const { Keepsake } = kinds[activity.kind];
        const step = stepOf(lesson, activity);
        return <Keepsake {...{ activity, step }} response={answers[activity.id]?.last} />;
      })}
      <Views visits={visits} />
      <Completion visit={visits.visit} />
      <Share />
      <Official />
    </div>
  );
}

const stepOf = (lesson, activity) =>
  lesson.parts.flatMap((part) => part.steps).find((step) => step.activity?.id === activity.id);

function Counts({ counts }) {
  const { say } = useSetting();
  if (!counts.judged) return <p>{say("result_plain")}</p>;
  return (
    <>
      <p class="suluh-advice">{say(adviceFor(counts))}</p>
      <div class="suluh-scales">
        {counts.scales.map(({ pair, truth, right, all }) => (
          <Scale
            name={`${pair}-${truth}`}
            label={say(`result_${pair}_${truth}`)}
            words={say("result_count", { count: right, all })}
            {...{ right, all }}
          />
        ))}
      </div>
      {counts.checkable > 0 && <Checked counts={counts} />}
      {counts.unsure > 0 && <p>{say("result_unsure", { count: counts.unsure })}</p>}
      <p class="suluh-note">{say("result_first")}</p>
    </>
  );
}

/** How often one checked first; who never did is told how, not that it was none of so many. */
function Checked({ counts: { checked, checkable, checkWord } }) {
  const { say } = useSetting();
  if (!checked) {
    const [before, after] = say("result_unchecked").split("{button}");
    return (
      <p class="suluh-unchecked">
        {before}
        <strong>{say(checkWord)}</strong>
        {after}
      </p>
    );
  }
  return (
    <p class="suluh-checked">
      {say("result_checked")}:{" "}
      <strong>{say("result_times", { count: checked, all: checkable })}</strong>
    </p>
  );
}

function Scale({ name, label, words, right, all }) {
  return (
    <div class="suluh-scale" data-scale={name}>
      <p>
        {label}: <strong>{words}</strong>
      </p>
      <div class="suluh-cells" aria-hidden="true">
        {Array.from({ length: all }, (_, index) => (
          <span data-full={index < right || undefined} />
        ))}
      </div>
    </div>
  );
}

/** Only where the lesson has an address that others can open. */
function Share() {
  const { say, lesson, library, link } = useSetting();
  if (!link) return null;
  const text = say("share_text", { library: library.name, lesson: lesson.title, link });
  return (
    <section class="suluh-share">
      <h3>{say("share_title")}</h3>
      <Ways text={text} title={lesson.title} />
    </section>
  );
}

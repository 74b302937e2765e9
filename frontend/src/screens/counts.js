import kinds from "virtual:activities";

/** From so many decided answers on, and so many of each kind, there is something to say. */
const ENOUGH = 4;
const ENOUGH_OF_EACH = 2;
/** How far the two shares may lie apart and still be called even. */
const EVEN = 0.2;
/** The share of right answers below which being even is no merit yet. */
const HALF = 0.5;

/** Count first attempts. "Unsure" counts neither for nor against; a second try counts nothing. */
export function countsOf(activities, answers) {
  const counts = {
    judged: 0,
    decided: 0,
    unsure: 0,
    checkable: 0,
    checked: 0,
    checkWord: "",
    scales: [],
  };
  for (const activity of activities) {
    const first = answers[activity.id]?.first;
    const tally = first && kinds[activity.kind]?.tally?.(activity, first);
    if (!tally) continue;
    counts.judged += 1;
    counts.checkable += tally.checkable ? 1 : 0;
    counts.checked += tally.checked ? 1 : 0;
    counts.checkWord ||= tally.checkWord;
    if (tally.right === null) {
      counts.unsure += 1;
      continue;
    }
    counts.decided += 1;
    const scale = scaleOf(counts.scales, tally);
    scale.all += 1;
    scale.right += tally.right ? 1 : 0;
  }
  counts.scales.sort((one, other) => Number(one.truth) - Number(other.truth));
  return counts;
}

function scaleOf(scales, { pair, truth }) {
  let scale = scales.find((one) => one.pair === pair && one.truth === truth);
  if (!scale) scales.push((scale = { pair, truth, right: 0, all: 0 }));
  return scale;
}

/** The key of one sentence for someone trusting, suspicious, balanced, or who answered few. */
export function adviceFor({ decided, scales }) {
  const [falseOnes, trueOnes] = [false, true].map((truth) => sum(scales, truth));
  const few = decided < ENOUGH || Math.min(falseOnes.all, trueOnes.all) < ENOUGH_OF_EACH;
  if (few) return "advice_few";
  // Reading a catalogue's record is no question of what to share.
  const kind = scales.every(({ pair }) => pair === "reading") ? "advice_reading" : "advice";
  const lean = trueOnes.right / trueOnes.all - falseOnes.right / falseOnes.all;
  if (Math.abs(lean) <= EVEN + 1e-9) {
    const some = (trueOnes.right + falseOnes.right) / decided > HALF;
    return some ? `${kind}_balanced` : "advice_again";
  }
  return `${kind}_${lean > 0 ? "trusting" : "suspicious"}`;
}

function sum(scales, truth) {
  const total = { right: 0, all: 0 };
  for (const scale of scales.filter((one) => one.truth === truth)) {
    total.right += scale.right;
    total.all += scale.all;
  }
  return total;
}

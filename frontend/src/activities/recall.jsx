import { useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { Options } from "../parts/options.jsx";
import { useNews } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

const MARKS = [0, 1, 2];

/** Never judged: one's own mark is one's own affair. */
export function judge(activity, response) {
  if (!MARKS.includes(response.mark)) {
    throw new TypeError('a response to recall needs "mark": 0, 1 or 2');
  }
  return null;
}

export default function Recall({ activity, phase, response, commit }) {
  const { say, id, fresh, scratch } = useSetting();
  const [compared, setCompared] = useState(phase !== "answering");
  // The text stays in this page's memory: never stored, never sent.
  const [text, setText] = useState(scratch.get(activity.id) ?? "");
  const write = (event) => {
    setText(event.currentTarget.value);
    scratch.set(activity.id, event.currentTarget.value);
  };

  useMainAction(compared ? null : "recall.compare", () => {
    fresh.current = true;
    setCompared(true);
  });

  return (
    <>
      <div class="suluh-question">
        <Html html={activity.question} id={id("recall-question")} />
        <p id={id("recall-private")} class="suluh-note">
          {say("recall.own_words")} {say("recall.private")}
        </p>
      </div>
      <textarea
        class="suluh-text"
        rows={4}
        autocomplete="off"
        aria-labelledby={id("recall-question")}
        aria-describedby={id("recall-private")}
        value={text}
        onInput={write}
      />
      {compared && (
        <>
          <Model html={activity.answer} />
          <Options
            name={`recall-${activity.id}`}
            legend={{ text: say("recall.how_close") }}
            options={MARKS.map((value) => ({ value, text: say(`recall.mark_${value}`) }))}
            chosen={[response?.mark]}
            choose={(mark) => {
              commit({ mark });
              fresh.current = false; // the focus stays on the mark
            }}
          />
          <p role="status" class="suluh-status">
            {response && say(`recall.thanks_${response.mark}`)}
          </p>
        </>
      )}
    </>
  );
}

function Model({ html }) {
  const { say, id } = useSetting();
  const element = useNews();
  return (
    <div ref={element} class="suluh-model" role="group" tabIndex={-1} aria-labelledby={id("model")}>
      <p class="suluh-label" id={id("model")}>
        {say("recall.model")}
      </p>
      <Html html={html} />
    </div>
  );
}

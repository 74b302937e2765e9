import { useLayoutEffect, useRef } from "preact/hooks";
import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";
import { Sign } from "./drawings.jsx";

/**
 * What an answer was: right or not yet, or of a `tone` (also unsure) and in `words` of its own. Takes
 * the focus when it is news.
 */
export function Verdict({ right, tone = toneOf(right), words, html, retry, retryWord, children }) {
  const { say, id } = useSetting();
  const element = useNews();
  return (
    <div
      ref={element}
      class="suluh-verdict"
      data-tone={tone}
      role="group"
      tabIndex={-1}
      aria-labelledby={id("verdict")}
      aria-describedby={id("feedback")}
    >
      <p class="suluh-verdict-word" id={id("verdict")}>
        <Sign tone={tone} />
        <strong>{words ?? say(right ? "right" : "not_yet")}</strong>
      </p>
      <div id={id("feedback")}>
        {children}
        {html && <Html html={withoutLead(html, [say("right"), say("not_yet")])} />}
      </div>
      {retry && (
        <button type="button" class="suluh-quiet suluh-retry" onClick={retry}>
          {retryWord ?? say("retry")}
        </button>
      )}
    </div>
  );
}

const toneOf = (right) => (right ? "right" : "not-yet");

/** A line that says with sign and word how one piece of an answer was; what more there is follows. */
export function Mark({ right, tone = toneOf(right), words, children }) {
  return (
    <p class="suluh-option-word" data-tone={tone}>
      <Sign tone={tone} />
      <span>
        <strong>{words}</strong>
        {children && <> · {children}</>}
      </span>
    </p>
  );
}

/** Stands where the verdict will, while a live room holds the feedback back. */
export function Waiting() {
  const { say } = useSetting();
  const element = useNews();
  return (
    <p ref={element} class="suluh-verdict suluh-waiting" data-tone="unsure" tabIndex={-1}>
      {say("waiting")}
    </p>
  );
}

/** Focus what an answer just brought, but not what was there when one came back to the screen. */
export function useNews() {
  const { fresh } = useSetting();
  const element = useRef();
  useLayoutEffect(() => {
    if (!fresh.current) return;
    fresh.current = false;
    element.current.focus();
  }, []);
  return element;
}

/** Authors like to begin feedback with "Tepat."; the verdict above it has just said so, or not. */
function withoutLead(html, leads) {
  const lead = leads.map((words) => `<p>${words} `).find((start) => html.startsWith(start));
  return lead ? `<p>${html.slice(lead.length)}` : html;
}

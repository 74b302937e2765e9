import { useWords } from "./words.js";

/** What the check found: what must be put right, then advice. A click goes to the line. */
export function Found({ session }) {
  const say = useWords();
  const { problems, fixable } = session.told;
  const errors = problems.filter(({ level }) => level === "error");
  const advice = problems.filter(({ level }) => level !== "error");
  return (
    <section class="studio-found-here" aria-label={say("problems")}>
      <div class="studio-found-head">
        {problems.length === 0 && <p class="studio-well">{say("all_well")}</p>}
        {errors.length > 0 && (
          <p data-level="error">{say("errors_title", { count: errors.length })}</p>
        )}
        {advice.length > 0 && <p>{say("advice_title", { count: advice.length })}</p>}
        {fixable && (
          <button
            type="button"
            class="studio-tool studio-fix"
            onClick={() => session.ask({ do: "fix" })}
          >
            {say("fix")}
          </button>
        )}
      </div>
      {problems.length > 0 && (
        <ul>
          {[...errors, ...advice].map(({ line, level, key, words }) => (
            <li data-level={level}>
              <button type="button" onClick={() => session.paper.go(line - 1)}>
                <span class="studio-found-line">{say("line", { line })}</span>
                <span>{words}</span>
              </button>
              {key === "option-without-feedback" && (
                <button
                  type="button"
                  class="studio-tool studio-write-feedback"
                  onClick={() => session.paper.feedback(line - 1)}
                >
                  {say("write_feedback")}
                  <span class="suluh-unseen">: {say("line", { line })}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

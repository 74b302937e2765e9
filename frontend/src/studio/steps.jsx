import { useWords } from "./words.js";

/** The steps of the original, and which of them are not translated yet. */
export function Steps({ session }) {
  const say = useWords();
  const { steps, outline, into } = session.told;
  const done = steps.filter(({ state }) => state !== "missing").length;
  const said = say("steps_title", { done, all: steps.length, language: into });
  const open = steps.filter(({ state }) => state !== "there");
  return (
    <section class="studio-steps" aria-label={said}>
      <p class="suluh-label">{said}</p>
      <ul>
        {open.map(({ id, title, state }) => (
          <li data-state={state}>
            <span>
              {title} <em>({say(`step_${state}`)})</em>
            </span>
            {state === "missing" ? (
              <button
                type="button"
                class="studio-tool"
                onClick={() => session.ask({ do: "copy", step: id })}
              >
                {say("copy_step")}
                <span class="suluh-unseen">: {title}</span>
              </button>
            ) : (
              <button
                type="button"
                class="studio-tool"
                onClick={() =>
                  session.paper.go(outline.find((span) => span.title === title)?.line ?? 0)
                }
              >
                {say("go_to_step")}
                <span class="suluh-unseen">: {title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

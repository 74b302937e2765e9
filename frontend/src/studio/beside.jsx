import { useWords } from "./words.js";

/** Another text to look at beside one's own: the original, the file's, or a draft. */
export function Beside({ session, beside }) {
  const say = useWords();
  const { kind, text, marks, pieces } = beside;
  const marked = new Set(marks);
  return (
    <section class="studio-beside" aria-label={say(`${kind}_text`)}>
      <p class="suluh-label">{say(`${kind}_text`)}</p>
      {/* A region that scrolls can be reached by keyboard. */}
      <div class="studio-beside-text" tabIndex={0} role="group" aria-label={say(`${kind}_text`)}>
        {text.split("\n").map((line, place) => (
          <>
            {pieces?.[place] !== undefined && (
              <button
                type="button"
                class="studio-tool studio-take"
                onClick={() => session.ask({ do: "take", piece: pieces[place] })}
              >
                {say("take_piece")}
              </button>
            )}
            <p data-marked={marked.has(place) ? "" : undefined}>{line || "\u00a0"}</p>
          </>
        ))}
      </div>
    </section>
  );
}

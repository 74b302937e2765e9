import { useWords } from "./words.js";
import { Icon } from "./icons.jsx";
import { Insert } from "./menu.jsx";

/** The buttons above the text. */
export function Tools({ session, insert }) {
  const say = useWords();
  const { paper } = session;
  const tool = (key, run, options = {}) => (
    <button
      type="button"
      class={`studio-tool studio-tool-${key}`}
      aria-label={say(key)}
      title={say(key)}
      onClick={run}
      {...options}
    >
      <Icon name={key} />
    </button>
  );
  return (
    <div class="studio-tools" role="group" aria-label={say("tools")}>
      <Insert insert={insert} />
      <span class="studio-tool-group">
        {tool("undo", () => session.paper.undo(), { disabled: !paper?.undoable })}
        {tool("redo", () => session.paper.redo(), { disabled: !paper?.redoable })}
      </span>
      <span class="studio-tool-group">
        {tool("bold", () => session.paper.bold())}
        {tool("bullets", () => session.paper.bullets())}
        {tool("link", () => insert("link"))}
      </span>
      <span class="studio-tool-group">{tool("find", () => session.paper.find())}</span>
      <GoTo session={session} />
      <Sides session={session} />
    </div>
  );
}

/** Where one is in the lesson, and the way to another step. */
function GoTo({ session }) {
  const say = useWords();
  const { outline, here } = session.told;
  return (
    <label class="studio-go-to">
      <span>{say("go_to_step")}</span>
      <select
        aria-label={say("go_to_step")}
        value={here?.line ?? 0}
        onChange={({ target }) => session.paper.go(Number(target.value))}
      >
        <option value={0}>{say("top_of_lesson")}</option>
        {outline.map(({ title, line, part }) => (
          <option value={line}>{part ? title : `\u2003${title}`}</option>
        ))}
      </select>
    </label>
  );
}

/** What is seen: where there is no room for both, text or preview; the original of a translation. */
function Sides({ session }) {
  const say = useWords();
  const { told, side, narrow, showing } = session;
  const here = side === "original" && told.open.translation ? side : narrow ? showing : "preview";
  const sides = [
    ...(narrow ? ["text"] : []),
    ...(narrow || told.open.translation ? ["preview"] : []),
    ...(told.open.translation ? ["original"] : []),
  ];
  const choose = (one) => {
    session.show(one === "preview" ? "preview" : "text");
    const other = one === "original" ? one : "preview";
    if (other !== (side ?? "preview") || told.beside) session.ask({ do: "side", side: other });
  };
  if (!sides.length) return null;
  return (
    <span class="studio-tool-group studio-sides" role="group" aria-label={say("side")}>
      {sides.map((one) => (
        <button
          type="button"
          class="studio-tool"
          aria-pressed={here === one ? "true" : "false"}
          onClick={() => choose(one)}
        >
          {say(`side_${one}`)}
        </button>
      ))}
    </span>
  );
}

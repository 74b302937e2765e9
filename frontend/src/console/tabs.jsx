import { useRef } from "preact/hooks";
import { useConsole } from "./context.js";

/** Tabs with the arrow keys of tabs. `tabs` are `[{ name, badge }]`. */
export function Tabs({ tabs, at, go, narrow }) {
  const { say, id } = useConsole();
  const list = useRef();
  const press = (event) => {
    const place = tabs.findIndex(({ name }) => name === at);
    const to = {
      ArrowRight: (place + 1) % tabs.length,
      ArrowLeft: (place - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(tabs[to].name);
    list.current.children[to].focus();
  };
  return (
    <div ref={list} class="console-tabs" role="tablist" aria-label={say("views")} onKeyDown={press}>
      {tabs.map(({ name, badge }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={id(`tab-${name}`)}
          aria-selected={name === at ? "true" : "false"}
          aria-controls={name === at ? id("panel") : undefined}
          tabIndex={name === at ? 0 : -1}
          onClick={() => go(name)}
        >
          <span aria-hidden={narrow && NARROW_WORD[name] ? "true" : undefined}>
            {say(narrow && NARROW_WORD[name] ? NARROW_WORD[name] : `tab_${name}`)}
          </span>
          {narrow && NARROW_WORD[name] && <span class="console-unseen">{say(`tab_${name}`)}</span>}
          <span class="console-badge" data-none={badge ? undefined : ""}>
            {badge > 0 && (
              <>
                <span aria-hidden="true">{badge > 99 ? "99+" : badge}</span>
                <span class="console-unseen"> {say("waiting_count", { n: badge })}</span>
              </>
            )}
          </span>
        </button>
      ))}
    </div>
  );
}

const NARROW_WORD = { polls: "tab_polls_short", questions: "tab_questions_short" };

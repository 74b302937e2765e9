import { useRef } from "preact/hooks";
import { useConsole } from "./context.js";
import { Act } from "./parts.jsx";
import { useSteadyOrder } from "./steady.js";

const RANK = { waiting: 0, shown: 1, hidden: 2 };

/**
 * The words of a poll, one by one. They stay where they are, also once decided: the next one is
 * where the eye is. Keys act on the word that has the focus.
 */
export function Words({ poll }) {
  const { say, count, send } = useConsole();
  const list = useRef();
  const { list: words } = useSteadyOrder(
    poll.words ?? [],
    ({ word }) => word,
    (one, other) => RANK[one.state] - RANK[other.state],
  );
  const rows = () => [...list.current.querySelectorAll("li")];
  const focusOn = (row, state) => row?.querySelector(`[data-to="${state}"]`)?.focus();
  const onTo = (row, state) => {
    const all = rows();
    const rest = all.slice(all.indexOf(row) + 1);
    focusOn(rest.find((each) => each.dataset.state === "waiting") ?? row, state);
  };
  const turn = (word, state) => ({ do: "word", run: poll.run, word, state });
  const keys = { show: say("key_show"), hide: say("key_hide") };
  const press = (event) => {
    const row = event.target.closest("li");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toUpperCase();
    const state = key === keys.show ? "shown" : key === keys.hide ? "hidden" : "";
    const all = rows();
    const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (to) focusOn(all[all.indexOf(row) + to], event.target.dataset.to);
    else if (state) {
      const { word } = row.dataset;
      send(turn(word, state), {
        what: say(`${VERBS[state]}_what`, { what: word }),
        did: "did_word",
      });
      onTo(row, state);
    } else return;
    event.preventDefault();
  };
  const waiting = words.filter(({ state }) => state === "waiting").map(({ word }) => word);
  if (!words.length) return <p class="console-note">{say("words_none")}</p>;
  return (
    <div class="console-words">
      <div class="console-sort">
        <Act
          command={turn(waiting, "shown")}
          what={say("words_show_all")}
          did="did_word"
          idle={!waiting.length}
        >
          {say("words_show_all")}
        </Act>
        <span class="console-note">
          {poll.words_more > 0 && count("words_more", poll.words_more)}
        </span>
      </div>
      <p class="console-note">{say("words_how", keys)}</p>
      <ul ref={list} onKeyDown={press}>
        {words.map(({ word, n, state }) => (
          <li key={word} data-word={word} data-state={state}>
            <span class="console-word">
              {word} <span class="console-note">{count("word_count", n)}</span>
            </span>
            <span class="console-mark" data-state={state}>
              {say(`is_${state}`)}
            </span>
            {["shown", "hidden"].map((to) => (
              <Act
                key={to}
                look="second"
                command={turn(word, to)}
                what={say(`${VERBS[to]}_what`, { what: word })}
                did="did_word"
                aria-label={say(`${VERBS[to]}_what`, { what: word })}
                aria-pressed={state === to ? "true" : "false"}
                data-to={to}
                after={() =>
                  onTo(
                    rows().find((row) => row.dataset.word === word),
                    to,
                  )
                }
              >
                {say(`${VERBS[to]}_it`)}
              </Act>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

const VERBS = { shown: "show", hidden: "hide" };

// Addresses taken apart: see activities/link.jsx.
import { useState } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { judge, noneOf } from "../address/owners.js";
import { useLater } from "../state/later.js";
import { breakable } from "../parts/breakable.jsx";
import { Missing } from "../parts/missing.jsx";
import { Options } from "../parts/options.jsx";
import { Mark, Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";

/** A piece that stands alone: the dots only joined it to the others. */
const undotted = (text) => text.replace(/^\.+|\.+$/g, "");

export default function Link({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say, notify } = useSetting();
  const { examples, question } = activity;
  const answering = phase === "answering";
  const owners = (answering ? draft.owners : response.owners) ?? noneOf(activity);

  useMainAction(answering ? "answer" : null, () => {
    if (owners.includes(null)) notify(say("nothing_chosen"));
    else commit({ owners });
  });

  const right = phase === "revealed" && judge(activity, response);
  const good = examples.filter(({ owner }, at) => owner === owners[at]).length;
  const choose = (at) => (value) =>
    setDraft({ owners: owners.map((old, place) => (place === at ? value : old)) });
  return (
    <>
      <Html html={question} class="suluh-question" />
      {phase === "waiting" && <Waiting />}
      {phase === "revealed" && (
        <Verdict {...{ right, retry }}>
          {!right && examples.length > 1 && (
            <p>{say("link.count_right", { right: good, count: examples.length })}</p>
          )}
        </Verdict>
      )}
      {examples.map((example, at) => (
        <Example
          {...{ example, at, phase }}
          name={`link-${activity.id}-${at}`}
          count={examples.length}
          chosen={owners[at]}
          choose={choose(at)}
        />
      ))}
      {response && <TryAddress />}
    </>
  );
}

/** An address drawn whole and dead, and below it its pieces to choose from. */
function Example({ example, at, count, name, phase, chosen, choose }) {
  const { say } = useSetting();
  const { pieces, owner, feedback } = example;
  const there = chosen === owner;
  const revealed = phase === "revealed";
  return (
    <div class="suluh-example">
      <Options
        group={{ class: "suluh-options suluh-address", "data-example": at }}
        name={name}
        legend={{
          text: (
            <>
              {count > 1 && (
                <span class="suluh-note">{say("link.example", { place: at + 1, count })}</span>
              )}
              <Dead text={pieces.map(({ text }) => text).join("")} />
            </>
          ),
        }}
        options={pieces.map(({ text }, value) => ({ value, text: breakable(undotted(text)) }))}
        chosen={[chosen]}
        choose={choose}
        locked={phase !== "answering"}
        sign={(value) =>
          revealed ? (value === owner ? "right" : value === chosen && "not-yet") : undefined
        }
      />
      {revealed && (
        <div class="suluh-other">
          <Mark right={there} words={say(there ? "right" : "not_yet")} />
          {!there && (
            <p>
              {say("link.owner", { owner: "" })}
              <strong>{breakable(pieces[owner].text)}</strong>
            </p>
          )}
          <Html html={feedback} />
        </div>
      )}
    </div>
  );
}

/** Any address of one's own: explained, never opened, sent, judged or kept. */
function TryAddress() {
  const { say, id } = useSetting();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(null);
  const { part, missing, retry } = useLater("address", asked !== null);
  const explain = (event) => {
    event.preventDefault();
    setAsked(text);
  };
  return (
    <section class="suluh-try">
      <h3>{say("link.try")}</h3>
      <form class="suluh-ways" onSubmit={explain}>
        <label class="suluh-label" for={id("free-address")}>
          {say("link.try_label")}
        </label>
        <input
          id={id("free-address")}
          class="suluh-text suluh-free-address"
          type="text"
          inputmode="url"
          maxlength={2000}
          autocomplete="off"
          autocapitalize="off"
          autocorrect={false}
          spellcheck={false}
          aria-describedby={id("free-private")}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAsked(null);
          }}
        />
        <p id={id("free-private")} class="suluh-note">
          {say("link.try_private")}
        </p>
        <button type="submit" class="suluh-second suluh-explain">
          {say("link.try_explain")}
        </button>
      </form>
      <div aria-live="polite">{asked !== null && part && <Anatomy {...part.anatomy(asked)} />}</div>
      {asked !== null && missing && <Missing words={say("link.try_missing")} retry={retry} />}
    </section>
  );
}

const NOTHING = { empty: "link.try_empty", unknown: "link.try_unknown" };

function Anatomy({ kind, owner, pieces, notes }) {
  const { say } = useSetting();
  return (
    <div class="suluh-anatomy" data-kind={kind}>
      {NOTHING[kind] && <p>{say(NOTHING[kind])}</p>}
      {owner && (
        <p class="suluh-anatomy-owner">
          {say("link.owner", { owner: "" })}
          <strong>{breakable(owner)}</strong>
        </p>
      )}
      {notes.map(([key, facts]) => (
        <p data-note={key}>{say(`link.${key}`, facts)}</p>
      ))}
      {pieces.length > 0 && (
        <dl>
          {pieces.map(({ text, role }) => (
            <div data-role={role}>
              <dt>
                <Dead text={undotted(text)} />
              </dt>
              <dd>
                <strong>{say(`link.role_${role}`)}.</strong> {say(`link.about_${role}`)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {owner && <p class="suluh-note">{say("link.not_proof")}</p>}
    </div>
  );
}

const Dead = ({ text }) => (
  <span class="suluh-dead-link" dir="ltr">
    {breakable(text)}
  </span>
);

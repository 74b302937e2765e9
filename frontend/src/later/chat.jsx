// A conversation that goes where one's replies lead: see activities/chat.jsx.
import { useLayoutEffect, useRef } from "preact/hooks";
import { useMainAction, useSetting } from "../setting.js";
import { Message, Time } from "../parts/message.jsx";
import { Verdict, Waiting } from "../parts/verdict.jsx";
import { Html } from "../parts/html.jsx";
import { lastOf, scenesOn } from "../chat/scenes.js";

export default function Chat({ activity, phase, draft, response, setDraft, commit, retry }) {
  const { say, forward } = useSetting();
  const answering = phase === "answering";
  const path = (answering ? draft.path : response.path) ?? [];
  const scenes = scenesOn(activity, path);
  const { choices, ending } = lastOf(scenes);
  const thread = useRef();
  const replies = useRef();
  const moved = useRef(false);

  // Here the replies are the answer, so that the one thing left to the button is to pass.
  useMainAction(answering ? "skip" : null, forward);

  // What was pressed is gone; what they said to it is to be seen, and what can be said to that.
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    replies.current?.focus({ preventScroll: true });
    replies.current?.scrollIntoView({ block: "nearest" });
    thread.current.querySelector(".suluh-newest")?.scrollIntoView({ block: "nearest" });
  }, [path.length]);

  const go = (next) => {
    moved.current = true;
    if (lastOf(scenesOn(activity, next)).ending) commit({ path: next });
    else setDraft({ path: next });
  };

  return (
    <>
      <Html html={activity.question} class="suluh-question" />
      <Message
        message={{ ...activity.message, html: scenes.flatMap(({ bubbles }) => bubbles).join("") }}
        bubbles={
          <div ref={thread} class="suluh-thread" role="log">
            {scenes.map(({ bubbles }, at) => (
              <>
                {at > 0 && <Own choice={scenes[at - 1].choices[path[at - 1]]} />}
                {bubbles.map((html, place) => (
                  <Theirs
                    {...{ html, message: activity.message }}
                    first={at + place === 0}
                    newest={at === path.length && place === 0}
                  />
                ))}
              </>
            ))}
            {!answering && <p class="suluh-act">{say("chat.ended")}</p>}
          </div>
        }
      />
      {answering && <Replies {...{ choices, path, go }} place={replies} />}
      {phase === "waiting" && <Waiting />}
      {phase === "revealed" && (
        <Verdict
          right={ending.right}
          words={say(ending.right ? "chat.good_end" : "chat.bad_end")}
          html={ending.feedback}
          retry={retry}
          retryWord={say("chat.again")}
        >
          <Html html={ending.html} class="suluh-strong" />
        </Verdict>
      )}
    </>
  );
}

function Theirs({ html, message, first, newest }) {
  const { otherLang } = useSetting();
  const { sender, group, time } = message;
  const said = group && sender;
  return (
    <div class={newest ? "suluh-bubble suluh-newest" : "suluh-bubble"}>
      {sender && (
        <p class={said ? "suluh-speaker" : "suluh-unseen"} lang={otherLang}>
          {sender}
        </p>
      )}
      <Html html={html} />
      {first && <Time time={time} />}
    </div>
  );
}

/** What one wrote stands opposite; what one did, in the middle. */
function Own({ choice }) {
  const { say } = useSetting();
  return (
    <div class={`suluh-bubble ${choice.act ? "suluh-act" : "suluh-own"}`}>
      <span class="suluh-unseen">{say("chat.you")}: </span>
      <Html as="span" html={choice.html} />
    </div>
  );
}

function Replies({ choices, path, go, place }) {
  const { say, id } = useSetting();
  return (
    <div ref={place} class="suluh-replies" role="group" tabIndex={-1} aria-labelledby={id("reply")}>
      <p class="suluh-label" id={id("reply")}>
        {say("chat.reply")}
      </p>
      {choices.map(({ html, act }, choice) => (
        <button
          type="button"
          class="suluh-choice"
          data-choice={choice}
          data-act={act || undefined}
          onClick={() => go([...path, choice])}
        >
          <Html as="span" html={html} />
        </button>
      ))}
      {path.length > 0 && (
        <button type="button" class="suluh-quiet suluh-undo" onClick={() => go(path.slice(0, -1))}>
          {say("chat.back")}
        </button>
      )}
    </div>
  );
}

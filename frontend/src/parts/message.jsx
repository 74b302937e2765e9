import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";
import { Lens } from "./drawings.jsx";

/**
 * A message in a neutral frame of our own, no real brand's, with SIMULASI drawn across it until the
 * answer is given and `stamp` ({ words, truth }) after it. `part(field)` may draw a field of its head
 * otherwise; `children` stand in place of its words, and `dead` says whether links are among them;
 * `bubbles` stand in place of its one bubble.
 */
export function Message({ message, stamp, part, bubbles, children, dead }) {
  const { say, otherLang } = useSetting();
  const Head = HEADS[message.frame] ?? ChatHead;
  const show = (field) => (message[field] && part?.(field)) || message[field];
  return (
    <figure
      class={`suluh-message suluh-message-${message.frame}`}
      aria-label={say(`frame_${message.frame}`)}
    >
      <figcaption class="suluh-simulation">{say("simulation")}</figcaption>
      <Head {...{ message, show }} />
      <div class="suluh-message-body">
        {!stamp && <Watermark text={say("simulation")} />}
        {bubbles ?? (
          <div class="suluh-bubble">
            {message.frame === "chat" && message.group && message.sender && (
              <p class="suluh-speaker" lang={otherLang}>
                {show("sender")}
              </p>
            )}
            {message.frame === "web" && message.subject && (
              <p class="suluh-web-title" lang={otherLang}>
                {show("subject")}
              </p>
            )}
            {children ?? <Html html={message.html} />}
            {TIME_IN_BUBBLE.has(message.frame) && <Time time={show("time")} />}
          </div>
        )}
        {stamp && (
          <p class="suluh-stamp" data-truth={String(stamp.truth)}>
            {stamp.words}
          </p>
        )}
      </div>
      {(dead ?? message.html.includes("suluh-dead-link")) && (
        <p class="suluh-dead-note">{say("dead_links")}</p>
      )}
    </figure>
  );
}

const TIME_IN_BUBBLE = new Set(["chat", "sms"]);

export function Time({ time }) {
  const { otherLang } = useSetting();
  if (!time) return null;
  return (
    <p class="suluh-time" lang={otherLang}>
      {time}
    </p>
  );
}

function Avatar({ name }) {
  return (
    <span class="suluh-avatar" aria-hidden="true">
      {[...(name || "?")][0].toUpperCase()}
    </span>
  );
}

function ChatHead({ message, show }) {
  const { otherLang } = useSetting();
  const name = message.group || message.sender;
  if (!name) return null;
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <Avatar name={name} />
      <strong>{show(message.group ? "group" : "sender")}</strong>
    </div>
  );
}

function SmsHead({ show }) {
  const { otherLang } = useSetting();
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <strong>{show("sender")}</strong>
      <span class="suluh-sms-tag">SMS</span>
    </div>
  );
}

function EmailHead({ show }) {
  const { say, otherLang } = useSetting();
  const rows = [
    [say("message_from"), show("sender")],
    [say("message_subject"), show("subject")],
    [say("message_time"), show("time")],
  ];
  return (
    <div class="suluh-message-head">
      <dl class="suluh-mail-rows">
        {rows.map(
          ([name, value]) =>
            value && (
              <div>
                <dt>{name}</dt>
                <dd lang={otherLang}>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}

function FeedHead({ message, show }) {
  const { otherLang } = useSetting();
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <Avatar name={message.sender} />
      <div>
        <strong>{show("sender")}</strong>
        <Time time={show("time")} />
      </div>
    </div>
  );
}

function WebHead({ show }) {
  const { say } = useSetting();
  return (
    <div class="suluh-message-head">
      <span class="suluh-dots" aria-hidden="true" />
      <p class="suluh-web-address">
        <span class="suluh-unseen">{say("message_address")}: </span>
        {show("address")}
      </p>
    </div>
  );
}

function ResultsHead({ message, show }) {
  const { say, otherLang } = useSetting();
  return (
    <div class="suluh-message-head">
      <Lens />
      <p class="suluh-web-address" lang={otherLang}>
        <span class="suluh-unseen">{say("message_search")}: </span>
        <strong>{show("search")}</strong>
      </p>
      {message.field && (
        <p class="suluh-field">
          {say("message_field")}: <span lang={otherLang}>{show("field")}</span>
        </p>
      )}
    </div>
  );
}

function RecordHead({ show }) {
  const { otherLang } = useSetting();
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <strong>{show("subject")}</strong>
    </div>
  );
}

const HEADS = {
  chat: ChatHead,
  sms: SmsHead,
  email: EmailHead,
  feed: FeedHead,
  web: WebHead,
  results: ResultsHead,
  record: RecordHead,
};

/** Part of the picture: it stays in a screenshot. Behind the words, so that they stay legible. */
function Watermark({ text }) {
  const { id } = useSetting();
  return (
    <svg class="suluh-watermark" aria-hidden="true">
      <defs>
        <pattern
          id={id("watermark")}
          width="330"
          height="88"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
        >
          <text x="0" y="30">
            {text}
          </text>
          <text x="-165" y="74">
            {text}
          </text>
          <text x="165" y="74">
            {text}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id("watermark")})`} />
    </svg>
  );
}

import { useSetting } from "../setting.js";
import { Html } from "./html.jsx";

/**
 * A message in a neutral frame of our own, no real brand's, with SIMULASI drawn across it until the
 * answer is given and `stamp` ({ words, truth }) after it.
 */
export function Message({ message, stamp }) {
  const { say, otherLang } = useSetting();
  const Head = HEADS[message.frame] ?? ChatHead;
  return (
    <figure
      class={`suluh-message suluh-message-${message.frame}`}
      aria-label={say(`frame_${message.frame}`)}
    >
      <figcaption class="suluh-simulation">{say("simulation")}</figcaption>
      <Head message={message} />
      <div class="suluh-message-body">
        {!stamp && <Watermark text={say("simulation")} />}
        <div class="suluh-bubble">
          {message.frame === "chat" && message.group && message.sender && (
            <p class="suluh-speaker" lang={otherLang}>
              {message.sender}
            </p>
          )}
          {message.frame === "web" && message.subject && (
            <p class="suluh-web-title" lang={otherLang}>
              {message.subject}
            </p>
          )}
          <Html html={message.html} />
          {TIME_IN_BUBBLE.has(message.frame) && <Time message={message} />}
        </div>
        {stamp && (
          <p class="suluh-stamp" data-truth={String(stamp.truth)}>
            {stamp.words}
          </p>
        )}
      </div>
      {message.html.includes("suluh-dead-link") && (
        <p class="suluh-dead-note">{say("dead_links")}</p>
      )}
    </figure>
  );
}

const TIME_IN_BUBBLE = new Set(["chat", "sms"]);

function Time({ message }) {
  const { otherLang } = useSetting();
  if (!message.time) return null;
  return (
    <p class="suluh-time" lang={otherLang}>
      {message.time}
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

function ChatHead({ message }) {
  const { otherLang } = useSetting();
  const name = message.group || message.sender;
  if (!name) return null;
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <Avatar name={name} />
      <strong>{name}</strong>
    </div>
  );
}

function SmsHead({ message }) {
  const { otherLang } = useSetting();
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <strong>{message.sender}</strong>
      <span class="suluh-sms-tag">SMS</span>
    </div>
  );
}

function EmailHead({ message }) {
  const { say, otherLang } = useSetting();
  const rows = [
    [say("message_from"), message.sender],
    [say("message_subject"), message.subject],
    [say("message_time"), message.time],
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

function FeedHead({ message }) {
  const { otherLang } = useSetting();
  return (
    <div class="suluh-message-head" lang={otherLang}>
      <Avatar name={message.sender} />
      <div>
        <strong>{message.sender}</strong>
        <Time message={message} />
      </div>
    </div>
  );
}

function WebHead({ message }) {
  const { say } = useSetting();
  return (
    <div class="suluh-message-head">
      <span class="suluh-dots" aria-hidden="true" />
      <p class="suluh-address">
        <span class="suluh-unseen">{say("message_address")}: </span>
        {message.address}
      </p>
    </div>
  );
}

const HEADS = { chat: ChatHead, sms: SmsHead, email: EmailHead, feed: FeedHead, web: WebHead };

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

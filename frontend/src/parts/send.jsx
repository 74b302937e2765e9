// Ways to pass a text on. In the browsers inside chat apps most of them are missing, so each is
// offered only where it works, and the last one, a text to copy by hand, works everywhere.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSetting } from "../setting.js";

/** All ways there are, for a text that holds an address. */
export function Ways({ text, title }) {
  return (
    <div class="suluh-ways">
      <WhatsAppLink text={text} />
      <ShareButton text={text} title={title} />
      <CopyButton text={text} />
    </div>
  );
}

export const whatsappLink = (text, number = "") =>
  `https://wa.me/${number}?text=${encodeURIComponent(text)}`;

export function WhatsAppLink({ text, words }) {
  const { say } = useSetting();
  return (
    <a class="suluh-second" href={whatsappLink(text)} target="_blank" rel="noopener noreferrer">
      {words ?? say("send_whatsapp")}
    </a>
  );
}

export function ShareButton({ text, title }) {
  const { say } = useSetting();
  if (!navigator.share) return null;
  const share = () => navigator.share({ title, text }).catch(() => {}); // closed again: no matter
  return (
    <button type="button" class="suluh-second" onClick={share}>
      {say("send_other")}
    </button>
  );
}

export function CopyButton({ text, words }) {
  const { say } = useSetting();
  const [state, setState] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("by-hand"); // also where there is no clipboard: pages without https
    }
  };
  return (
    <>
      <button type="button" class="suluh-second suluh-copy" onClick={copy}>
        {words ?? say("copy")}
      </button>
      {state === "by-hand" && <CopyByHand text={text} copied={() => setState("copied")} />}
      <span role="status" class="suluh-status">
        {state === "copied" && say("copied")}
      </span>
    </>
  );
}

function CopyByHand({ text, copied }) {
  const { say } = useSetting();
  const field = useRef();
  useLayoutEffect(() => {
    field.current.focus();
    field.current.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // The words below say how to do it by hand.
    }
    if (done) copied();
  }, []);
  return (
    <label class="suluh-by-hand">
      {say("copy_by_hand")}
      <textarea ref={field} readOnly rows={3} value={text} />
    </label>
  );
}

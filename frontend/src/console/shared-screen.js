// The window that everybody sees. It is opened here, and its keys steer the room from here: a clicker
// goes to whatever window is in front.
import { useEffect, useRef } from "preact/hooks";

/**
 * `press(key)` is called for "next", "back" and "reveal" from the shared screen of this room, and from
 * no other window. Where the browser has cut the tie between the two, a channel under the room's code
 * may do. Returns `open()`, which tells whether there is such a window now.
 */
export function useSharedScreen({ present, room }, press) {
  const shared = useRef(null);
  const heard = useRef();
  heard.current = press;
  useEffect(() => {
    if (!present) return undefined;
    const address = new URL(present, location.href);
    const hear = ({ source, origin, data }) => {
      if (data?.suluh !== "present" || origin !== address.origin) return;
      // Once this page was loaded anew it no longer knows which window it had opened.
      if (!shared.current && shows(source, address)) shared.current = source;
      if (source && source === shared.current) heard.current(data.key);
    };
    const channel = channelOf(`suluh:present:${room}`);
    if (channel) {
      channel.onmessage = ({ data }) => data?.suluh === "present" && heard.current(data.key);
    }
    addEventListener("message", hear);
    return () => {
      removeEventListener("message", hear);
      channel?.close();
    };
  }, [present, room]);
  return () => {
    if (shared.current && !shared.current.closed) shared.current.focus();
    else shared.current = window.open(present, `suluh-${room}`);
    return Boolean(shared.current);
  };
}

function shows(source, { pathname, search }) {
  try {
    return source.location.pathname === pathname && source.location.search === search;
  } catch {
    return false; // another site's
  }
}

function channelOf(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null; // an old browser, or one that allows none here
  }
}

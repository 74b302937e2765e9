// Two windows of one browser talk: the presentation and its notes. The one that was opened speaks with
// its opener, which works on a USB stick, too; where that is gone, a channel of the browser's may do.
// What passes is where the lesson is and which key was meant, never a note.
import { useEffect, useRef, useState } from "preact/hooks";

/** Milliseconds between two signs of life, and without one after which the other window is gone. */
const [SIGN, GONE] = [2000, 6000];
/** What another window may have done here. */
const STEERED = ["next", "back", "reveal", "first", "down", "up"];

const channelOf = (name) => {
  try {
    return new BroadcastChannel(`suluh:present:${name}`);
  } catch {
    return null; // an old browser, or one that allows none here
  }
};

const isAlive = (other) => {
  try {
    return Boolean(other) && !other.closed;
  } catch {
    return false;
  }
};

const send = (other, message) => {
  try {
    other.postMessage(message, "*"); // pages on a disk have no origin to name
  } catch {
    // It went in this moment; the next sign of life will miss it.
  }
};

/**
 * Have the trainer's console, which opened this window, know what a key here means. Return whether it
 * is there for sure: where the browser cut the tie, a channel of that name may reach it.
 */
export function tellConsole(name, key) {
  const message = { suluh: "present", key };
  const isThere = isAlive(window.opener);
  if (isThere) send(window.opener, message);
  else {
    const channel = channelOf(name);
    channel?.postMessage(message);
    channel?.close();
  }
  return isThere;
}

/**
 * The presentation's side: tell `state` whenever it changes, do what the other window asks for with what
 * `remote` holds. Return `{ open, company }`: a way to open it, and "" | "here" | "gone".
 */
export function useCompany(name, state, remote) {
  const [company, setCompany] = useState("");
  const now = useRef();
  now.current = state;
  const port = useRef({});

  useEffect(() => {
    const channel = channelOf(name);
    let other = null;
    let heard = 0;
    const tell = () => {
      const message = { suluh: "presented", lesson: name, ...now.current };
      if (isAlive(other)) send(other, message);
      channel?.postMessage(message);
    };
    const obey = ({ suluh, key }) => {
      if (suluh !== "present") return;
      heard = Date.now();
      setCompany("here");
      if (key === "bye") leave();
      else if (key === "hello") tell();
      else if (STEERED.includes(key)) remote.current[key]?.();
    };
    const leave = () => {
      [other, heard] = [null, 0];
      setCompany("gone");
    };
    const listen = ({ data, source, origin }) => {
      if (!data || !((source && source === other) || origin === window.origin)) return;
      if (data.suluh === "present" && source !== window) other = source;
      obey(data);
    };
    const look = () => {
      const gone = other ? !isAlive(other) : heard && Date.now() - heard > GONE;
      if (gone) leave();
    };
    port.current = { tell, other: () => other, opened: (opened) => (other = opened) };
    window.addEventListener("message", listen);
    if (channel) channel.onmessage = ({ data }) => obey(data);
    const clock = setInterval(look, 1000);
    return () => {
      window.removeEventListener("message", listen);
      clearInterval(clock);
      channel?.close();
    };
  }, []);

  const told = JSON.stringify(state);
  useEffect(() => port.current.tell(), [told]);

  return {
    company,
    /** Return whether the browser let it open. One that is there comes to the front, notes and all. */
    open(address) {
      const there = company === "here" && port.current.other();
      if (isAlive(there)) {
        there.focus();
        return true;
      }
      const opened = window.open(address, "suluh-notes", "popup,width=760,height=820");
      if (opened) port.current.opened(opened);
      return Boolean(opened);
    },
  };
}

/** The notes' side: return `{ state, lost, steer }`, where `state` is null until it was told. */
export function useStage(name) {
  const [state, setState] = useState(null);
  const [lost, setLost] = useState(false);
  const port = useRef({});

  useEffect(() => {
    const channel = channelOf(name);
    let heard = Date.now();
    const steer = (key) => {
      const message = { suluh: "present", key };
      if (isAlive(window.opener)) send(window.opener, message);
      else channel?.postMessage(message);
    };
    const hear = ({ suluh, lesson, ...told }) => {
      if (suluh !== "presented" || lesson !== name) return;
      heard = Date.now();
      setLost(false);
      setState(told);
    };
    const listen = ({ data, source, origin }) => {
      const isOurs = (source && source === window.opener) || origin === window.origin;
      if (data && isOurs) hear(data);
    };
    const leave = () => steer("bye");
    port.current.steer = steer;
    window.addEventListener("message", listen);
    window.addEventListener("pagehide", leave);
    if (channel) channel.onmessage = ({ data }) => hear(data);
    steer("hello");
    const clock = setInterval(() => {
      steer("hello");
      setLost(Date.now() - heard > GONE);
    }, SIGN);
    return () => {
      window.removeEventListener("message", listen);
      window.removeEventListener("pagehide", leave);
      clearInterval(clock);
      channel?.close();
    };
  }, []);

  return { state, lost, steer: (key) => port.current.steer(key) };
}

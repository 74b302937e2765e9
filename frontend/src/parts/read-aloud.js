// Reading a screen aloud, only with a voice that lives on the device: no text goes to a server.
import { useEffect, useState } from "preact/hooks";

/** Return `{ available, reading, start, stop }` for a language. It stops where `place` changes. */
export function useReader(language, root, place) {
  const [voice, setVoice] = useState(null);
  const [reading, setReading] = useState(false);
  const speech = window.speechSynthesis;

  useEffect(() => {
    if (!speech?.addEventListener) return undefined;
    const find = () => setVoice(speech.getVoices().find((one) => speaks(one, language)) ?? null);
    find();
    speech.addEventListener("voiceschanged", find); // most browsers load their voices late
    return () => speech.removeEventListener("voiceschanged", find);
  }, [language]);

  const stop = () => {
    speech?.cancel();
    setReading(false);
  };
  useEffect(() => {
    if (!reading) return undefined;
    window.addEventListener("pagehide", stop); // some browsers read on over the next page
    return () => {
      window.removeEventListener("pagehide", stop);
      stop();
    };
  }, [place, reading]);

  const start = () => {
    stop();
    // One utterance a block: some engines fall silent in a long one.
    const lines = blocksOf(root.current.querySelector(".suluh-screen"));
    lines.forEach((line, index) => {
      const utterance = new SpeechSynthesisUtterance(line);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      if (index === lines.length - 1) utterance.onend = () => setReading(false);
      speech.speak(utterance);
    });
    setReading(lines.length > 0);
  };

  return { available: Boolean(voice), reading, start, stop };
}

/** Buttons whose words are the lesson's, not the player's. */
const SPOKEN = ".suluh-choice, .suluh-left";
const BLOCKS =
  "p, li, h2, h3, dt, dd, td, th, legend, label:not(.suluh-part), figcaption, div, .suluh-choice";

/** The words of a screen, block by block, without what is drawn only or is a button. */
function blocksOf(screen) {
  const blocks = new Map();
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (parent.closest(`[aria-hidden], textarea, button:not(${SPOKEN})`)) continue;
    const block = parent.closest(BLOCKS);
    blocks.set(block, (blocks.get(block) ?? "") + data);
  }
  return [...blocks.values()].map((words) => words.trim()).filter(Boolean);
}

/** Android writes id_ID, and older ones in_ID for Indonesian. */
function speaks(voice, language) {
  const spoken = voice.lang.toLowerCase().split(/[-_]/)[0];
  return voice.localService && (spoken === "in" ? "id" : spoken) === language;
}

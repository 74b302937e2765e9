// What the console knows of its room, and what came of each command.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Lesson } from "./lesson.js";

const GLAD = 5000; // ms that good news stays

/**
 * Follow a room along a `way` (see ways/). Returns `{ view, number, trouble, said, send, isSending }`.
 * `said` is `{ text, bad }`: what came of the last command. `send(command, { what, did, facts })`
 * sends it once, whatever comes of it, and is a promise of whether it was done.
 */
export function useRoom(way, say) {
  const [{ view, number }, setView] = useState({ view: null, number: 0 });
  const [trouble, setTrouble] = useState("");
  const [said, setSaid] = useState(null);
  const [, setCount] = useState(0);
  const under = useRef(new Set()); // the commands under way
  const troubled = useRef("");

  useEffect(
    () =>
      way.follow(
        (news, at) => {
          // What is the room's own clock at ours: times of the view are told by it.
          news.ahead = news.now ? news.now - Date.now() / 1000 : 0;
          setView({ view: news, number: at ?? 0 });
        },
        (kind) => {
          if (troubled.current && !kind) setSaid((last) => (last?.bad ? last : glad("found")));
          troubled.current = kind;
          setTrouble(kind);
        },
      ),
    [way],
  );
  useEffect(() => {
    if (!said || said.bad) return undefined;
    const timer = setTimeout(() => setSaid(null), GLAD);
    return () => clearTimeout(timer);
  }, [said]);

  const glad = (key, facts) => ({ text: say(key, facts), bad: false });
  const send = useCallback(
    async (command, { what, did, facts }) => {
      const key = JSON.stringify(command);
      if (under.current.has(key)) return false;
      under.current.add(key);
      setCount((count) => count + 1);
      const wasCutOff = troubled.current === "lost" || navigator.onLine === false;
      const reply = await way.send(command);
      under.current.delete(key);
      setCount((count) => count + 1);
      if (reply.ok) setSaid(glad(did, facts));
      else if (reply.signedOut) {
        troubled.current = "signed_out";
        setTrouble("signed_out");
        setSaid(null);
      } else if (reply.why) setSaid({ text: say("refused", { why: reply.why }), bad: true });
      else setSaid({ text: say(wasCutOff ? "not_sent" : "not_known", { what }), bad: true });
      return Boolean(reply.ok) && (reply.number ?? true);
    },
    [way, say],
  );
  const tell = (key, bad = false) => setSaid({ text: say(key), bad });
  const isSending = (command) => under.current.has(JSON.stringify(command));
  return { view, number, trouble, said, tell, send, isSending };
}

/** The room's lesson in a language: `{ lesson, failed, again }`; asked for again by itself, too. */
export function useLesson(way, language) {
  const [told, setTold] = useState(null);
  const [failures, setFailures] = useState(0);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!language || told?.language === language) return undefined;
    let left = false;
    let timer;
    way.lesson(language).then((answer) => {
      if (left) return;
      if (answer?.steps?.length) {
        setTold({ language, ...answer });
        setFailures(0);
        return;
      }
      setFailures((count) => count + 1);
      timer = setTimeout(() => setTurn((count) => count + 1), Math.min(30, 2 ** failures) * 1000);
    });
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [language, turn]);
  const lesson = useMemo(() => told && new Lesson(told), [told]);
  return { lesson, failed: failures > 0, again: () => setTurn((count) => count + 1) };
}

/** The room's time in seconds, told anew every few. */
export function useNow(view) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  return Date.now() / 1000 + (view?.ahead ?? 0);
}

// What somebody did in a live room besides answering steps: kept in their browser, so that a reload
// shows it and nobody votes twice. Which words they gave, and what they asked, is not kept.
import { useEffect, useState } from "preact/hooks";

/**
 * Return `{ own, vote, ask, second }` of the person of a visit: `own` holds `votes` by run (places of
 * options, none for words), `upvotes` and `questions` (ids); the others add to it and tell the room.
 */
export function useOwn(store, code, { visit, tellRoom }) {
  const { id } = visit.about;
  const key = `suluh:room:${code}`;
  const read = () => {
    const kept = store.read(key);
    const mine = kept.visit === id ? kept : {};
    return {
      visit: id,
      votes: { ...mine.votes },
      upvotes: list(mine.upvotes),
      questions: list(mine.questions),
    };
  };
  const [own, setOwn] = useState(read);

  useEffect(() => {
    const follow = () => setOwn(read());
    follow();
    window.addEventListener("storage", follow); // another page of the same room
    return () => window.removeEventListener("storage", follow);
  }, [id]);

  /** Change what is there now, other pages included. */
  const add = (change) => {
    const next = read();
    change(next);
    store.write(key, next);
    setOwn(next);
  };
  return {
    own,
    vote: (run, given) =>
      add(({ votes }) => {
        if (votes[run]) return;
        votes[run] = list(given.choice);
        tellRoom({ type: "vote", run, ...given });
      }),
    ask: (text) => add(({ questions }) => questions.push(tellRoom({ type: "question", text }))),
    second: (question) =>
      add(({ upvotes }) => {
        upvotes.push(question);
        tellRoom({ type: "upvote", question });
      }),
  };
}

/** What is stored may come from anywhere. */
const list = (value) => (Array.isArray(value) ? value : []);

// Asking the trainer of a live room, and what others ask: fetched when somebody opens it.
import { useEffect, useState } from "preact/hooks";
import words from "virtual:words/asking";
import { useSetting } from "../setting.js";
import { Sheet } from "../parts/sheet.jsx";
import { speaker } from "../words.js";

const LONGEST = 200;
/** A person may have so many waiting, and ask so many in all. */
const [MOST_WAITING, MOST] = [3, 10];
/** While the list is open it is asked for about every so many milliseconds. */
const EVERY = 5000;
/** What is being written stays in the page's memory when the sheet is closed. */
const BEGUN = ":question";

/** A sheet to write a question on, and to second those of others: see `useOwn`. */
export default function Asking({ room, title, own, ask, second, close }) {
  const { id, scratch, lesson } = useSetting();
  const say = speaker(words[lesson.language] ?? words.id);
  const [list, setList] = useList(room);
  const [text, setText] = useState(scratch.get(BEGUN) ?? "");
  const [sent, setSent] = useState(false);
  const unread = own.questions.filter((each) => !list.some((question) => question.id === each));

  const write = (next) => {
    scratch.set(BEGUN, next);
    setSent(false);
    setText(next);
  };
  const send = (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    ask(text.trim());
    write("");
    setSent(true);
  };
  return (
    <Sheet name="questions" title={title} close={close}>
      {unread.length < MOST_WAITING && own.questions.length < MOST ? (
        <form class="suluh-room-form" onSubmit={send}>
          <label class="suluh-label" for={id("question")}>
            {say("question")}
          </label>
          <p class="suluh-note">{say("question_note")}</p>
          <textarea
            id={id("question")}
            class="suluh-text"
            rows={3}
            required
            maxlength={LONGEST}
            value={text}
            onInput={(event) => write(event.currentTarget.value)}
          />
          <p class="suluh-note">{say("letters", { n: LONGEST - text.length })}</p>
          <button class="suluh-second">{say("question_send")}</button>
        </form>
      ) : (
        <p>{say("questions_full")}</p>
      )}
      <p role="status" class="suluh-strong suluh-status">
        {sent && say("question_sent")}
      </p>
      <ul class="suluh-told">
        {list.map((question) => (
          <li>
            <p>{question.text}</p>
            {question.state !== "shown" && <p class="suluh-note">{say(question.state)}</p>}
            {own.questions.includes(question.id) ? (
              <p class="suluh-note">
                {say("question")} ({question.votes})
              </p>
            ) : (
              <button
                type="button"
                class="suluh-quiet"
                aria-pressed={own.upvotes.includes(question.id)}
                onClick={() => {
                  if (own.upvotes.includes(question.id)) return;
                  second(question.id);
                  setList(list.map((each) => (each === question ? oneMore(each) : each)));
                }}
              >
                {say("second", { n: question.votes })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Seen at once, until the server says so, too. */
const oneMore = (question) => ({ ...question, votes: question.votes + 1 });

/** The questions that everybody sees, as long as somebody looks at them. */
function useList(room) {
  const [list, setList] = useState([]);
  useEffect(() => {
    let timer;
    const load = async () => {
      timer = setTimeout(load, EVERY * (0.8 + Math.random() * 0.4));
      try {
        const answer = await fetch(`${room}/questions`);
        if (answer.ok) setList(await answer.json());
      } catch {
        // The next time.
      }
    };
    load();
    return () => clearTimeout(timer);
  }, []);
  return [list, setList];
}

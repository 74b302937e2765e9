// A lesson on a shared screen (`?present`, or in a notebook `present(…)`), the screen of a live room
// (`&room=CODE`), and the window with the trainer's notes beside it (`?notes`).
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import words from "virtual:words/present";
import { useSetting } from "../setting.js";
import { speaker } from "../words.js";
import { Notes } from "../present/notes.jsx";
import { Presentation } from "../present/presentation.jsx";
import { RoomScreen } from "../present/room.jsx";

export { modelOf } from "../present/models.js";

export default function Lead(props) {
  const { own } = useSetting();
  const { lesson, code, lead } = props;
  const tell = useMemo(() => speaker(words[lesson.language] ?? words.id), [lesson.language]);
  const [noting] = useState(() => own && new URLSearchParams(location.search).has("notes"));
  useLayoutEffect(() => {
    lead({ only: true, look: noting ? "notes" : "present" });
  }, []);
  const Window = noting ? Notes : code ? RoomScreen : Presentation;
  return <Window {...props} {...{ tell }} />;
}

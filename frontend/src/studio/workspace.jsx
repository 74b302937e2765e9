import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "./words.js";
import { Paper } from "./paper.js";
import { Head } from "./head.jsx";
import { Tools } from "./tools.jsx";
import { Ask } from "./ask.jsx";
import { Beside } from "./beside.jsx";
import { Notice } from "./notice.jsx";
import { Found } from "./found.jsx";
import { Steps } from "./steps.jsx";
import { FORMS } from "./forms/forms.js";

/** One lesson in one language, open: its text in the middle, everything else round it. */
export function Workspace({ session }) {
  const [form, setForm] = useState(null);
  const place = usePaper(session);
  const { told, side } = session;
  const root = useRef();
  useRoom(root, session);
  const translating = told.open.translation && side === "original";
  const Form = FORMS[form];
  const close = () => {
    setForm(null);
    setTimeout(() => session.paper?.focus()); // what opened the form is gone
  };
  return (
    <div class="studio-workspace" ref={root} inert={session.busy || undefined}>
      <Head session={session} />
      <Tools session={session} insert={setForm} />
      <div class="studio-body" data-alone={translating || told.beside ? "" : undefined}>
        <Ask session={session} />
        <div class="studio-papers">
          <div class="studio-paper" ref={place} />
          {told.beside && <Beside session={session} beside={told.beside} />}
        </div>
        <div class="studio-below">
          {translating && <Steps session={session} />}
          <Found session={session} />
        </div>
        <Notice session={session} />
      </div>
      {Form && <Form key={form} session={session} close={close} />}
    </div>
  );
}

/** Tell the box round editor and preview how high the bars are, and which of both is seen. */
function useRoom(root, session) {
  const { told, showing, narrow, side } = session;
  const preview = narrow && showing === "preview" && side !== "original" && !told.beside;
  useLayoutEffect(() => {
    const box = root.current.closest(".studio-box");
    box?.toggleAttribute("data-previewing", preview);
    return () => box?.removeAttribute("data-previewing");
  }, [preview]);
  useLayoutEffect(() => {
    const box = root.current.closest(".studio-box");
    const body = root.current.querySelector(".studio-body");
    const measure = () => box?.style.setProperty("--studio-bars", `${body.offsetTop}px`);
    const observer = new ResizeObserver(measure);
    root.current
      .querySelectorAll(".studio-head, .studio-tools")
      .forEach((bar) => observer.observe(bar));
    return () => observer.disconnect();
  }, []);
  const { here, open } = told;
  useEffect(() => {
    const shown = root.current.closest(".studio-box")?.querySelector(".studio-preview");
    if (shown) shown.scrollTop = 0; // another step begins at its top
  }, [here?.id || here?.title, open.number]);
}

/** CodeMirror lives as long as the workspace; what is opened comes into it. */
function usePaper(session) {
  const say = useWords();
  const place = useRef();
  const [, again] = useState(0);
  useLayoutEffect(() => {
    const paper = new Paper(place.current, say, {
      typed: (changes) => session.typed(changes),
      save: () => session.ask({ do: "save" }),
      history: () => again((count) => count + 1),
    });
    session.paper = paper;
    const { opening } = session;
    session.opening = null;
    paper.open(opening?.text ?? "", opening?.line ?? 0);
    return () => {
      session.paper = null;
      paper.close();
    };
  }, []);
  const { problems } = session.told;
  useEffect(() => session.paper.point(problems), [problems]);
  return place;
}

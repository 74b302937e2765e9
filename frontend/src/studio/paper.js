// The text of a lesson in CodeMirror: what is typed, and what Python changes in it.
import { Annotation, ChangeSet, EditorState, Transaction } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import {
  defaultKeymap,
  history,
  historyKeymap,
  isolateHistory,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from "@codemirror/commands";
import { insertNewlineContinueMarkup, markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { continueOption, writeFeedback } from "./options.js";
import { marks } from "./marks.js";
import { searchWords } from "./search-words.js";

const told = Annotation.define(); // a change that came from Python, who need not be told of it

export class Paper {
  /** `ways` are `typed(changes)` and `save()`. */
  constructor(parent, say, ways) {
    this.say = say;
    this.ways = ways;
    this.view = new EditorView({ parent });
  }

  open(text, line) {
    const { say, ways } = this;
    this.view.setState(
      EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          history(),
          drawSelection(),
          EditorView.lineWrapping,
          markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
          marks(say),
          search({ top: true }),
          EditorState.phrases.of(searchWords(say)),
          EditorView.contentAttributes.of({
            "aria-label": say("text_label"),
            "data-lm-suppress-shortcuts": "true",
            spellcheck: "false",
            tabindex: "0",
          }),
          keymap.of([
            { key: "Mod-s", run: () => (ways.save(), true), preventDefault: true },
            { key: "Mod-b", run: () => (this.bold(), true) },
            { key: "Enter", run: continueOption },
            { key: "Enter", run: insertNewlineContinueMarkup },
            ...searchKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          EditorView.scrollHandler.of(scrollWithin),
          EditorView.updateListener.of((update) => this.updated(update)),
        ],
      }),
    );
    this.line = -1;
    this.go(line, 0, false);
  }

  updated(update) {
    const own = update.transactions.some((each) => each.docChanged && !each.annotation(told));
    const line = this.place().line;
    const moved = line !== this.line;
    this.line = line;
    if (own) this.ways.typed(update.changes);
    else if (moved) this.ways.typed(null);
    this.ways.history?.();
  }

  get doc() {
    return this.view.state.doc;
  }

  text() {
    return this.view.state.doc.toString();
  }

  length() {
    return this.view.state.doc.length;
  }

  /** Where the cursor is, from 0; the column in letters, as Python counts them. */
  place() {
    const { head } = this.view.state.selection.main;
    const line = this.view.state.doc.lineAt(head);
    return { line: line.number - 1, column: [...line.text.slice(0, head - line.from)].length };
  }

  /**
   * Make the edits that Python made in `base`, though the person may have typed `since` on. Returns
   * what was typed, as it stands upon the edits.
   */
  edit(edits, since, base) {
    const changes = ChangeSet.of(
      edits.map(({ start, end, lines }) => span(base, start, end, lines)),
      base.length,
    );
    this.view.dispatch({
      changes: changes.map(since, true),
      annotations: [
        told.of(true),
        isolateHistory.of("full"),
        Transaction.userEvent.of("input.fix"),
      ],
    });
    return since.map(changes);
  }

  /** Put the cursor on a line (from 0), and show it. */
  go(line, column = 0, focus = true) {
    const { doc } = this.view.state;
    const there = doc.line(Math.min(Math.max(line, 0) + 1, doc.lines));
    const letters = [...there.text].slice(0, column).join("").length;
    const at = there.from + Math.min(letters, there.length);
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    if (focus) this.view.focus();
  }

  /** Begin the feedback of the option on a line (from 0). */
  feedback(line) {
    writeFeedback(this.view, line + 1);
    this.view.focus();
  }

  /** Show the problems beside their lines. */
  point(problems) {
    const { state } = this.view;
    const diagnostics = problems
      .filter(({ line }) => line <= state.doc.lines)
      .map(({ line, level, words }) => {
        const { from, to } = state.doc.line(line);
        return { from, to, severity: level === "error" ? "error" : "info", message: words };
      });
    this.view.dispatch(setDiagnostics(state, diagnostics), { annotations: told.of(true) });
  }

  undo() {
    undo(this.view);
    this.view.focus();
  }

  redo() {
    redo(this.view);
    this.view.focus();
  }

  get undoable() {
    return undoDepth(this.view.state) > 0;
  }

  get redoable() {
    return redoDepth(this.view.state) > 0;
  }

  focus() {
    this.view.focus();
  }

  find() {
    openSearchPanel(this.view);
  }

  /** Put two stars round what is selected, or take them away. */
  bold() {
    const { state } = this.view;
    const { from, to } = state.selection.main;
    const words = state.sliceDoc(from, to);
    const round = state.sliceDoc(from - 2, from) === "**" && state.sliceDoc(to, to + 2) === "**";
    this.view.dispatch(
      round
        ? { changes: { from: from - 2, to: to + 2, insert: words } }
        : {
            changes: { from, to, insert: `**${words}**` },
            selection: { anchor: from + 2, head: to + 2 },
          },
    );
    this.view.focus();
  }

  /** Make the selected lines a list, or none. */
  bullets() {
    const { state } = this.view;
    const { from, to } = state.selection.main;
    const lines = [];
    for (let at = state.doc.lineAt(from); ; at = state.doc.line(at.number + 1)) {
      if (at.text.trim() || from === to) lines.push(at);
      if (at.to >= to || at.number === state.doc.lines) break;
    }
    const listed = lines.every(({ text }) => text.startsWith("- "));
    this.view.dispatch({
      changes: lines.map((line) =>
        listed ? { from: line.from, to: line.from + 2 } : { from: line.from, insert: "- " },
      ),
    });
    this.view.focus();
  }

  get selected() {
    const { from, to } = this.view.state.selection.main;
    return this.view.state.sliceDoc(from, to);
  }

  link(words, address) {
    this.view.dispatch(this.view.state.replaceSelection(`[${words}](${address})`));
    this.view.focus();
  }

  close() {
    this.view.destroy();
  }
}

/** Show a line in the middle of the text, and leave the notebook round it where it is. */
function scrollWithin(view, range, { y }) {
  if (y !== "center") return false;
  const { top, height } = view.lineBlockAt(range.head);
  const { scrollDOM } = view;
  scrollDOM.scrollTop = top - Math.max((scrollDOM.clientHeight - height) / 3, 0);
  return true;
}

/** Lines `start` up to `end` become others: as places in the text. */
function span(doc, start, end, lines) {
  const text = lines.join("\n");
  if (start >= doc.lines) return { from: doc.length, insert: lines.length ? `\n${text}` : "" };
  const from = doc.line(start + 1).from;
  if (end <= start) return { from, insert: lines.length ? `${text}\n` : "" };
  const last = doc.line(Math.min(end, doc.lines));
  if (lines.length) return { from, to: last.to, insert: text };
  // Lines that go take their line end with them; the last one, that of the line before.
  return last.to < doc.length
    ? { from, to: last.to + 1 }
    : { from: Math.max(from - 1, 0), to: last.to };
}

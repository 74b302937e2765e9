// What the signs in a lesson mean, said in words and colours beside them. Nothing is hidden: what
// stands in the file is what is seen.
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const OPEN = /^:{2,}\s*\{?\s*([A-Za-z][\w-]*)/;
const CLOSE = /^:{2,}\s*$/;
const KEY = /^:[^\s:]+:/;
const ID = /\s*\{\s*#[^{}]*\}\s*$/;
const BOX = /^(\s*[-*+]\s+)(\[[ xX]?\])/;
const FEEDBACK = /^\s+>/;
const QUOTE = /^>/;

const line = (name) => Decoration.line({ class: `studio-${name}` });
const LINES = {
  open: line("line-open"),
  close: line("line-close"),
  key: line("line-key"),
  step: line("line-step"),
  part: line("line-part"),
  head: line("line-head"),
  feedback: line("line-feedback"),
  quote: line("line-quote"),
};
const faint = Decoration.mark({ class: "studio-faint" });
const right = Decoration.mark({ class: "studio-checkbox-right" });
const other = Decoration.mark({ class: "studio-checkbox" });

class Badge extends WidgetType {
  constructor(words) {
    super();
    this.words = words;
  }

  eq(badge) {
    return badge.words === this.words;
  }

  toDOM() {
    const badge = document.createElement("span");
    badge.className = "studio-badge";
    badge.textContent = this.words;
    return badge;
  }
}

const highlights = HighlightStyle.define([
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, color: "var(--accent)" },
  { tag: tags.url, class: "studio-faint" },
  { tag: tags.monospace, fontFamily: "ui-monospace, monospace" },
  { tag: tags.processingInstruction, class: "studio-faint" },
]);

/** The extension that draws it all. */
export function marks(say) {
  const plugin = ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.decorations = draw(view, say);
      }

      update({ docChanged, viewportChanged, view }) {
        if (docChanged || viewportChanged) this.decorations = draw(view, say);
      }
    },
    { decorations: (value) => value.decorations },
  );
  return [plugin, syntaxHighlighting(highlights)];
}

function draw(view, say) {
  const builder = new RangeSetBuilder();
  const { doc } = view.state;
  const head = headEnd(doc);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const here = doc.lineAt(at);
      drawLine(builder, here, here.number <= head, say);
      at = here.to + 1;
    }
  }
  return builder.finish();
}

function drawLine(builder, { from, to, text, number }, inHead, say) {
  const add = (start, end, decoration) => builder.add(start, end, decoration);
  if (inHead) return add(from, from, LINES.head);
  const opened = OPEN.exec(text);
  if (opened) {
    add(from, from, LINES.open);
    const key = `mark_${opened[1].toLowerCase()}`;
    const words = say(key);
    if (words !== key) add(from, from, Decoration.widget({ widget: new Badge(words), side: -1 }));
    return add(from, to, faint);
  }
  if (CLOSE.test(text)) {
    add(from, from, LINES.close);
    return add(from, to, faint);
  }
  if (KEY.test(text)) return add(from, from, LINES.key);
  if (/^#{1,2}\s/.test(text)) {
    add(from, from, text.startsWith("##") ? LINES.step : LINES.part);
    const named = ID.exec(text);
    if (named) add(from + named.index, to, faint);
    return undefined;
  }
  const box = BOX.exec(text);
  if (box) {
    const start = from + box[1].length;
    return add(start, start + box[2].length, /x/i.test(box[2]) ? right : other);
  }
  if (FEEDBACK.test(text)) return add(from, from, LINES.feedback);
  if (QUOTE.test(text)) return add(from, from, LINES.quote);
  return number;
}

/** The number of the line that closes the front matter, 0 where there is none. */
function headEnd(doc) {
  if (!/^-{3,}\s*$/.test(doc.line(1).text)) return 0;
  for (let number = 2; number <= Math.min(doc.lines, 40); number += 1) {
    if (/^-{3,}\s*$/.test(doc.line(number).text)) return number;
  }
  return 0;
}

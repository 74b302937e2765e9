// Options and their feedback, as they are typed: Enter leads from one to the other.

const ITEM = /^(\s*)([-*+]|\d{1,2}[.)])\s+(\[[ xX]\]\s*)?(.*)$/;
const FEEDBACK = /^(\s+)>\s?(.*)$/;

const startOf = (doc, number) => {
  let at = number;
  while (at > 1 && FEEDBACK.test(doc.line(at).text)) at -= 1;
  return doc.line(at);
};

const indent = (item) => " ".repeat(item[1].length + item[2].length + 1);

/** Put the cursor into the feedback of the option on a line, and begin one where there is none. */
export function writeFeedback(view, number) {
  const { doc } = view.state;
  let line = doc.line(Math.min(number, doc.lines));
  const item = ITEM.exec(line.text);
  if (!item) return false;
  const goes = (text) => text.trim() && !ITEM.test(text) && !text.startsWith(":::");
  while (line.number < doc.lines && goes(doc.line(line.number + 1).text)) {
    line = doc.line(line.number + 1);
    if (FEEDBACK.test(line.text)) return put(view, line.to, line.to, "");
  }
  return put(view, line.to, line.to, `\n${indent(item)}> `);
}

/**
 * Enter at the end of an option begins its feedback, at the end of its feedback the next option; on
 * an empty one of either it leaves the list.
 */
export function continueOption(view) {
  const { doc, selection } = view.state;
  const { head, empty } = selection.main;
  const line = doc.lineAt(head);
  if (!empty || head !== line.to) return false;
  const feedback = FEEDBACK.exec(line.text);
  const item = ITEM.exec(feedback ? startOf(doc, line.number).text : line.text);
  if (!item?.[3]) return false;
  const words = feedback ? feedback[2] : item[4];
  if (!words.trim()) return put(view, line.from, line.to, "");
  if (!feedback) return writeFeedback(view, line.number);
  return put(view, line.to, line.to, `\n${item[1]}${item[2]} [ ] `);
}

function put(view, from, to, insert) {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: "input.type",
  });
  return true;
}

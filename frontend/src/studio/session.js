// What the studio and Python tell each other: one question at a time, and nothing typed is lost
// while an answer is on its way. What Python has not taken yet is also kept in this browser.
import { ChangeSet } from "@codemirror/state";
import { randomId } from "../state/random.js";

const SOON = 200; // ms after the last letter before Python is told
const LATE = 5000; // without an answer: say so
const AGAIN = 3000; // between looks at the file
const KEPT = "studio-suluh:"; // not with the patrons' keys, which a lesson may clear

export class Session {
  constructor(model) {
    this.model = model;
    this.view = `view-${randomId()}`;
    this.told = null; // the last answer's picture of the desk
    this.notice = null;
    this.connected = true;
    this.passive = false;
    this.narrow = false; // text and preview do not stand side by side
    this.showing = "text"; // or "preview", where only one of them is
    this.busy = false; // something else is being put on the desk
    this.paper = null; // the editor, once there is one
    this.pending = null; // what was typed since Python was last told
    this.queue = [];
    this.waiting = null;
    this.number = 0;
    this.listeners = new Set();
  }

  start() {
    this.onMessage = (message, buffers) => this.hear(message, buffers);
    this.model.on("msg:custom", this.onMessage);
    this.looking = setInterval(() => {
      if (document.visibilityState === "visible" && !this.passive) this.ask({ do: "look" });
    }, AGAIN);
    this.ask({ do: "hello" });
  }

  stop() {
    this.model.off("msg:custom", this.onMessage);
    clearInterval(this.looking);
    clearTimeout(this.soon);
    clearTimeout(this.late);
    this.keep();
  }

  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    this.listeners.forEach((listener) => listener());
  }

  get unsent() {
    return Boolean(this.pending && !this.pending.empty);
  }

  /** Whether there is anything that the file does not hold. */
  get unsaved() {
    return this.unsent || this.sentText !== undefined || Boolean(this.told?.changed);
  }

  /** Ask for something. Returns a promise of the answer. */
  ask(act, buffers) {
    if (act.do === "look" && (this.waiting || this.queue.length)) return Promise.resolve(null);
    if (["open", "new", "leave", "hello"].includes(act.do)) this.busy = true;
    const promise = new Promise((answered) => this.queue.push({ act, buffers, answered }));
    this.next();
    this.changed();
    return promise;
  }

  /** The person typed, or moved the cursor to another line. */
  typed(changes) {
    if (changes) this.pending = this.pending ? this.pending.compose(changes) : changes;
    if (changes && !this.connected) this.keep();
    const over = changes && this.notice && !this.notice.stopped;
    if (over) this.notice = null;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.ask({ do: "type" }), SOON);
    if (over || (changes && !this.wasUnsaved)) this.changed();
    this.wasUnsaved = this.unsaved;
  }

  next() {
    if (this.waiting || !this.queue.length) return;
    this.waiting = this.queue.shift();
    const { act, buffers } = this.waiting;
    this.number += 1;
    const message = { ...act, view: this.view, serial: this.number };
    if (this.paper && this.told?.open) {
      message.number = this.told.open.number;
      Object.assign(message, this.paper.place());
      if (this.unsent) {
        message.text = this.paper.text();
        this.pending = ChangeSet.empty(this.paper.length());
      }
      this.sent = this.paper.doc;
    }
    this.sentText = message.text;
    this.late = setTimeout(() => this.lose(), LATE);
    try {
      this.model.send(message, undefined, buffers);
    } catch {
      this.lose();
    }
  }

  /** Nobody answers: a kernel that starts again, or computes something else. */
  lose() {
    this.connected = false;
    this.keep();
    this.changed();
  }

  hear(message) {
    if (message.view !== this.view) {
      // Another view of the same studio has taken over: two of them would overwrite each other.
      this.keep();
      clearTimeout(this.late);
      this.passive = true;
      this.waiting = null;
      this.queue = [];
      this.changed();
      return;
    }
    if (!this.waiting || message.re !== this.number) return;
    clearTimeout(this.late);
    const { act, answered } = this.waiting;
    this.waiting = null;
    this.sentText = undefined;
    this.connected = true;
    this.passive = false;
    if (message.desk) this.tell(message.desk);
    this.side = message.side;
    this.heed(act, message);
    this.settle(message);
    if (["open", "new", "leave", "hello"].includes(act.do)) this.busy = false;
    if (act.do === "hello") this.rescue();
    if (message.text !== undefined || act.do === "hello") this.arrive?.();
    this.wasUnsaved = this.unsaved;
    this.changed();
    answered(message);
    this.next();
  }

  /** What is the same as before stays the same object: nothing is drawn again for it. */
  tell(desk) {
    for (const [name, value] of Object.entries(this.told ?? {})) {
      if (JSON.stringify(value) === JSON.stringify(desk[name])) desk[name] = value;
    }
    this.told = desk;
  }

  /** A sentence stays until something else is asked for, not until the next look. */
  heed(act, message) {
    const quiet = ["look", "type", "hello"].includes(act.do);
    if (message.notice) this.notice = { words: message.notice, stopped: message.stopped };
    else if (!quiet) this.notice = null;
  }

  show(showing) {
    this.showing = showing;
    this.changed();
  }

  dismiss() {
    this.notice = null;
    this.changed();
  }

  settle(message) {
    if (message.text !== undefined) {
      this.showing = "text";
      this.pending = null;
      if (this.paper) this.paper.open(message.text, message.line);
      else this.opening = { text: message.text, line: message.line };
      return;
    }
    if (!this.told?.open) return;
    if (!this.paper) {
      if (message.edits?.length) this.ask({ do: "hello" }); // it is not drawn yet: begin again
      return;
    }
    const since = this.pending ?? ChangeSet.empty(this.sent.length);
    this.pending = since;
    if (message.edits?.length) {
      this.pending = this.paper.edit(message.edits, since, this.sent);
    }
    if (message.cursor) this.paper.go(message.cursor[0], message.cursor[1]);
    if (!this.unsent) this.forget();
  }

  kept() {
    const { lesson, language } = this.told.open;
    return `${KEPT}${lesson}:${language}`;
  }

  /** Keep in this browser what Python does not have. */
  keep() {
    if (!this.paper || !this.told?.open || (!this.unsent && this.sentText === undefined)) return;
    const { lesson, language, digest } = this.told.open;
    const left = { lesson, language, digest, kept: this.paper.text() };
    try {
      localStorage.setItem(this.kept(), JSON.stringify(left));
    } catch {
      // Without storage there is still the page itself.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.kept());
    } catch {
      // Nothing was kept, then.
    }
  }

  /** Hand over what this browser kept while nobody answered. */
  rescue() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
      for (const key of keys) {
        const left = JSON.parse(localStorage.getItem(key));
        this.ask({ do: "rescue", ...left }).then(() => localStorage.removeItem(key));
      }
    } catch {
      // What cannot be read cannot be rescued.
    }
  }
}

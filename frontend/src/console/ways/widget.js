// The notebook's way to its room: the kernel speaks with the server, and tells the widget.
import { byComm } from "../../ways.js";

/** The kernel waits for a server, which may be far. */
const PATIENCE = 15_000;

export function byWidget(model) {
  const steering = byComm(model, PATIENCE, "command", "done");
  const reading = byComm(model, PATIENCE, "lesson", "told");
  return {
    follow(onView, onTrouble) {
      const look = () => {
        const view = model.get("view");
        if (view?.room) onView({ ...view }, view.number ?? 0);
      };
      const listen = () => onTrouble(model.get("trouble") || "");
      look();
      listen();
      model.on("change:view", look);
      model.on("change:trouble", listen);
      return () => {
        model.off("change:view", look);
        model.off("change:trouble", listen);
      };
    },
    async send(command) {
      const { status, reply } = await steering.send(command);
      if (status === 401 || status === 403) return { signedOut: true };
      return reply?.ok || reply?.why ? reply : {};
    },
    async lesson(language) {
      const { reply } = await reading.send(language);
      return reply;
    },
    close() {
      steering.close();
      reading.close();
    },
  };
}

import { useWords } from "./words.js";

/** What just happened, or what is in the way: one sentence, read out. */
export function Notice({ session }) {
  const say = useWords();
  const { notice, connected } = session;
  const words = connected ? notice?.words : say("disconnected");
  const stopped = !connected || notice?.stopped;
  return (
    <div class="studio-notice" role="status" data-stopped={stopped ? "" : undefined}>
      {words && <p>{words}</p>}
      {words && connected && (
        <button type="button" class="studio-plain" onClick={() => session.dismiss()}>
          {say("close")}
        </button>
      )}
    </div>
  );
}

import { useMemo } from "preact/hooks";
import kinds from "virtual:activities";
import { useSetting } from "../setting.js";
import { useLater } from "../state/later.js";
import { activitiesOf } from "../state/visit.js";
import { Missing } from "../parts/missing.jsx";
import { CopyButton, WhatsAppLink } from "../parts/send.jsx";

/** What a trainer may ask for: this visit in a few characters, made here and sent by nobody. */
export function Completion({ visit, part = 0 }) {
  const { alone } = useSetting();
  // A code has room for seven parts.
  return alone || part > 7 ? null : <Code {...{ visit, part }} />;
}

function Code({ visit, part }) {
  const { say, lesson } = useSetting();
  const { part: maker, missing, retry } = useLater("code", true);
  const judged = activitiesOf(lesson).filter(({ kind }) => kinds[kind]?.tally);
  const code = useMemo(
    () =>
      maker?.codeOf({
        version: lesson.version,
        part,
        firsts: judged.map(({ id }) => visit.answers[id]?.first),
        about: visit.about,
        now: new Date(),
      }),
    [maker],
  );
  if (!code && !missing) return null;
  // At the end of a part it is for the few who are asked for it there: folded.
  const [Box, Title, which] = part ? ["details", "summary", "_part"] : ["section", "h3", ""];
  const text = say(`code_text${which}`, { lesson: lesson.title, part, code });
  return (
    <Box class="suluh-completion">
      <Title>{say(`code_title${which}`, { part })}</Title>
      {code ? (
        <>
          <p>{say("code_note")}</p>
          <p class="suluh-code">
            <span aria-hidden="true">
              {code.match(/.{4}-?/g).map((group) => (
                <>
                  <span>{group}</span>
                  <wbr />
                </>
              ))}
            </span>
            <span class="suluh-unseen">{[...code].join(" ").replace(/ -/g, ",")}</span>
          </p>
          <div class="suluh-ways">
            <CopyButton text={text} words={say("code_copy")} />
            <WhatsAppLink text={text} words={say("code_whatsapp")} />
            <p class="suluh-note">{say(judged.length ? "code_holds" : "code_holds_plain")}</p>
          </div>
        </>
      ) : (
        <Missing words={say("code_missing")} retry={retry} />
      )}
    </Box>
  );
}

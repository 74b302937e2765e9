import { useSetting } from "../setting.js";
import { Mark } from "../parts/verdict.jsx";
import { dateWords, languageName, useLabels } from "./told.js";

/** Number of a class, then the marks of author and title: on a narrow screen it breaks between them. */
export function CallNumber({ text, as: Tag = "span" }) {
  const [, number, marks] = text.match(/^(.*\d)\s+(\D.*)$/) ?? [null, text, ""];
  return (
    <Tag class="suluh-call-number">
      <span>{number}</span>
      {marks && (
        <>
          {" "}
          <span>{marks}</span>
        </>
      )}
    </Tag>
  );
}

const STATUS = {
  available: ["available", "right"],
  "on-loan": ["on_loan", "not-yet"],
  "not-for-loan": ["not_for_loan", "unsure"],
  unknown: ["unknown", "unsure"],
};

/** Whether a copy can be had, and since when again; `due` is a date or null. */
export function Status({ status, due }) {
  const { lesson } = useSetting();
  const label = useLabels();
  const [key, tone] = STATUS[status] ?? STATUS.unknown;
  return (
    <Mark tone={tone} words={label(key)}>
      {due && label("due", { date: dateWords(due, lesson.language) })}
    </Mark>
  );
}

/** What of some copies counts most: that one is here, or that one comes back. */
export const bestOf = (copies) =>
  Object.keys(STATUS).find((status) => copies.some((copy) => copy.status === status)) ?? "unknown";

/** The copies of a title: `{ code, location, call_number, status, due }`. */
export function Copies({ copies }) {
  const label = useLabels();
  if (!copies?.length) return null;
  return (
    <ul class="suluh-copies">
      {copies.map(({ code, location, call_number: own, status, due }) => (
        <li>
          <Status {...{ status, due }} />
          <p class="suluh-note">
            {[location, own, code && `${label("copy_code")}: ${code}`].filter(Boolean).join(" · ")}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What a catalogue says of one title, its call number first: with that one goes to the shelf. */
export function Facts({ book }) {
  const { lesson } = useSetting();
  const label = useLabels();
  const { authors, publisher, year, language, subjects, call_number: callNumber } = book;
  const rows = [
    ["author", authors.join("; ")],
    ["publisher", publisher],
    ["year", year],
    ["language", language && languageName(language, lesson.language)],
    ["subject", subjects.map((subject) => <div>{subject}</div>), subjects.length],
  ];
  return (
    <>
      {callNumber && (
        <div class="suluh-where">
          <p class="suluh-label">{label("call_number")}</p>
          <CallNumber as="p" text={callNumber} />
        </div>
      )}
      <dl class="suluh-facts">
        {rows
          .filter(([, value, shown = value]) => shown)
          .map(([key, value]) => (
            <div>
              <dt>{label(key)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

/** A title with what may stand behind its colon. */
export const wholeTitle = ({ title, subtitle }) => (subtitle ? `${title}: ${subtitle}` : title);

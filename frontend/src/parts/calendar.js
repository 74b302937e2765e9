// Reminders as a calendar file (iCalendar, RFC 5545).
import { randomId } from "../state/random.js";

const LINE_BYTES = 75;

/** One short event for each of `days` from now, at nine in the morning wherever the phone is. */
export function calendar({ title, text, link, now, days }) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = days.flatMap((day) => [
    "BEGIN:VEVENT",
    `UID:${randomId()}${randomId()}@suluh`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${dayAfter(now, day)}T090000`, // no zone: local time
    "DURATION:PT15M",
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    ...(link ? [`URL:${link}`] : []),
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:PT0S",
    "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Suluh//Suluh//ID"];
  return [...lines, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

/** Offer a file to keep. Nothing tells whether the browser took it. */
export function offerFile(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "text/calendar;charset=utf-8" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function dayAfter(now, days) {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`;
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** No line over 75 bytes; the rest goes on after a line break and one space, no letter cut in two. */
function folded(line) {
  const bytes = new TextEncoder();
  const lines = [""];
  let room = LINE_BYTES;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (size > room) {
      lines.push(" ");
      room = LINE_BYTES - 1;
    }
    lines[lines.length - 1] += letter;
    room -= size;
  }
  return lines.join("\r\n");
}

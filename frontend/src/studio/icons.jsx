// The signs on the buttons above the text; their words are said by the button itself.
const PATHS = {
  undo: "M9 7 4 12l5 5M4.500 12H14a6 6 0 0 1 6 6v1",
  redo: "m15 7 5 5-5 5m4.500-5H10a6 6 0 0 0-6 6v1",
  bold: "M7 5h6a3.500 3.500 0 0 1 0 7H7zm0 7h7a3.500 3.500 0 0 1 0 7H7z",
  bullets: "M10 6h10M10 12h10M10 18h10M5 6v.01M5 12v.01M5 18v.01",
  link: "M10 14a4 4 0 0 0 6 .400l3-3a4 4 0 0 0-5.700-5.700L12 7m2 3a4 4 0 0 0-6-.400l-3 3a4 4 0 0 0 5.700 5.700L12 17",
  find: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zm4.700 11.200 5 5",
};

export function Icon({ name }) {
  return (
    <svg class="studio-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

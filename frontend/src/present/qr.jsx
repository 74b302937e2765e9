import { encode } from "uqr";

/** Modules of white round the code: with fewer, some cameras do not find it. */
const QUIET = 4;

/** An address to scan, dark on white in every theme: what a camera expects. */
export function QrCode({ text, label }) {
  const { size, data } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) =>
    runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return (
    <svg class="suluh-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join("")} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}

/** Where dark modules of a row begin, and how many stand together. */
function runs(row) {
  const found = [];
  row.forEach((dark, x) => {
    const last = found[found.length - 1];
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}

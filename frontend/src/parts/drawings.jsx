// Signs and small drawings: line, two tones, hidden from screen readers (the words say it all).

const line = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};

export function MenuIcon() {
  return (
    <svg class="suluh-icon" viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M4 7h16M4 12h16M4 17h16" />
    </svg>
  );
}

export function Arrow({ to }) {
  const turn = to === "down" ? "rotate(180 12 12)" : undefined;
  return (
    <svg class="suluh-icon" viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M12 20V4m-7 7 7-7 7 7" transform={turn} />
    </svg>
  );
}

export function Lens() {
  return (
    <svg class="suluh-icon" viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zm4.700 11.200 5 5" />
    </svg>
  );
}

/** Six dots: here it can be held. */
export function Grip() {
  return (
    <svg class="suluh-icon" viewBox="0 0 24 24" aria-hidden="true" {...line} stroke-width="3">
      <path d="M8 5v.1m8-.1v.1M8 12v.1m8-.1v.1M8 19v.1m8-.1v.1" />
    </svg>
  );
}

/** Shapes, so that nothing is told by its colour alone: tick, half-full circle, question, warning. */
export function Sign({ tone }) {
  return (
    <svg class="suluh-sign" viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <circle cx="12" cy="12" r="10" />
      {tone === "right" && <path d="m7.5 12.5 3 3 6-6.5" />}
      {tone === "not-yet" && <path d="M12 2a10 10 0 0 1 0 20z" fill="currentColor" />}
      {tone === "warning" && <path d="M12 6.500v7m0 3.500v.1" />}
      {tone === "unsure" && (
        <path d="M9.2 9.500a2.8 2.8 0 1 1 4.3 2.4c-1 .6-1.5 1.1-1.5 2.1m0 3v.1" />
      )}
    </svg>
  );
}

/** A suluh: the torch that gives the toolkit its name, with one more ray for each part finished. */
export function Torch({ rays }) {
  const angles = [-90, -55, -125, -20, -160].slice(0, Math.min(1 + rays, 5));
  const ray = (angle) => {
    const [x, y] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const point = (r) => `${(80 + r * x).toFixed(1)} ${(58 + r * y).toFixed(1)}`;
    return `M${point(43)}L${point(52)}`;
  };
  return (
    <svg class="suluh-drawing" viewBox="0 0 160 150" aria-hidden="true" {...line}>
      <circle class="suluh-glow" cx="80" cy="58" r="36" />
      <path class="suluh-ray" d={angles.map(ray).join("")} />
      <path
        class="suluh-tone"
        d="M80 30c11 11 19 20 19 32a19 19 0 0 1-38 0c0-6 3-10 7-14 1 5 3 8 6 9-1-10 1-19 6-27z"
      />
      <path d="M80 56c5 5 8 9 8 14a8 8 0 0 1-16 0c0-5 3-9 8-14z" />
      <path d="M58 84h44l-5 11H63z" />
      <path d="m66 95 6 44h16l6-44" />
      <path class="suluh-ray" d="m70 111 20-6m-18 18 17-5" />
      <path d="M34 143h92" />
    </svg>
  );
}

/** An open book under the light of a torch: what one takes home. */
export function Book() {
  return (
    <svg class="suluh-drawing" viewBox="0 0 180 140" aria-hidden="true" {...line}>
      <circle class="suluh-glow" cx="90" cy="48" r="34" />
      <path class="suluh-ray" d="M90 4v9M58 16l5 7M122 16l-5 7M44 45h8M128 45h8" />
      <path
        class="suluh-tone"
        d="M90 26c9 9 15 16 15 25a15 15 0 0 1-30 0c0-5 2-8 6-11 1 4 2 6 5 7-1-8 0-15 4-21z"
      />
      <path d="M90 82c-13-9-31-12-58-11v50c27-1 45 2 58 11 13-9 31-12 58-11V71c-27-1-45 2-58 11z" />
      <path d="M90 82v50" />
      <path
        class="suluh-ray"
        d="M45 84c12 0 22 2 32 6M45 97c12 0 22 2 32 6M135 84c-12 0-22 2-32 6m32 7c-12 0-22 2-32 6"
      />
    </svg>
  );
}

/** A bookmark in a book: the place was kept. */
export function Bookmark() {
  return (
    <svg class="suluh-drawing" viewBox="0 0 160 120" aria-hidden="true" {...line}>
      <path d="M80 34c-13-9-30-12-56-11v66c26-1 43 2 56 11 13-9 30-12 56-11V23c-26-1-43 2-56 11z" />
      <path d="M80 34v66" />
      <path class="suluh-tone" d="M98 25v38l8-7 8 7V23" />
      <path class="suluh-ray" d="M37 39c11 0 20 2 30 6M37 53c11 0 20 2 30 6M37 67c11 0 20 2 30 6" />
      <path d="M14 110h132" />
    </svg>
  );
}

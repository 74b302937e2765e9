/** From so many sizes on, more of them look the same. */
const SIZES = 5;

/**
 * Words that people gave, as `[[word, n]]`: a list, the most given first, each as large as its count
 * and with that count behind it. Words are only ever text. Style: split.css.
 */
export function Cloud({ words, label }) {
  const sorted = [...words].sort(([one, n], [other, m]) => m - n || one.localeCompare(other));
  const most = Math.max(1, ...sorted.map(([, n]) => n));
  return (
    <ul class="suluh-cloud" aria-label={label}>
      {sorted.map(([word, n]) => (
        <li key={word} data-size={sizeOf(n, most)}>
          {word}
          <span class="suluh-cloud-count"> {n}</span>
        </li>
      ))}
    </ul>
  );
}

/** 1 for a word that one gave where others gave many, up to `SIZES` for the most given. */
const sizeOf = (n, most) => (most === 1 ? 2 : 1 + Math.round(((SIZES - 1) * (n - 1)) / (most - 1)));

import { CopyButton } from "../parts/send.jsx";
import { QrCode } from "./qr.jsx";

/**
 * The first screen: where people find the lesson, in letters that can be read on a small phone in a
 * video call. First the address, then the code: many watch on the only phone they have. `children`
 * stand below the title.
 */
export function Cover({ tell, address: { link, short, why }, lead, title, library, children }) {
  return (
    <div class="suluh-cover">
      {link ? (
        <div class="suluh-cover-way">
          <p class="suluh-cover-lead">{tell(lead)}</p>
          <p class="suluh-cover-short" style={{ "--letters": Math.max(short.length, 14) }}>
            <a href={link} target="_blank" rel="noopener">
              <Breakable text={short} />
            </a>
          </p>
          <p class="suluh-cover-link">{link}</p>
          <CopyButton text={link} words={tell("copy_link")} />
        </div>
      ) : (
        <p class="suluh-cover-way suluh-cover-none">{tell(why)}</p>
      )}
      {link && <QrCode text={link} label={tell("qr", { short })} />}
      <div class="suluh-cover-title">
        <p class="suluh-cover-library">{library.name}</p>
        <h2 tabIndex={-1}>{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** A long address goes on in the next line where a part of it ends. */
const Breakable = ({ text }) =>
  text.match(/[^/.]*[/.]?/g).map((piece) => (
    <>
      <span>{piece}</span>
      <wbr />
    </>
  ));

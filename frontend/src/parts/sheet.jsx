import { useLayoutEffect, useRef } from "preact/hooks";
import { useSetting } from "../setting.js";

/** A real dialog that comes from below. Escape, its button and the space round it close it. */
export function Sheet({ name, title, closeWord, close, role, children }) {
  const { say, id } = useSetting();
  const dialog = useRef();
  const heading = useRef();

  useLayoutEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    // Browsers from before 2022 have no showModal; there it lies over the page all the same.
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    heading.current.focus();
    return () => {
      if (element.open) element.close?.();
      opener?.focus?.();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`suluh-sheet suluh-${name}`}
      role={role}
      aria-labelledby={id(`${name}-title`)}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="suluh-sheet-inside">
        <h2 ref={heading} id={id(`${name}-title`)} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <button type="button" class="suluh-second suluh-close" onClick={close}>
          {closeWord ?? say("close")}
        </button>
      </div>
    </dialog>
  );
}

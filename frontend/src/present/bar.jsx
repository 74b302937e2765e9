import { useEffect, useRef, useState } from "preact/hooks";

/** Milliseconds that the bar stays after the mouse has come to rest. */
const REST = 3000;

/** Whether somebody moves the mouse, or has just touched the screen. */
function useMoving() {
  const [moving, setMoving] = useState(true);
  useEffect(() => {
    let rest = 0;
    const move = () => {
      setMoving(true);
      clearTimeout(rest);
      rest = setTimeout(setMoving, REST, false);
    };
    move();
    const signs = ["pointermove", "pointerdown"];
    signs.forEach((sign) => document.addEventListener(sign, move));
    return () => {
      clearTimeout(rest);
      signs.forEach((sign) => document.removeEventListener(sign, move));
    };
  }, []);
  return moving;
}

/**
 * What the keys do, for a mouse or a finger. It hides while nobody moves and no key has its focus;
 * `news` keeps it there, since it says something. `deeds` are functions by name: those that are
 * missing have no button.
 */
export function Bar({ tell, deeds, nextWord, revealed, news }) {
  const moving = useMoving();
  const bar = useRef();
  const button = (deed, words = tell(deed), name) =>
    deeds[deed] && (
      <button
        type="button"
        class={deed === "next" ? "suluh-show-next" : "suluh-show-button"}
        data-deed={deed}
        aria-label={name}
        onClick={deeds[deed]}
      >
        {words}
      </button>
    );
  return (
    <div ref={bar} class="suluh-show-bar" data-shown={moving || Boolean(news) || undefined}>
      <p role="status" class="suluh-show-news">
        {news}
      </p>
      <div class="suluh-show-buttons" role="group" aria-label={tell("controls")}>
        {button("back")}
        {button("next", tell(nextWord))}
        {revealed && button("reveal", tell("hide"))}
        {button("smaller", "A−", tell("smaller"))}
        {button("larger", "A+", tell("larger"))}
        {button("notes")}
        {button("full")}
        {button("help")}
      </div>
    </div>
  );
}

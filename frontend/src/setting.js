// What every screen and activity may ask of the player round it, without handing it down by hand.
import { createContext } from "preact";
import { useContext, useLayoutEffect } from "preact/hooks";

export const Setting = createContext(null);

export const useSetting = () => useContext(Setting);

/**
 * Give the one main button other words and another deed while this component is shown; with
 * `word` null it keeps its usual ones.
 */
export function useMainAction(word, press) {
  const { mainAction } = useSetting();
  useLayoutEffect(() => {
    mainAction.press.current = press;
  });
  useLayoutEffect(() => {
    mainAction.setWord(word);
    return () => mainAction.setWord(null);
  }, [word]);
}

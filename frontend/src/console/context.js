// What every part of the console needs, without handing it down by hand.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/**
 * `{ say, count, view, lesson, facts, send, isSending, tell, id }`. `count(key, n)` is a phrase about
 * n of something; `id(name)` makes an id that no other console in the page has.
 */
export const Console = createContext(null);

export const useConsole = () => useContext(Console);

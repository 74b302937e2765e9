// What everything in the studio says, without handing it down by hand.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const Words = createContext((key) => key);

export const useWords = () => useContext(Words);

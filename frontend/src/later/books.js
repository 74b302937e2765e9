// The books of the practice catalogue (toolkit/practice), as they are there.
export { default as books } from "virtual:books";

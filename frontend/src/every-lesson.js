/** Later parts that every lesson may need, whatever its steps are. */
export const EVERY_LESSON = ["code"];

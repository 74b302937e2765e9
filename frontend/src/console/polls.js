/** The one poll on the screens: the last that was not taken off. */
export const pollOnScreens = ({ polls = [] }) => {
  const last = polls.at(-1);
  return last && last.state !== "done" ? last : null;
};

/** What the places of a poll's split are called. */
export const pollOptions = ({ form, options = [], low, high }) =>
  form === "scale"
    ? [1, 2, 3, 4, 5].map((point) => ({
        text: [point, point === 1 ? low : point === 5 ? high : ""].filter(Boolean).join(" · "),
      }))
    : options.map((text) => ({ text }));

/** Words that may be seen, as the cloud draws them. */
export const cloudOf = ({ words = [] }) =>
  words.filter(({ state }) => state === "shown").map(({ word, n }) => [word, n]);

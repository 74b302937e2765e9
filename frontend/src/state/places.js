// What most responses are made of: the places of options, steps or pieces.

export const isPlace = (value, count) => Number.isInteger(value) && value >= 0 && value < count;

/** Whether this is a list of different places, none of them past the end. */
export const arePlaces = (list, count) =>
  Array.isArray(list) &&
  list.every((value) => isPlace(value, count)) &&
  new Set(list).size === list.length;

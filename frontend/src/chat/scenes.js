/** The scenes on a path, from the first to where it leads; null where there is no such path. */
export function scenesOn({ scenes }, path) {
  if (!Array.isArray(path)) return null;
  const seen = [scenes[0]];
  for (const place of path) {
    const choice = Number.isInteger(place) && lastOf(seen).choices[place];
    if (!choice) return null;
    seen.push(scenes[choice.scene]);
  }
  return seen;
}

export const lastOf = (list) => list[list.length - 1];

import { addressOf } from "./site.js";

/** Return the URLs of all pages of ours that are open, also of those from before this worker. */
export async function readers() {
  const windows = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  return windows.map(({ url }) => url).filter((url) => addressOf(url) !== null);
}

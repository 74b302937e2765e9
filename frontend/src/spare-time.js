/** Do what can wait once the phone has nothing else to do. */
export function inSpareTime(act) {
  if (window.requestIdleCallback) requestIdleCallback(act);
  else setTimeout(act, 2000); // Safari
}

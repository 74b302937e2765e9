// Pages that open without a connection after the first visit, where a browser can do that: on https
// and localhost. The site says where its service worker is; elsewhere none of this happens.
import { inSpareTime } from "./spare-time.js";

/** Have the site's service worker keep its pages, once this one is all there. */
export function keepForOffline() {
  const { worker } = document.documentElement.dataset;
  if (!worker || !isSecureContext || !location.protocol.startsWith("http")) return;
  const register = () => {
    try {
      navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => {});
    } catch {
      // Inside a sandboxed frame even asking for it throws.
    }
  };
  if (document.readyState === "complete") inSpareTime(register);
  else window.addEventListener("load", () => inSpareTime(register));
}

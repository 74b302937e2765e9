// Answers to what a page asks for. Pages: the network first, for a correction must reach everybody;
// what is kept where it does not answer. Files: what is kept first, their paths name their content.
import { withWholeLinks } from "./html.js";
import { keepFile, keptFile, keptPage } from "./keep.js";
import { files, inSameFolder, languageOf, urlOf } from "./site.js";

/** So many milliseconds somebody waits for a slow network when a copy is at hand. */
const PATIENCE = 3000;

/** Ask for a page as its server has it now. Redirections are the browser's to follow. */
export const fromNetwork = (url) =>
  fetch(url, { cache: "no-cache", redirect: "manual", headers: { Accept: "text/html" } });

/**
 * Return the answer for a page, from the promise of the network's. What a server says is shown, also
 * that the page is gone, and where to else: only its trouble is not, while there is a copy.
 */
export async function answerPage(url, address, network) {
  const came = network.catch(() => undefined);
  const copy = await keptPage(address);
  const answer = await (copy ? Promise.race([came, patience()]) : came);
  if (!copy) return answer ?? notice(address);
  if (answer && answer.status < 500) return answer;
  return inSameFolder(url, copy.url) ? copy.answer : Response.redirect(copy.url);
}

/** A notebook that needs Python: the network's answer, never kept, or a page that says there is none. */
export const answerLive = (request, address) => fetch(request).catch(() => notice(address));

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/** Return a page that says what to do without a connection, in the language of an address. */
function notice(address) {
  const { home, notice: html } = languageOf(address);
  return new Response(withWholeLinks(html, urlOf(home)), {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
    },
  });
}

/** Return the answer for a file, and keep it where it is one of this version. */
export async function answerFile(request, file) {
  if (files.has(file)) await keepFile(file).catch(() => {});
  return (await keptFile(file)) ?? fetch(request);
}

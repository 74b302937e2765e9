// Where people find the page that is shown, on their own phones.

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Return `{ link, short }`: an address for others, and as people type it. Where there is none, both are
 * "" and `why` is the key of a sentence. The site may be published elsewhere than it lies here; a notebook
 * knows it as `published`.
 */
export function addressHere(own, published) {
  if (!own) return published ? typed(published) : none("no_address_notebook");
  const canonical = document.querySelector('link[rel="canonical"]')?.href;
  if (canonical) return typed(canonical);
  const { protocol, hostname, origin, pathname } = location;
  if (!protocol.startsWith("http")) return none("no_address_file");
  if (LOOPBACK.test(hostname)) return none("no_address_local");
  return typed(origin + pathname);
}

const none = (why) => ({ link: "", short: "", why });

const typed = (link) => ({ link, short: shortened(link), why: "" });

/** An address without what nobody has to type. */
export const shortened = (link) =>
  link.replace(/^https?:\/\/(www\.)?/, "").replace(/(\/index\.html)?\/?$/, "");

/** The same page as another window shows it: `what` stands behind the question mark. */
export function addressOf(what) {
  const address = new URL(location.href.split("#")[0]);
  address.search = what;
  return address.href;
}

// Where things are: below the folder in which this script lies, on whatever path that is.

const root = new URL("./", location).href;

/**
 * Return a URL's place below the site's folder, null outside: as our server has it
 * ("online-safety"), also where it is a file ("online-safety/index.html"). What stands behind "?"
 * (where a visitor came from) is nobody's business here.
 */
export function addressOf(url) {
  const { origin, pathname } = new URL(url);
  const whole = origin + pathname;
  return whole.startsWith(root) ? addressOfPath(whole.slice(root.length)) : null;
}

export const addressOfPath = (path) => path.replace(/(^|\/)index\.html$/, "").replace(/\/+$/, "");

export const urlOf = (path) => root + path;

/** Links in a page are relative: all its addresses must lie in one folder. */
export const inSameFolder = (url, other) => new URL(".", url).href === new URL(".", other).href;

/** Address of each page to its `path`, by which it is asked for, and the `digest` of its content. */
export const pages = new Map(
  Object.entries(SITE.pages).map(([path, digest]) => [addressOfPath(path), { path, digest }]),
);

/** Path of each file beside the pages to the digest of its content. */
export const files = new Map(Object.entries(SITE.files));

export const isFile = (address) => /^assets\/[^/]+\/[^/]+$/.test(address);

/** Whether what is there is not ours to keep: the service, and notebooks that need Python. */
export const isElsewhere = (address) =>
  SITE.elsewhere.some((other) => address === other || address.startsWith(`${other}/`));

/** Whether there is a notebook that needs Python as long as it is open. */
export const isLive = (address) => live.has(address);

const live = new Set(SITE.live.map(addressOfPath));

/** Addresses of pages that everybody should have at hand. */
export const small = SITE.small.map(addressOfPath);

/** Each language: `prefix` of its addresses, the path of its `home`, and its `notice` (HTML). */
export const { languages } = SITE;

export function languageOf(address) {
  const [prefix] = address.split("/");
  return languages.find((language) => language.prefix === prefix) ?? languages[0];
}

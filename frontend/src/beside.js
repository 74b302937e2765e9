// Files beside this script, as classic scripts and style sheets: modules and fetch do not work on a page
// opened from a folder or a USB stick (file://), and these work there and on http alike.

const { src } = document.currentScript;

/**
 * Fetch a part that is a file of its own, or two where it has a style (see build.mjs): a promise of
 * what it exports. `again` goes behind its name when it is asked for once more, so that no cache
 * answers with what failed before.
 */
export async function fetchBeside(name, again, styled) {
  const address = (ending) => new URL(name + ending + again, src).href;
  const script = element("script", { src: address(".js") });
  const style = styled && element("link", { rel: "stylesheet", href: address(".css") });
  try {
    await Promise.all([script, style].filter(Boolean).map(arrived));
  } catch (error) {
    style?.remove?.();
    throw error;
  } finally {
    script.remove();
  }
  return window.suluh.later?.[name] ?? {};
}

const element = (tag, facts) => Object.assign(document.createElement(tag), facts);

const arrived = (file) =>
  new Promise((resolve, reject) => {
    file.onload = resolve;
    file.onerror = () => reject(new Error(`${file.href ?? file.src} did not come`));
    document.head.append(file);
  });

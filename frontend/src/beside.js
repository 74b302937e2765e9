// Files beside this script, as classic scripts: modules and fetch do not work on a page opened from a
// folder or a USB stick (file://), and these work there and on http alike.

const { src } = document.currentScript;

/**
 * Fetch a part that is a file of its own (see build.mjs): a promise of what it exports. `again` goes
 * behind its name when it is asked for once more, so that no cache answers with what failed before.
 */
export function fetchBeside(name, again) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`${name}.js${again}`, src).href;
    script.onload = () => {
      script.remove();
      resolve(window.suluh.later?.[name] ?? {});
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`${name} did not come`));
    };
    document.head.append(script);
  });
}

// How this person likes to read: text size, light or dark. Kept for every lesson.
import { useEffect, useState } from "preact/hooks";

export const SIZES = [100, 125, 150, 200];
export const APPEARANCES = ["device", "light", "dark"];

const KEY = "suluh";

export function useSettings(store, own) {
  const [settings, setSettings] = useState(() => {
    const { size, appearance } = store.read(KEY);
    return {
      size: SIZES.includes(size) ? size : SIZES[0],
      appearance: APPEARANCES.includes(appearance) ? appearance : APPEARANCES[0],
    };
  });
  const night = useNight(own);
  const theme = settings.appearance === "device" ? (night ? "dark" : "light") : settings.appearance;

  return {
    ...settings,
    theme,
    changed: settings.size !== SIZES[0] || settings.appearance !== APPEARANCES[0],
    set: (change) =>
      setSettings((old) => {
        // Whether somebody wants to be recorded stands there, too (see privacy.js).
        store.write(KEY, { ...store.read(KEY), ...change });
        return { ...old, ...change };
      }),
  };
}

/**
 * Whether the surroundings are dark: JupyterLab's theme there, the device's wish elsewhere. Voilà
 * names a theme, too, but nobody chose it.
 */
function useNight(own) {
  const [night, setNight] = useState(() => isNight(own));
  useEffect(() => {
    const update = () => setNight(isNight(own));
    const wish = matchMedia("(prefers-color-scheme: dark)");
    const observer = new MutationObserver(update);
    wish.addEventListener?.("change", update);
    if (!own) observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    return () => {
      wish.removeEventListener?.("change", update);
      observer.disconnect();
    };
  }, []);
  return night;
}

function isNight(own) {
  const { voila, jpThemeLight } = document.body.dataset;
  const lab = own || voila ? undefined : jpThemeLight;
  return lab ? lab === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
}

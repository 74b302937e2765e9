import { useEffect } from "preact/hooks";
import { useSetting } from "../setting.js";
import { useLater } from "../state/later.js";
import { Missing } from "./missing.jsx";

/**
 * The component of a kind that is a part of its own (src/later): nothing is shown while it comes, one
 * sentence and one button where it does not, and `missed` is called.
 */
export const coming = (name) =>
  function Coming(props) {
    const { say } = useSetting();
    const { part, missing, retry } = useLater(name, true);
    useEffect(() => {
      if (missing) props.missed?.();
    }, [missing]);
    if (missing) return <Missing words={say("part_missing")} retry={retry} />;
    return part ? <part.default {...props} /> : null;
  };

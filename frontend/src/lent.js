// What the player in a page lends to the parts that come later and draw (see build.mjs): with it they
// share its one Preact, its setting and the parts of its screens. Each name costs every first visit a
// few bytes, so that only what some part uses stands here.
export { Fragment, jsx, jsxs } from "preact/jsx-runtime";
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { useMainAction, useSetting } from "./setting.js";
export { useLater } from "./state/later.js";
export { coming } from "./parts/coming.jsx";
export { Html } from "./parts/html.jsx";
export { Message, Time } from "./parts/message.jsx";
export { Missing } from "./parts/missing.jsx";
export { Sheet } from "./parts/sheet.jsx";
export { Mark, Verdict, Waiting } from "./parts/verdict.jsx";
export { Options } from "./parts/options.jsx";
export { Hints } from "./parts/hints.jsx";
export { CopyButton } from "./parts/send.jsx";
export { StepScreen } from "./screens/step.jsx";
export { isFitting } from "./state/responses.js";

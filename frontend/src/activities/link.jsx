import { coming } from "../parts/coming.jsx";

export { fitsDraft, judge } from "../address/owners.js";

/** What it shows, and the rules of public suffixes, for addresses of one's own. */
export const later = ["link", "address"];

export default coming("link");

// The player on our own pages: a classic script that plays what stands in its page. What it exports is
// `suluh.player` there, and each part fetched later is `suluh.later.<part>`; what such a part may use of
// the player stands in lent.js.
import player, { judge, kinds } from "./player.jsx";
import { playPage } from "./host.js";
import { keepForOffline } from "./offline.js";

playPage(player);
keepForOffline();

const { render } = player;
export { render, judge, kinds };
export * from "./lent.js";

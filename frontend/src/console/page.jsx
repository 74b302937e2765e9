// The console on the staff's page of a room. What it needs stands in the page as JSON; see
// toolkit/console.
import { render } from "preact";
import { Console } from "./console.jsx";
import { byPage } from "./ways/page.js";

const { language, words, facts, addresses } = JSON.parse(
  document.getElementById("console-state").textContent,
);
const place = document.getElementById("console");
// Who was signed out signs in beside it, on this same page in another tab.
const links = { rooms: addresses.rooms, sign_in: location.href };
const way = { ...byPage(addresses), words, facts: { ...links, ...facts } };
const title = document.querySelector("h1") ? "h2" : "h1";
place.textContent = "";
place.style.setProperty("--console-top", `${place.getBoundingClientRect().top + scrollY}px`);
render(<Console {...{ way, language, title }} own />, place);

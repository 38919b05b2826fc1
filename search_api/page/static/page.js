// Every page works without these modules; each adds one convenience.
import { suggest } from "./parts/suggest.js";
import { cards } from "./parts/cards.js";
import { checking } from "./parts/checking.js";
import { copying } from "./parts/copying.js";
import { filling } from "./parts/filling.js";
import { places } from "./parts/places.js";
import { sending } from "./parts/sending.js";

for (const box of document.querySelectorAll("input[data-suggest]")) suggest(box);
cards(document);
checking(document);
copying(document);
filling(document);
places(document);
sending(document);

// "/" goes to the box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

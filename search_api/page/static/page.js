// The page works without this file. It adds two conveniences: "/" goes to the box, and narrow screens fold the outline.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
// On a narrow screen the outline stands before the text: it is folded until it is asked for.
if (matchMedia("(max-width: 60rem)").matches) {
  for (const outline of document.querySelectorAll(".outline details, .facets details")) outline.open = false;
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

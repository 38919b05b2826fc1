// A document, opened: the unit chosen by the address, the printed page beside the text, the folded outline.
export function places(root) {
  const bar = root.getElementById("muc-chon");
  if (bar) chosen(bar);
  const sheet = root.getElementById("trang-in");
  if (sheet) pages(sheet);
  // On a narrow screen the outline stands before the text: it is folded until it is asked for.
  if (!matchMedia("(max-width: 60rem)").matches) return;
  for (const outline of root.querySelectorAll(".outline details, .facets details, details.folding")) outline.open = false;
  if (location.hash) root.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function chosen(bar) {
  async function show() {
    const eid = decodeURIComponent(location.hash.slice(1));
    const unit = eid && document.getElementById(eid)?.closest(".unit");
    if (!unit) return (bar.hidden = true);
    const answer = await fetch(`${bar.dataset.source}?unit=${encodeURIComponent(eid)}`).catch(() => null);
    if (!answer?.ok) return (bar.hidden = true);
    bar.innerHTML = await answer.text();
    bar.hidden = false;
  }
  bar.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) bar.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") bar.hidden = true;
  });
  addEventListener("hashchange", show);
  show();
}

function pages(sheet) {
  const said = document.getElementById("trang-so");
  const last = Number(sheet.dataset.pages);
  function turn(page) {
    sheet.src = sheet.dataset.source + page;
    sheet.alt = `Trang in ${page} của văn bản`;
    said.textContent = `trang ${page} / ${last}`;
    const ways = { "trang-truoc": Math.max(1, page - 1), "trang-sau": Math.min(last, page + 1) };
    for (const [id, to] of Object.entries(ways)) {
      const link = document.getElementById(id);
      link.dataset.page = to;
      link.href = `?trang=${to}`;
    }
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(Number(link.dataset.page));
    history.replaceState(null, "", `?trang=${link.dataset.page}${location.hash}`);
  });
}

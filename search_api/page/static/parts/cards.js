// What a citation means, on hover or focus: stays while the pointer is on it, goes with Escape (WCAG 1.4.13).
const WAIT = 250;
const known = new Map();

export function cards(root) {
  let card = null;
  let owner = null;
  let waiting = 0;

  function hide() {
    clearTimeout(waiting);
    owner?.removeAttribute("aria-describedby");
    card?.remove();
    card = owner = null;
  }

  async function show(link) {
    if (owner === link) return;
    hide();
    owner = link;
    const address = link.dataset.card;
    if (!known.has(address)) {
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return;
      known.set(address, await answer.text());
    }
    if (owner !== link) return;
    card = document.createElement("div");
    card.className = "card";
    card.id = "the-van-ban";
    card.setAttribute("role", "tooltip");
    card.innerHTML = known.get(address);
    card.addEventListener("mouseleave", hide);
    (document.querySelector("main") ?? document.body).append(card);
    link.setAttribute("aria-describedby", card.id);
    const at = link.getBoundingClientRect();
    const below = at.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.top = `${scrollY + (below ? at.bottom + 6 : at.top - card.offsetHeight - 6)}px`;
    card.style.left = `${scrollX + Math.max(8, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
  }

  root.addEventListener("mouseover", (event) => {
    const link = event.target.closest?.("a[data-card]");
    if (!link) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(link), WAIT);
  });
  root.addEventListener("mouseout", (event) => {
    if (!event.target.closest?.("a[data-card]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => card && !card.matches(":hover") && hide(), WAIT);
  });
  root.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("a[data-card]");
    if (link) show(link);
    else hide();
  });
  root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

// What may be meant, below the box, while somebody types. Keys and roles: combobox-nav (MIT).
import Combobox from "./combobox-nav.js";

const WAIT = 120; // milliseconds after the last key

export function suggest(box) {
  const list = document.getElementById("goi-y");
  const said = document.getElementById("goi-y-noi");
  const keys = new Combobox(box, list, { tabInsertsSuggestions: false });
  let waiting = 0;
  let asked = null;

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    if (list.hidden) return;
    keys.stop();
    list.hidden = true;
    said.textContent = "";
  }

  async function look() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { signal: asked.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch {
      return; // another key was pressed, or the server has gone: the box works without
    }
    const found = list.querySelectorAll("[role=option]").length;
    if (!found || document.activeElement !== box) return close();
    if (list.hidden) {
      list.hidden = false;
      keys.start();
    }
    said.textContent = `${found} gợi ý; dùng phím mũi tên để chọn.`;
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    if (box.value.trim().length < 2) return close();
    waiting = setTimeout(look, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault();
    close();
  });
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("combobox-commit", (event) => {
    const { address } = event.target.dataset;
    close();
    if (address) location.assign(address);
  });
}

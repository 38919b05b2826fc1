// Copying words that a button carries, and printing. The buttons are shown only where this runs.
const SHOWN = 2000;

async function copy(words) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(words);
  // Over plain http in an office's network there is no clipboard object.
  const field = document.createElement("textarea");
  field.value = words;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

export function copying(root) {
  root.documentElement.classList.add("scripted");
  root.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if ("print" in button.dataset) return print();
    const { copy: words, copyAddress } = button.dataset;
    if (words === undefined && copyAddress === undefined) return;
    const before = button.textContent;
    try {
      await copy(words ?? new URL(copyAddress, location.href).href);
      button.textContent = "Đã chép";
    } catch {
      button.textContent = "Trình duyệt không cho chép";
    }
    button.focus();
    setTimeout(() => (button.textContent = before), SHOWN);
  });
}

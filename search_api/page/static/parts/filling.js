// What a person read in a document's head goes to the server; what became of it is said in words.
export function filling(root) {
  for (const form of root.querySelectorAll("form.fill")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fill(form);
    });
  }
}

async function fill(form) {
  const button = form.querySelector("button");
  const said = form.querySelector("[role=status]");
  const given = [...form.querySelectorAll("input[name]")].map((input) => [input.name, input.value.trim()]);
  button.disabled = true;
  said.className = "";
  said.textContent = "Đang ghi nhận…";
  try {
    // Headers carry bytes: letters with marks are sent as UTF-8.
    const token = form.querySelector("input[type=password]").value;
    const bytes = String.fromCharCode(...new TextEncoder().encode(token));
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${bytes}` },
      body: JSON.stringify(Object.fromEntries(given.filter(([, value]) => value))),
    });
    const body = await answer.json();
    if (answer.ok) told(said, body);
    else failed(said, body.detail ?? `máy chủ trả lời ${answer.status}`);
  } catch {
    failed(said, "không tới được máy chủ");
  }
  button.disabled = false;
}

function told(said, document_) {
  const link = document.createElement("a");
  link.href = `/documents/${encodeURIComponent(document_.id)}`;
  link.textContent = "mở văn bản";
  said.replaceChildren("Đã ghi nhận: ", link);
}

function failed(said, why) {
  said.className = "failed";
  said.textContent = `Chưa ghi nhận: ${why}`;
}

// Files go to the server one after another, with their progress; what became of each is said in words.
export function sending(root) {
  const form = root.getElementById("them-tep");
  if (form) form.addEventListener("submit", (event) => start(event, form));
}

async function start(event, form) {
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  const outcome = root("ket-qua");
  const files = [...root("tep").files];
  const list = document.createElement("ul");
  outcome.replaceChildren(list);
  button.disabled = true;
  root("tien-do").parentElement.hidden = false;
  let added = 0;
  for (const [n, file] of files.entries()) {
    const line = document.createElement("li");
    list.append(line);
    line.textContent = `${file.name}: đang gửi (${n + 1}/${files.length})…`;
    const told = await send(form.action, file, root("ma").value, (part) => {
      const bar = root("tien-do");
      if (part < 1) bar.value = part * 100;
      else {
        bar.removeAttribute("value"); // the server is reading: for how long nobody knows
        line.textContent = `${file.name}: máy chủ đang đọc…`;
      }
    });
    line.replaceChildren(...words(file.name, told));
    if (told.document) added += 1;
    if (told.status === 401 || told.status === 403) break;
  }
  root("tien-do").parentElement.hidden = true;
  button.disabled = false;
  if (added) {
    const again = document.createElement("a");
    again.href = "/documents";
    again.textContent = "Xem lại kho văn bản";
    outcome.append(again);
  }
}

function words(name, told) {
  if (!told.document) {
    const said = document.createElement("span");
    said.className = "failed";
    said.textContent = `không thêm được: ${told.detail}`;
    return [`${name}: `, said];
  }
  const link = document.createElement("a");
  link.href = `/documents/${encodeURIComponent(told.document)}`;
  link.textContent = "mở văn bản";
  return [`${name}: ${told.new ? "đã thêm" : "đã có sẵn trong kho"}, `, link];
}

function send(address, file, token, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    // Headers carry bytes: letters with marks are sent as UTF-8.
    const bytes = String.fromCharCode(...new TextEncoder().encode(token));
    request.setRequestHeader("Authorization", `Bearer ${bytes}`);
    request.upload.addEventListener("progress", (e) => e.lengthComputable && progress(e.loaded / e.total));
    request.upload.addEventListener("load", () => progress(1));
    request.addEventListener("load", () => {
      const body = request.response ?? {};
      resolve({ ...body, status: request.status, detail: body.detail ?? `máy chủ trả lời ${request.status}` });
    });
    request.addEventListener("error", () => resolve({ status: 0, detail: "không tới được máy chủ" }));
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

function root(id) {
  return document.getElementById(id);
}

// A draft is checked in place: the form keeps its file, so that the Word file with remarks can be asked for after.
export function checking(root) {
  const form = root.getElementById("du-thao");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.id === "ban-word") return;
    event.preventDefault();
    check(form);
  });
  const place = root.getElementById("tha-tep");
  for (const name of ["dragover", "dragenter"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) root.getElementById("tep").files = event.dataTransfer.files;
  });
}

async function check(form) {
  const said = document.getElementById("dang-kiem-tra");
  const bar = form.querySelector(".progress");
  const outcome = document.getElementById("ket-qua-kiem-tra");
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  bar.hidden = false;
  said.className = "";
  said.textContent = "Đang đọc và đối chiếu từng viện dẫn…";
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "x-fragment": "1" },
    });
    if (answer.ok) {
      outcome.innerHTML = await answer.text();
      said.textContent = outcome.querySelector("h2")?.textContent ?? "";
      outcome.focus();
    } else {
      said.className = "failed";
      said.textContent = (await answer.json()).detail;
    }
  } catch {
    said.className = "failed";
    said.textContent = "Không tới được máy chủ; thử lại sau.";
  }
  bar.hidden = true;
  button.disabled = false;
}

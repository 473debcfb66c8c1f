// Dropping files on the form, and what was chosen. The form works without this file.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const most = Number(words.most);
  const drop = document.getElementById("drop");
  const input = document.getElementById("files");
  const chosen = document.getElementById("chosen");
  if (!drop || !input || !chosen) return;
  document.getElementById("drop-hint").hidden = false;

  const size = (bytes) => (bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  const show = () => {
    // Names are data: never markup.
    chosen.replaceChildren(...[...input.files].map((file) => {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      const told = document.createElement("span");
      told.className = "row-count";
      told.textContent = size(file.size);
      row.append(name, told);
      if (file.size > most) {
        const large = document.createElement("span");
        large.className = "row-summary warned";
        large.textContent = words.large;
        row.append(large);
      }
      return row;
    }));
    chosen.hidden = !input.files.length;
  };
  input.addEventListener("change", show);

  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
  });
  drop.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    show();
  });
})();

// Copy buttons and keys. Every page works without this file.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const STORED = "npt-keys";

  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  document.body.append(told);
  let hiding = 0;
  const tell = (text) => {
    told.textContent = text;
    clearTimeout(hiding);
    hiding = setTimeout(() => { told.textContent = ""; }, 4000);
  };

  // Copying. Where the browser refuses, the words are selected, ready for the reader's own copy.
  const select = (place) => {
    place.closest("details")?.setAttribute("open", "");
    if (place.select) {
      place.focus();
      place.select();
    } else {
      getSelection().selectAllChildren(place);
    }
  };
  const copy = async (place) => {
    const text = (place.value ?? place.textContent).trim();
    try {
      await navigator.clipboard.writeText(text);
      tell(`${words.copied} ${text.length < 120 ? text : ""}`);
    } catch {
      select(place);
      tell(words.selected);
    }
  };
  const addButtons = (inside) => {
    for (const place of inside.querySelectorAll(".copy:not([data-ready])")) {
      place.dataset.ready = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-button";
      button.textContent = words.copy;
      button.addEventListener("click", () => copy(place));
      place.after(button);
    }
  };
  const ready = (inside) => {
    for (const place of inside.querySelectorAll(".copy")) {
      const folded = place.closest("details");
      if (!folded || folded.open) addButtons(place.parentElement);
    }
  };
  ready(document);
  // A part of the page that was exchanged.
  document.addEventListener("htmx:load", (event) => ready(event.target));
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".quoting")) addButtons(event.target);
  }, true);

  // Keys.
  const dialog = document.getElementById("keys");
  const wanted = document.getElementById("keys-on");
  const opener = document.getElementById("keys-open");
  const stored = () => {
    try { return localStorage.getItem(STORED); } catch { return null; }
  };
  let on = stored() !== "off";
  const help = () => { if (!dialog.open) dialog.showModal(); };
  if (dialog && wanted && opener) {
    opener.hidden = false;
    opener.addEventListener("click", help);
    wanted.checked = on;
    wanted.addEventListener("change", () => {
      on = wanted.checked;
      try { localStorage.setItem(STORED, on ? "on" : "off"); } catch { /* for this page only */ }
    });
  }

  // What lies in a closed fold has a box in newer browsers, but nobody sees it.
  const shown = () => [...document.querySelectorAll(".card, .block")]
    .filter((each) => each.checkVisibility?.() ?? each.getClientRects().length);
  const current = (all) => {
    const focused = document.activeElement?.closest(".card, .block");
    if (focused) return all.indexOf(focused);
    return -1;
  };
  const step = (by) => {
    const all = shown();
    if (!all.length) return;
    let next = current(all) + by;
    if (current(all) < 0) {
      const below = all.findIndex((each) => each.getBoundingClientRect().bottom > 0);
      next = below < 0 ? all.length - 1 : below;
    }
    const target = all[Math.max(0, Math.min(all.length - 1, next))];
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };
  const copyLine = () => {
    const all = shown();
    const home = all[Math.max(0, current(all))] ?? document;
    const lines = home.querySelectorAll(".copy [lang]");
    const own = [...lines].find((line) => line.lang === document.documentElement.lang);
    const place = own ?? lines[0];
    if (place) copy(place);
  };
  const keys = {
    "/": () => {
      const box = document.getElementById("jump");
      box?.focus();
      box?.select();
    },
    j: () => step(1),
    k: () => step(-1),
    c: copyLine,
    "?": help,
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    const chord = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!on || typing || chord || !Object.hasOwn(keys, event.key) || !dialog) return;
    event.preventDefault();
    keys[event.key]();
  });
})();

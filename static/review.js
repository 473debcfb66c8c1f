// The reviewers' desk: keys, and words chosen by selecting them. Every page works without this file.
"use strict";
(() => {
  // Offsets count characters as the server does: a character outside the first plane is two units
  // here and one there.
  const points = (text) => [...text].length;

  const fields = document.querySelector("[data-span]");
  const start = document.getElementById("start");
  const end = document.getElementById("end");
  const words = document.getElementById("words");
  const choose = (from, to, chosen) => {
    if (!chosen.trim()) return;
    start.value = from;
    end.value = to;
    words.value = "";
    fields.querySelector(".chosen").textContent = `${fields.dataset.chosen} ${chosen}`;
  };
  const passage = document.getElementById("passage");
  const source = document.getElementById("span-text");
  if (fields && passage && source) {
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (document.activeElement === source || !selection.rangeCount) return;
      const range = selection.getRangeAt(0);
      if (range.collapsed || !passage.contains(range.commonAncestorContainer)) return;
      const before = document.createRange();
      before.setStart(passage, 0);
      before.setEnd(range.startContainer, range.startOffset);
      const from = points(before.toString());
      choose(from, from + points(range.toString()), range.toString());
    });
    const fromSource = () => {
      const chosen = source.value.slice(source.selectionStart, source.selectionEnd);
      const from = points(source.value.slice(0, source.selectionStart));
      choose(from, from + points(chosen), chosen);
    };
    // Not read-only: browsers give that no caret, and without one keys select nothing.
    source.closest("[data-scripted]").hidden = false;
    source.addEventListener("beforeinput", (event) => event.preventDefault());
    source.addEventListener("select", fromSource);
    source.addEventListener("keyup", fromSource);
  }

  // Keys: an element says with `data-key` which one it answers to. They are on and off with those of
  // every page, and go before them.
  const wanted = document.getElementById("keys-on");
  const typing = "input, textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest?.(typing);
    const chord = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!wanted?.checked || chord || event.target.closest?.("dialog")) return;
    if (inside) {
      if (event.key === "Escape" && inside.closest(".review")) inside.blur();
      return;
    }
    if (!/^[a-z]$/.test(event.key)) return;
    const place = document.querySelector(`[data-key="${event.key}"]`);
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (place.matches(typing)) {
      place.closest("details")?.setAttribute("open", "");
      place.focus();
    } else {
      place.click();
    }
  }, true);
})();

// Filters, sorting and paging exchange the part of the page that they change, `#results`; htmx
// fetches the same page that a reader without scripts gets. This file keeps what a whole new page
// would: focus, the news for screen readers, errors as pages of their own. Pages work without it.
"use strict";
(() => {
  const heard = document.createElement("p");
  heard.className = "unseen";
  heard.setAttribute("role", "status");
  document.body.append(heard);
  const COUNTS = "[data-count], .paging > span";
  const isResults = (event) => event.target.id === "results";

  let focused = "";
  let scrolled = null;

  const whole = ({ pathInfo }) => {
    const anchor = pathInfo.anchor ? `#${pathInfo.anchor}` : "";
    location.assign(pathInfo.finalRequestPath + anchor);
  };

  // A reader who goes elsewhere meanwhile ends the request: that is no error to be shown. The
  // listener stands only so long, since with it some browsers keep no page for the way back.
  let leaving = false;
  const leave = () => { leaving = true; };
  document.addEventListener("htmx:beforeRequest", () => {
    leaving = false;
    addEventListener("beforeunload", leave);
    document.getElementById("results")?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", () => removeEventListener("beforeunload", leave));

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, serverResponse } = event.detail;
    if (xhr.status >= 400 || !serverResponse.includes('id="results"')) {
      // An error, or another page than this one: the reader sees it whole.
      event.preventDefault();
      whole(event.detail);
      return;
    }
    focused = document.activeElement?.dataset.focus ?? "";
    const frame = document.querySelector(".matrix-frame");
    scrolled = frame && focused ? [frame.scrollLeft, frame.scrollTop] : null;
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:targetError"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.pathInfo && !leaving) whole(event.detail);
    });
  }

  const focus = (place) => {
    place?.focus({ preventScroll: true });
    return place && document.activeElement === place;
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isResults(event)) return;
    const results = event.target;
    if (scrolled) results.querySelector(".matrix-frame")?.scrollTo(...scrolled);
    const same = focused ? results.querySelector(`[data-focus="${CSS.escape(focused)}"]`) : null;
    // What was clicked may be gone: the reader goes on at the new number.
    if (!document.activeElement || document.activeElement === document.body) {
      if (!focus(same)) focus(results.querySelector("[data-count]") ?? results);
    }
    const words = [...results.querySelectorAll(COUNTS)].map((each) => each.dataset.count || each.textContent);
    heard.textContent = "";
    setTimeout(() => { heard.textContent = words.join(" ").replace(/\s+/g, " ").trim(); }, 50);
  });
})();

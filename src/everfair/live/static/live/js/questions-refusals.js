/** A refused question or vote comes back as its part of the page, with the sentence that says why: show it. */

const PARTS = "[data-questions], [data-polls], [data-stage]";
const REFUSALS = new Set([409, 422, 429]);

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!REFUSALS.has(detail.xhr.status) || !detail.target.closest(PARTS)) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

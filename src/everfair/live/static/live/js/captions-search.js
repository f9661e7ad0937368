// @ts-check
/** A hit of the search in what was said leads the player of this page to its second. */

// Where a line begins the one before it may still be shown: positions are rounded.
const INSIDE_MS = 100;

document.addEventListener("click", (event) => {
  const hit = /** @type {HTMLElement} */ (event.target).closest("[data-said-at]");
  const page = document.querySelector("[data-pass]");
  if (!(hit instanceof HTMLElement) || !page) return;
  event.preventDefault();
  page.dispatchEvent(new CustomEvent("player:goto", { detail: { at: Number(hit.dataset.saidAt) + INSIDE_MS } }));
  page.querySelector("[data-player]")?.scrollIntoView({ block: "nearest" });
});

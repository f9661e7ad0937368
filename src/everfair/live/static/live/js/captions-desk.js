// @ts-check
/**
 * The captioning page: a line belongs to the moment that was on screen when its first letter was typed. The preview
 * tells that moment by `player:time` {at: milliseconds since 1970 or null}.
 */

const form = document.querySelector("[data-caption-form]");
const lines = /** @type {HTMLElement} */ (document.querySelector("#caption-lines"));

if (form instanceof HTMLFormElement) typeAlong(form);

/** @param {HTMLFormElement} form */
function typeAlong(form) {
  const text = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
  const at = /** @type {HTMLInputElement} */ (form.elements.namedItem("at"));
  /** @type {number | null} */
  let moment = null;

  form.closest("[data-live]")?.addEventListener("player:time", (event) => {
    moment = /** @type {CustomEvent} */ (event).detail.at;
  });
  text.addEventListener("input", () => {
    if (!text.value) at.value = "";
    else if (!at.value && moment !== null) at.value = String(Math.round(moment));
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!(/** @type {CustomEvent} */ (event).detail.successful)) return;
    text.value = "";
    at.value = "";
  });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  if (detail.target !== lines) return;
  // The sentence of a refusal stands above the lines.
  if (detail.xhr.status === 422 || detail.xhr.status === 409) detail.shouldSwap = true;
  // A line that is being corrected is not taken away.
  const isCorrecting = lines.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement;
  if (isCorrecting && detail.requestConfig.verb === "get") detail.shouldSwap = false;
});

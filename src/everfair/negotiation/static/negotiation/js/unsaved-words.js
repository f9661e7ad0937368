/**
 * A part of the page that holds unsaved words is not replaced under the hands of who writes them. Instead the element
 * with id="stale" shows itself and offers the new state. Forms that have just been sent are replaced as usual.
 */

/** @param {Element} part */
function hasUnsavedWords(part) {
  const fields = part.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=file])");
  return [...fields].some((field) => field.value !== field.defaultValue);
}

/** @param {CustomEvent} event */
function guard(event) {
  const { detail } = event;
  const sent = detail.requestConfig?.verb === "post";
  const isReplaced = detail.target?.id !== "lines";
  if (sent || !isReplaced || !(detail.target instanceof Element) || !hasUnsavedWords(detail.target)) return;
  detail.shouldSwap = false;
  document.getElementById("stale")?.removeAttribute("hidden");
}

document.addEventListener("htmx:beforeSwap", guard);
document.addEventListener("htmx:oobBeforeSwap", guard);

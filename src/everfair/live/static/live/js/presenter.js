/** The page on the lectern: its lists are loaded anew as things happen, but not under the hands of who types in them. */

import "./questions-refusals.js";

const stage = /** @type {HTMLElement} */ (document.querySelector("[data-stage]"));

stage.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const typing = [...detail.target.querySelectorAll("input[type=text]")].some((field) => field.value);
  if (typing && detail.requestConfig?.verb === "get") detail.shouldSwap = false;
});

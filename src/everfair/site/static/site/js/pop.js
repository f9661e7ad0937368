/** Opened menus (<details class="pop">) close by a click elsewhere and by Escape, which returns to their summary. */

/** @param {(pop: HTMLDetailsElement) => boolean} shouldClose */
function closePops(shouldClose) {
  for (const pop of document.querySelectorAll("details.pop[open]")) {
    if (shouldClose(pop)) pop.open = false;
  }
}

document.addEventListener("click", (event) => closePops((pop) => !pop.contains(event.target)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const pop = document.activeElement?.closest("details.pop[open]");
  closePops(() => true);
  pop?.querySelector("summary").focus();
});

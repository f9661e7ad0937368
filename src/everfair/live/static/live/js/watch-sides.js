/** Tabs beside the picture: one panel at a time. Without scripts all of them stand one below another. */

/** @param {HTMLElement} sides */
export function openSides(sides) {
  const tabs = [...sides.querySelectorAll("[role=tab]")];

  /** @param {HTMLElement} chosen */
  function show(chosen) {
    for (const tab of tabs) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
  }

  sides.querySelector("[role=tablist]").hidden = false;
  show(tabs[0]);
  sides.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (tab) show(tab);
  });
  sides.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(event.target);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (here < 0 || !step) return;
    event.preventDefault();
    const next = tabs.at((here + step) % tabs.length);
    show(next);
    next.focus();
  });
}

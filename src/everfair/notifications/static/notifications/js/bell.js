/**
 * The bell counts anew when something happened: <div data-bell="ADDRESS" data-live=...>. Counting also notes as read
 * what is about this very page, so a page that nobody looks at waits until it is looked at.
 */

/** @param {HTMLElement} bell @returns {HTMLElement | null} the words that say how many are new */
function words(bell) {
  return bell.querySelector("[data-bell-new]");
}

/** @param {HTMLElement} bell */
async function count(bell) {
  const before = Number(words(bell)?.dataset.bellNew ?? 0);
  await window.htmx.ajax("GET", bell.dataset.bell, { target: bell.querySelector("[data-bell-count]") });
  const now = words(bell);
  const says = bell.querySelector("[data-bell-says]");
  says.textContent = now && Number(now.dataset.bellNew) > before ? now.textContent.trim() : "";
}

/** @param {HTMLElement} bell */
function countWhenLookedAt(bell) {
  if (document.visibilityState === "visible") {
    count(bell);
    return;
  }
  const look = () => bell.isConnected && countWhenLookedAt(bell);
  document.addEventListener("visibilitychange", look, { once: true });
}

for (const kind of ["notifications", "reset"]) {
  document.addEventListener(`live:${kind}`, (event) => {
    const bell = event.target;
    if (bell instanceof HTMLElement && bell.matches("[data-bell]")) countWhenLookedAt(bell);
  });
}

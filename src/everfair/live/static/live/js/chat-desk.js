// @ts-check
/**
 * The moderation desk by keyboard: j k move from report to report; d h t b e press the report's own buttons. Reports
 * that come in meanwhile are loaded under the reader's hands: the report in focus keeps it.
 */

const PLACE = "moderation-place";
const reports = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-report]")]);
const place = () => reports().findIndex((report) => report.contains(document.activeElement));

/** @param {number} number */
function goTo(number) {
  const all = reports();
  const report = all[Math.max(0, Math.min(number, all.length - 1))];
  report?.focus();
  report?.scrollIntoView({ block: "nearest" });
}

/** @param {string} key */
function press(key) {
  const here = place();
  if (key === "j") goTo(here + 1);
  else if (key === "k") goTo(here < 0 ? 0 : here - 1);
  else {
    const button = reports()[here]?.querySelector(`button[aria-keyshortcuts="${CSS.escape(key)}"]`);
    if (!(button instanceof HTMLButtonElement)) return false;
    button.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  const isWriting = event.target instanceof Element && event.target.matches("input, textarea, select");
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  if (press(event.key)) event.preventDefault();
});
document.addEventListener("submit", () => sessionStorage.setItem(PLACE, String(Math.max(0, place()))));

/** @type {string | null} */
let focused = null;
document.addEventListener("htmx:beforeSwap", () => {
  focused = reports()[place()]?.getAttribute("aria-labelledby") ?? null;
});
document.addEventListener("htmx:load", () => {
  if (focused) document.getElementById(focused)?.closest("[data-report]")?.focus();
  focused = null;
});

// After a verdict the list comes back without that report: go on at the same place.
const before = sessionStorage.getItem(PLACE);
if (before !== null) {
  sessionStorage.removeItem(PLACE);
  goTo(Number(before));
}

// @ts-check
/**
 * The vetting desk by keyboard: j k move, o open, a approve, m ask for more, r refuse, x tick, ? shows the keys.
 * Ctrl+Enter sends the words with the verb that opened them. Everything is a link or a button on the page as well.
 */

const PLACE = "vetting-place";
/** @type {HTMLElement[]} */
const rows = [...document.querySelectorAll("[data-application]")];
const isList = rows.some((row) => row.matches("article"));
let verb = "m";

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !target.matches("[type=checkbox]");
}

/** @returns {number} the row that holds the focus, -1 for none */
function place() {
  return rows.findIndex((row) => row.contains(document.activeElement));
}

/** @param {number} number */
function goTo(number) {
  const row = rows[Math.max(0, Math.min(number, rows.length - 1))];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} row @param {string} wish */
function write(row, wish) {
  verb = wish;
  const words = row.querySelector("details[data-words]");
  if (words instanceof HTMLDetailsElement) words.open = true;
  row.querySelector("textarea")?.focus();
}

/** @param {HTMLElement} row */
function approve(row) {
  sessionStorage.setItem(PLACE, String(place()));
  const form = row.querySelector("form[data-approve]");
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** @type {Record<string, (row: HTMLElement) => void>} */
const acts = {
  o: (row) => row.querySelector("a")?.click(),
  a: approve,
  m: (row) => write(row, "m"),
  r: (row) => write(row, "r"),
  x: (row) => row.querySelector("input")?.click(),
};

/** @param {string} key */
function press(key) {
  const here = place();
  if (key === "j") goTo(here + 1);
  else if (key === "k") goTo(here < 0 ? 0 : here - 1);
  else if (key === "?") document.querySelector("#keys")?.toggleAttribute("open");
  else if (key in acts && (isList ? rows[here] : rows[0])) acts[key](isList ? rows[here] : rows[0]);
  else return false;
  return true;
}

/** @param {KeyboardEvent} event */
function sendWords(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !(event.target instanceof HTMLTextAreaElement)) return;
  const button = event.target.form?.querySelector(`button[data-verb="${verb}"]`);
  sessionStorage.setItem(PLACE, String(place()));
  if (button instanceof HTMLButtonElement) event.target.form?.requestSubmit(button);
}

document.addEventListener("keydown", (event) => {
  if (isWriting(event.target)) {
    if (event.key === "Escape") rows[place()]?.focus();
    sendWords(event);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && press(event.key)) {
    event.preventDefault();
  }
});

// After an answer the list comes back without that row: go on at the same place.
const before = sessionStorage.getItem(PLACE);
if (isList && before !== null) {
  sessionStorage.removeItem(PLACE);
  goTo(Number(before));
}

/**
 * The conversation of a negotiation: Ctrl+Enter sends, what was typed is kept until it has arrived, and the newest
 * line is in view for whoever reads at the end.
 */

const compose = () => /** @type {HTMLFormElement | null} */ (document.getElementById("compose"));
const isAtEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 200;
let followsTalk = false;

/** @param {KeyboardEvent} event */
function sendByKeyboard(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target instanceof HTMLTextAreaElement ? event.target.form : null;
  if (form?.id === "compose") form.requestSubmit();
}

/** @param {CustomEvent} event */
function afterSending(event) {
  const form = compose();
  if (!form || event.detail.elt !== form) return;
  const { xhr } = event.detail;
  const unsent = form.querySelector("[data-unsent]");
  const arrived = xhr.status >= 200 && xhr.status < 300;
  if (unsent instanceof HTMLElement) unsent.hidden = arrived || xhr.status === 422 || xhr.status === 409;
  if (!arrived) return;
  form.reset();
  form.querySelector("textarea")?.focus();
}

/** @param {CustomEvent} event */
function beforeSwap(event) {
  const { detail } = event;
  followsTalk = isAtEnd();
  // A refused message comes back as its form, with the sentence that says why.
  if (detail.xhr.status === 422 || detail.xhr.status === 409) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
}

/** @param {CustomEvent} event */
function afterSwap(event) {
  if (event.detail.target?.id !== "lines") return;
  document.getElementById("silence")?.remove();
  if (followsTalk) compose()?.scrollIntoView({ block: "nearest" });
}

/** On a narrow screen the steps scroll sideways: bring the one that the negotiation stands at into view. */
function showStep() {
  const steps = document.getElementById("steps");
  const here = steps?.querySelector("[aria-current]") ?? steps?.lastElementChild;
  if (steps && here instanceof HTMLElement) steps.scrollLeft = here.offsetLeft - here.offsetWidth / 2;
}

showStep();
document.addEventListener("keydown", sendByKeyboard);
document.addEventListener("htmx:oobAfterSwap", showStep);
document.addEventListener("htmx:beforeSwap", beforeSwap);
document.addEventListener("htmx:afterSwap", afterSwap);
document.addEventListener("htmx:afterRequest", afterSending);

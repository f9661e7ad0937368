// @ts-check
/** What one does with a line: translate, report, and for moderators hide, pin, time out, ban; all without leaving. */

/** @param {HTMLElement} panel */
export function wireActs(panel) {
  panel.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-act]") : null;
    if (!(button instanceof HTMLButtonElement) || !button.form) return;
    event.preventDefault();
    act(panel, button);
  });
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLButtonElement} button
 */
async function act(panel, button) {
  const words = new FormData(/** @type {HTMLFormElement} */ (button.form));
  if (button.name) words.append(button.name, button.value);
  const answer = await fetch(button.formAction, { method: "POST", headers: { Accept: "application/json" }, body: words });
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  const line = /** @type {HTMLElement} */ (button.closest("[data-line]"));
  if (answer.ok && button.dataset.act === "translate") showTranslation(line, told);
  say(panel, answer.ok ? (button.dataset.done ?? "") : (told.sentence ?? ""));
  if (answer.ok) button.closest("details")?.removeAttribute("open");
}

/**
 * @param {HTMLElement} line
 * @param {{body: string, language: string}} told
 */
function showTranslation(line, told) {
  const place = /** @type {HTMLElement} */ (line.querySelector("[data-translated]"));
  const words = /** @type {HTMLElement} */ (place.querySelector("[data-words]"));
  [words.textContent, words.lang, place.hidden] = [told.body, told.language, false];
}

/**
 * @param {HTMLElement} panel
 * @param {string} sentence
 */
function say(panel, sentence) {
  const place = /** @type {HTMLElement | null} */ (panel.querySelector("[data-chat-done]"));
  if (!place) return;
  [place.textContent, place.hidden] = [sentence, sentence === ""];
}

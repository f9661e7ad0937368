// @ts-check
/**
 * Writing a line: it is shown at once, pale until the fair has it. When it is refused, the sentence says why and the
 * text is back in its field; when one has to wait, the seconds are counted down.
 */

/**
 * @param {HTMLElement} panel
 * @param {import("./chat-lines.js").ChatLines} lines
 * @param {string} draft what was typed before the panel was loaded anew
 */
export function wireCompose(panel, lines, draft) {
  const form = /** @type {HTMLFormElement | null} */ (panel.querySelector("[data-chat-compose]"));
  if (!form) return;
  /** @type {any} */
  const [field, button, refusal, hint] = ["textarea", "button", "[data-chat-refusal]", "#chat-as"].map((part) => form.querySelector(part));
  const usual = hint.textContent;
  let until = 0;
  let sending = false;

  function countDown() {
    const left = Math.ceil((until - Date.now()) / 1000);
    hint.textContent = left > 0 ? String(form?.dataset.wordsWait).replace("{n}", String(left)) : usual;
    button.disabled = left > 0 || sending;
    if (left > 0) setTimeout(countDown, 250);
  }

  /** @param {number} seconds */
  function hold(seconds) {
    until = Date.now() + seconds * 1000;
    countDown();
  }

  /** @param {string} sentence */
  function say(sentence) {
    refusal.textContent = sentence;
    refusal.hidden = sentence === "";
  }

  /** @param {string} body */
  function showPending(body) {
    const line = { id: "", at: new Date().toISOString(), name: String(form?.dataset.name), organisation: {}, body };
    const item = lines.build({ ...line, language: "", by_team: false });
    item.classList.add("chat-pending");
    item.querySelector("details")?.remove();
    lines.list.append(item);
    lines.toEnd();
    return item;
  }

  /** @param {string} body */
  function giveBack(body) {
    field.value = field.value ? `${body} ${field.value}` : body;
    field.focus();
  }

  async function send() {
    const body = field.value.trim();
    if (!form || body === "" || sending || Date.now() < until) return;
    const words = new FormData(form);
    const pending = showPending(body);
    sending = button.disabled = true;
    field.value = "";
    say("");
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: words });
      const told = await answer.json();
      if (answer.ok) lines.add(told.line);
      else {
        giveBack(body);
        say(told.sentence);
      }
      sending = false;
      hold(told.wait ?? 0);
    } catch {
      giveBack(body);
      say(String(form.dataset.wordsLost));
    } finally {
      pending.remove();
      sending = false;
      countDown();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    // While a Chinese word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  if (draft) field.value = draft;
  hold(Number(form.dataset.wait));
}

/**
 * Reactions: presses are added up here and sent at most once a second, less often in a large audience; the fair tells
 * totals (`live:reactions`, {heart: 12}), and what is new since the last ones rises beside the picture.
 */

import { release } from "./reactions-air.js";

const SENT_A_SECOND = 500;
// Seconds; the fair takes one burst a second from a page.
const SHORTEST_PAUSE = 1.2;
const LONGEST_PAUSE = 10;
const bar = /** @type {HTMLElement} */ (document.querySelector("[data-reactions]"));
const page = /** @type {HTMLElement} */ (bar.closest("[data-live]"));
const air = /** @type {HTMLElement} */ (bar.querySelector("[data-air]"));
const inNumbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
/** @type {Record<string, number>} */
let known = {};
/** @type {Record<string, number>} */
let pressed = {};
let sending = 0;

/** @param {string} kind */
const buttonOf = (kind) => bar.querySelector(`[data-react="${CSS.escape(kind)}"]`);

/**
 * @param {string} kind
 * @param {number} count
 */
function rise(kind, count) {
  const icon = buttonOf(kind)?.querySelector("svg");
  if (icon && count > 0) release(air, icon, { kind, count });
}

/** @param {Record<string, number>} totals */
function show(totals) {
  for (const [kind, total] of Object.entries(totals)) {
    const count = buttonOf(kind)?.querySelector("[data-count]");
    if (count) count.textContent = inNumbers.format(total);
  }
}

/** @param {Record<string, number>} totals */
function take(totals) {
  show(totals);
  // One's own have risen when they were pressed.
  for (const [kind, total] of Object.entries(totals)) rise(kind, total - (known[kind] ?? 0));
  known = totals;
}

async function send() {
  const burst = pressed;
  pressed = {};
  sending = 0;
  const body = new URLSearchParams({ token: page.dataset.watching ?? "", ...burst });
  await fetch(bar.dataset.reactions, { method: "POST", body, credentials: "omit" }).catch(() => null);
}

/** @param {string} kind */
function press(kind) {
  pressed[kind] = (pressed[kind] ?? 0) + 1;
  known[kind] = (known[kind] ?? 0) + 1;
  rise(kind, 1);
  const pause = Math.min(Math.max(Number(page.dataset.viewers ?? 0) / SENT_A_SECOND, SHORTEST_PAUSE), LONGEST_PAUSE);
  sending ||= setTimeout(send, pause * 1000);
}

bar.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-react]");
  if (button) press(button.dataset.react);
});
page.addEventListener("live:reactions", ({ detail }) => take(detail));
bar.hidden = false;

const answer = await fetch(bar.dataset.reactions, { credentials: "omit" }).catch(() => null);
if (answer?.ok) {
  const facts = await answer.json();
  known = facts.reactions;
  show(known);
  page.dispatchEvent(new CustomEvent("audience", { detail: facts }));
}

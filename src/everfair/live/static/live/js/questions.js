/**
 * Questions beside a stream. `live:question` tells what happened ({do, id, body, by, at} or {do: "votes", votes});
 * the one that is being answered is shown wherever the page has a [data-on-screen].
 */

import { QuestionsList } from "./questions-list.js";
import "./questions-refusals.js";
import { reload, spread } from "./watching-spread.js";

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));
const panel = /** @type {HTMLElement} */ (document.querySelector("[data-questions]"));
const list = new QuestionsList(panel);

/** @param {{id: string, body: string, by: string} | null} question */
function showOnScreen(question) {
  for (const screen of (page ?? panel).querySelectorAll("[data-on-screen]")) {
    screen.hidden = question === null;
    screen.dataset.onScreen = question?.id ?? "";
    screen.querySelector("[data-on-screen-body]").textContent = question?.body ?? "";
    screen.querySelector("[data-on-screen-by]").textContent = question?.by ?? "";
  }
}

/** @param {string} id */
function leaveScreen(id) {
  const screen = panel.querySelector("[data-on-screen]");
  if (screen?.dataset.onScreen === id) showOnScreen(null);
}

const news = {
  open: (question) => {
    leaveScreen(question.id);
    list.put(question, "open");
  },
  answering: (question) => {
    list.take(question.id);
    showOnScreen(question);
  },
  answered: (question) => {
    leaveScreen(question.id);
    list.put(question, "answered");
  },
  hidden: ({ id }) => {
    leaveScreen(id);
    list.take(id);
  },
  votes: ({ votes }) => list.count(votes),
  rules: () => spread(page, () => reload(panel)),
};

page?.addEventListener("live:question", ({ detail }) => news[detail.do]?.(detail));
page?.addEventListener("live:reset", () => spread(page, () => reload(panel)));

/** What the fair wrote into the panel about the question on screen belongs into the player, too. */
function readPanel() {
  const shown = panel.querySelector("[data-on-screen]");
  const id = shown?.dataset.onScreen;
  const words = (name) => shown.querySelector(`[data-on-screen-${name}]`).textContent.trim();
  if (shown) showOnScreen(id ? { id, body: words("body"), by: words("by") } : null);
  list.tidy();
}

panel.addEventListener("htmx:afterSettle", readPanel);
panel.addEventListener("click", ({ target }) => {
  const goto = target.closest("[data-goto]");
  const detail = { at: Date.parse(goto?.dataset.goto) };
  if (goto) page?.dispatchEvent(new CustomEvent("player:goto", { detail }));
});
if (panel.querySelector("[data-list]")) readPanel();

// @ts-check
/**
 * The chat beside a stream. Lines arrive as events of the page's one connection, without a request for each; what
 * people wrote only ever becomes text. Many read at once: whoever must ask the fair again waits a random while first.
 */

import { wireActs } from "./chat-acts.js";
import { wireCompose } from "./chat-compose.js";
import { ChatLines } from "./chat-lines.js";
import { ChatReplay } from "./chat-replay.js";

const RULES_WITHIN_MS = 8_000;
const RESET_WITHIN_MS = 4_000;

class Chat {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    this.inside = /** @type {HTMLElement} */ (panel.querySelector(".chat-inside"));
    /** @type {ChatLines | null} */
    this.lines = null;
    this.draft = "";
    this.replay = new ChatReplay(panel, () => this.lines, () => this.reload());
    this.inside.addEventListener("htmx:beforeSwap", () => {
      this.draft = this.panel.querySelector("textarea")?.value ?? "";
    });
    wireActs(panel);
    this.listen(panel.closest("[data-live]") ?? document.body);
  }

  /** Begin anew with what the fair has put into the panel. */
  open() {
    if (!this.panel.querySelector("[data-chat-lines]")) return;
    this.lines = new ChatLines(this.panel);
    wireCompose(this.panel, this.lines, this.draft);
    this.replay.begin();
  }

  /** @param {Element} page */
  listen(page) {
    /** @param {string} kind @param {(detail: any) => void} act */
    const on = (kind, act) => page.addEventListener(kind, (event) => act(/** @type {CustomEvent} */ (event).detail));
    on("live:chat", (line) => this.replay.isOn || this.lines?.add(line));
    on("live:chat-hidden", ({ ids }) => this.lines?.hide(ids));
    on("live:chat-pin", (line) => this.lines?.pin(line));
    on("live:chat-rules", () => setTimeout(() => this.refresh(), Math.random() * RULES_WITHIN_MS));
    on("live:reset", () => setTimeout(() => this.reload(), Math.random() * RESET_WITHIN_MS));
    on("player:time", (moment) => this.replay.tell(moment));
  }

  refresh() {
    this.inside.dispatchEvent(new CustomEvent("chat:refresh"));
  }

  /** Ask for the newest lines; what was hidden meanwhile goes, too. */
  async reload() {
    if (this.replay.isOn) return;
    const answer = await fetch(String(this.panel.dataset.lines), { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { lines, pinned } = await answer.json();
    this.lines?.replace(lines);
    this.lines?.pin(pinned ?? {});
  }
}

/** @type {WeakMap<Element, Chat>} */
const chats = new WeakMap();

function look() {
  for (const panel of document.querySelectorAll("[data-chat]")) {
    const chat = chats.get(panel) ?? new Chat(/** @type {HTMLElement} */ (panel));
    chats.set(panel, chat);
    const list = panel.querySelector("[data-chat-lines]");
    if (list && chat.lines?.list !== list) chat.open();
  }
}

look();
document.addEventListener("htmx:load", look);

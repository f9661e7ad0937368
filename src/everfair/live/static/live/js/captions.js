// @ts-check
/**
 * Captions over the picture. Live they follow the clock: a line appears when the player reaches the moment at which it
 * was said. In a recording they follow its seconds. [data-captions] is where they are written; its value is the address
 * below which they are found.
 *
 * @typedef {{ language: string, name: string }} Choice
 */

import { LiveCues } from "./captions-live.js";
import { fetchWebvtt } from "./captions-webvtt.js";
import { memory } from "./player-memory.js";
import { fill } from "./player-fill.js";

const MOST_LINES = 2;

export class Captions {
  /** @type {Choice[]} */
  choices = [];
  /** @type {string} "" while they are off */
  language = "";
  #shown = "";
  /** @type {Map<string, import("./captions-webvtt.js").Track>} */
  #recorded = new Map();

  /**
   * @param {import("./player.js").Player} player
   * @param {HTMLElement} page hears of lines by `live:caption`
   */
  constructor(player, page) {
    this.player = player;
    this.place = /** @type {HTMLElement} */ (player.element.querySelector("[data-captions]"));
    this.menu = /** @type {HTMLElement} */ (player.element.querySelector("[data-part=captions]"));
    this.live = new LiveCues(`${this.place.dataset.captions}/said`);
    page.addEventListener("live:caption", (event) => this.hear(/** @type {CustomEvent} */ (event).detail));
    page.addEventListener("live:reset", () => this.live.forget());
    for (const kind of ["timeupdate", "seeked", "emptied"]) player.video.addEventListener(kind, () => this.show());
    this.menu.addEventListener("change", ({ target }) => this.choose(/** @type {HTMLInputElement} */ (target).value));
  }

  /** @param {Choice[]} choices what can be chosen; what was chosen last time is chosen again */
  offer(choices) {
    const isFirst = this.choices.length === 0;
    this.choices = choices;
    if (choices.length && isFirst && memory.get("captions")) this.language = this.#usual();
    if (!choices.some(({ language }) => language === this.language)) this.language = "";
    this.#tell();
  }

  /** @param {import("./captions-live.js").Told} told */
  hear(told) {
    this.live.hear(told, this.player.source === "vod" ? null : this.player.moment);
    if (told.text && !this.choices.some(({ language }) => language === told.language)) {
      this.offer([...this.choices, { language: told.language, name: nameOf(told.language) }]);
    }
    this.show();
  }

  toggle() {
    if (this.choices.length) this.choose(this.language ? "" : this.#usual());
  }

  /** @param {string} language "" for none */
  choose(language) {
    this.language = language;
    memory.keep(language ? { captions: true, captionLanguage: language } : { captions: false });
    this.#tell();
  }

  show() {
    const lines = this.language ? this.#lines().slice(-MOST_LINES) : [];
    const written = JSON.stringify(lines);
    if (written === this.#shown) return;
    this.#shown = written;
    this.place.lang = this.language;
    this.place.replaceChildren(...lines.map(paragraph));
    this.place.hidden = lines.length === 0;
  }

  /** @returns {string[]} */
  #lines() {
    const { player, language } = this;
    if (player.source !== "vod") return player.moment === null ? [] : this.live.at(player.moment, language);
    const { begins, cues } = this.#recording(language);
    const now = player.video.currentTime - lead(player, begins);
    return cues.filter(({ from, until }) => from <= now && now < until).map(({ text }) => text);
  }

  /** @param {string} language */
  #recording(language) {
    const known = this.#recorded.get(language);
    if (known) return known;
    const none = { begins: Number.NaN, cues: [] };
    this.#recorded.set(language, none);
    fetchWebvtt(`${this.place.dataset.captions}/${language}.vtt`).then(
      (track) => {
        this.#recorded.set(language, track);
        this.show();
      },
      () => this.#recorded.delete(language),
    );
    return none;
  }

  /** The language chosen last, else the page's, else the first. */
  #usual() {
    const page = document.documentElement.lang.split("-")[0];
    const wished = [memory.get("captionLanguage"), page];
    return wished.find((wish) => this.choices.some(({ language }) => language === wish)) ?? this.choices[0].language;
  }

  #tell() {
    const choices = [["", this.player.words("no_captions")], ...this.choices.map(({ language, name }) => [language, name])];
    fill(/** @type {HTMLElement} */ (this.menu.querySelector("[data-choices]")), "captions", choices, this.language);
    this.menu.hidden = this.choices.length === 0;
    this.player.tell("change");
    this.show();
  }
}

/**
 * Seconds that the playlist has before what the captions begin with: those of a title card.
 * @param {import("./player.js").Player} player
 * @param {number} begins
 */
function lead(player, begins) {
  const first = player.engine.momentAt(0);
  return first === null || Number.isNaN(begins) ? 0 : (begins - first) / 1000;
}

/** @param {string} text */
function paragraph(text) {
  const line = document.createElement("p");
  line.dir = "auto";
  line.textContent = text;
  return line;
}

/** @param {string} language */
function nameOf(language) {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

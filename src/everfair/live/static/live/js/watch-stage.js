/** Which slate or picture stands on the stage: it follows the state of the stream, its signal and the pass. */

import { memory } from "./player-memory.js";
import { sleep } from "./watch-pass.js";
import { askedMoment, phaseOf } from "./watch-phase.js";
import { awaitRecording } from "./watch-recording.js";
import { showRefusal } from "./watch-refusal.js";

// An encoder that has just begun has nothing to show yet (milliseconds).
const FIRST_SECONDS = 2000;

/** @typedef {import("./watch-pass.js").Pass} Pass */

export class Stage {
  /** @type {Pass | null} */
  pass = null;
  #phase = "";

  /**
   * @param {HTMLElement} page
   * @param {import("./player.js").Player} player
   */
  constructor(page, player) {
    this.page = page;
    this.player = player;
    const { video } = player;
    video.addEventListener("waiting", () => this.#showLoss());
    video.addEventListener("playing", () => this.#show(""));
    video.addEventListener("ended", () => this.#atTheEnd());
    player.addEventListener("change", () => this.#showControls());
  }

  /** @param {Pass} pass */
  take(pass) {
    const { player } = this;
    this.pass = pass;
    player.playlists = pass.playlists;
    player.since = pass.since === null ? null : Date.parse(pass.since);
    player.chapters = (pass.chapters ?? []).map(({ at, title }) => ({ at: Date.parse(at), title }));
    if (memory.get("mode") === undefined) player.mode = pass.latency;
    this.#turnTo(phaseOf(pass));
  }

  /** @param {Partial<Pass>} change what the hub has told */
  change(change) {
    if (this.pass === null) return;
    const signal = change.state === "on_air" ? { has_signal: true } : {};
    this.pass = { ...this.pass, ...signal, ...change };
    if (this.pass.has_signal && this.player.since === null) this.player.since = Date.now();
    this.#turnTo(phaseOf(this.pass));
  }

  setUnreachable() {
    if (this.player.video.paused) this.#show("unreachable");
  }

  /** @param {string} phase */
  #turnTo(phase) {
    const before = this.#phase;
    this.#phase = phase;
    this.page.dataset.state = this.pass.state;
    for (const tag of this.page.querySelectorAll("[data-tag]")) tag.hidden = tag.dataset.tag !== this.pass.state;
    this.player.isLost = phase === "lost";
    if (phase !== before) this[`_${phase}`](before);
  }

  /** @param {string} before */
  async _on_air(before) {
    if (before === "lost" && this.player.engine.address) return;
    if (before === "paused" && this.player.source === "dvr") return;
    this.#show("on_air");
    if (before) await sleep(FIRST_SECONDS);
    if (this.#phase !== "on_air") return;
    const asked = before ? null : askedMoment();
    this.player.load(asked && this.pass.playlists.dvr ? "dvr" : "live", asked);
    this.player.play();
  }

  /** @param {string} before */
  _lost(before) {
    if (before === "on_air") return;
    this.#show("lost");
    this.player.load("live");
    this.player.play();
  }

  _paused() {
    this.#leaveLive("paused");
  }

  _scheduled() {
    this.#leaveLive("scheduled");
  }

  _backstage() {
    this.player.playlists = this.pass.backstage;
    this.#show("on_air");
    this.player.load("live");
    this.player.play();
  }

  _recording() {
    this.#show("");
    const { element } = this.player;
    this.player.load("vod", askedMoment() ?? memory.position(element.dataset.kept));
    element.querySelector(".player-start").hidden = false;
  }

  /** @param {string} before */
  async _ended(before) {
    if (!before) return this.#show("ended");
    if (this.player.video.paused || this.player.source === "live") this.#leaveLive("ending");
    const found = await awaitRecording(this.pass.playlists?.vod ?? null);
    this.pass.has_recording = found;
    if (this.#phase === "ended" && this.player.source === "live") this.#show(found ? "over" : "ended");
  }

  _refused() {
    showRefusal(this.page, this.pass.refusal);
    this.player.stop();
    this.#show("refused");
  }

  /** Whoever has gone back goes on watching; the others see the slate. @param {string} slate */
  #leaveLive(slate) {
    if (this.player.source !== "live") return;
    this.player.stop();
    this.#show(slate);
  }

  #showLoss() {
    if (this.player.isLost && this.player.source === "live") this.#show("lost");
  }

  #atTheEnd() {
    if (this.player.source !== "vod" && this.pass.state === "ended") this.#show(this.pass.has_recording ? "over" : "ending");
  }

  /** @param {string} slate the name of a slate, "" for the picture */
  #show(slate) {
    for (const one of this.page.querySelectorAll("[data-slate]")) one.hidden = one.dataset.slate !== slate;
    this.player.element.dataset.phase = slate || "playing";
    this.#showControls();
  }

  #showControls() {
    this.player.element.querySelector(".player-controls").hidden = !this.player.engine.address;
  }
}

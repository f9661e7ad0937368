/**
 * The preview of a desk: what arrives, before the audience sees it and while it does, without sound at first.
 * <section data-preview="address of the pass"> holds the player and, while nothing arrives, a sentence.
 */

import { openPlayer } from "./player-open.js";
import { wireBar } from "./player-bar.js";
import { makeCommands, wireButtons } from "./player-buttons.js";
import { wireMenus } from "./player-menus.js";
import { recoverFromTrouble } from "./player-recovery.js";
import { PassOffice } from "./watch-pass.js";

// The first seconds of a take must be cut before they can be played.
const CUTTING_MS = 2_500;
// So often the page hears which moment is on screen, by `player:time`.
const TELLING_MS = 500;

const section = /** @type {HTMLElement} */ (document.querySelector("[data-preview]"));
const element = /** @type {HTMLElement} */ (section.querySelector("[data-player]"));
const waiting = /** @type {HTMLElement} */ (section.querySelector("[data-preview-waiting]"));
const wrapper = /** @type {HTMLElement} */ (section.closest("[data-live]"));
const office = new PassOffice(section.dataset.preview ?? "");
const player = await openPlayer(element);

let shown = "";

/**
 * @param {import("./watch-pass.js").Pass} pass
 * @returns {[string, import("./player.js").Playlists | null]} a name for what is shown, and where it is
 */
function choose(pass) {
  if (pass.backstage) return ["backstage", pass.backstage];
  return pass.state === "on_air" && pass.has_signal ? ["on_air", pass.playlists] : ["", null];
}

/** @param {import("./watch-pass.js").Pass} pass */
function take(pass) {
  const [name, playlists] = choose(pass);
  element.hidden = playlists === null;
  waiting.hidden = playlists !== null;
  if (playlists) player.playlists = playlists;
  if (name === shown) return;
  shown = name;
  if (playlists) play();
  else player.stop();
}

function play() {
  slate("on_air");
  player.load("live");
  player.video.muted = true;
  player.play();
}

/** @param {string} name "" for the picture */
function slate(name) {
  for (const one of element.querySelectorAll("[data-slate]")) one.hidden = one.dataset.slate !== name;
  element.dataset.phase = name || "playing";
  element.querySelector(".player-controls").hidden = !player.engine.address;
}

/** A new take may begin a moment after it was told. */
function lookAgain() {
  office.ask();
  setTimeout(() => office.ask(), CUTTING_MS);
}

if (player.engine === null) {
  player.say("unplayable");
} else {
  wireButtons(player, makeCommands(player));
  wireMenus(player);
  wireBar(player);
  recoverFromTrouble(player);
  player.video.addEventListener("playing", () => slate(""));
  player.addEventListener("refused", () => office.askSoon());
  office.addEventListener("pass", (event) => take(/** @type {CustomEvent} */ (event).detail));
  for (const kind of ["state", "signal", "reset"]) wrapper.addEventListener(`live:${kind}`, lookAgain);
  setInterval(() => wrapper.dispatchEvent(new CustomEvent("player:time", { detail: { at: player.moment } })), TELLING_MS);
  office.ask();
}

// What happened before the page could listen is asked for once it can.
new MutationObserver((_, observer) => {
  if (wrapper.dataset.liveState !== "open") return;
  observer.disconnect();
  wrapper.dispatchEvent(new CustomEvent("live:reset"));
}).observe(wrapper, { attributeFilter: ["data-live-state"] });

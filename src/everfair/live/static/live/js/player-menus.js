/** The menus of the player: quality, the language of the sound, short or steady delay. */

import { fill } from "./player-fill.js";
import { wireSounds } from "./player-sounds.js";

/** @param {import("./player.js").Player} player */
export function wireMenus(player) {
  const { element, engine, words } = player;
  const quality = element.querySelector("[data-part=quality]");

  function showQualities() {
    const heights = [...engine.levels].sort((one, other) => other.height - one.height).map(({ height }) => [String(height), `${height}p`]);
    const levels = heights.length > 1 ? heights : [];
    const choices = [["auto", words("automatic")], ...levels, ["sound", words("sound_only")]];
    fill(quality.querySelector("[data-choices]"), "quality", choices, String(player.quality));
    quality.hidden = engine.sounds.length === 0 && !player.isListening && levels.length === 0;
  }
  function show() {
    if (!player.isListening) showQualities();
  }

  element.addEventListener("change", ({ target }) => {
    if (target.name === "quality") chooseQuality(player, target.value);
    if (target.name === "mode") player.setMode(target.value);
  });
  for (const choice of element.querySelectorAll("[name=mode]")) choice.checked = choice.value === player.mode;
  element.querySelector("[data-part=mode]").hidden = engine.hls === undefined;
  engine.addEventListener("ready", () => {
    applyQuality(player);
    show();
  });
  show();
  wireSounds(player);
}

/**
 * @param {import("./player.js").Player} player
 * @param {string} value
 */
function chooseQuality(player, value) {
  player.quality = value === "auto" || value === "sound" ? value : Number(value);
  player.tell("quality");
  player.say("");
  const wasListening = player.isListening;
  player.listenOnly(value === "sound");
  if (!wasListening) applyQuality(player);
}

/**
 * What was chosen holds for every playlist that is loaded later; one without that height plays what the line carries.
 * @param {import("./player.js").Player} player
 */
function applyQuality({ engine, isListening, quality }) {
  if (!engine.hls || isListening) return;
  const level = engine.levels.find(({ height }) => height === quality)?.id ?? -1;
  if (engine.hls.manualLevel !== level) engine.hls.nextLevel = level;
}

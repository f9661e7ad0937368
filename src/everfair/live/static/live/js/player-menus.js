/** The menus of the player: quality, the language of the sound, short or steady delay. */

/** @param {import("./player.js").Player} player */
export function wireMenus(player) {
  const { element, engine, words } = player;
  const sounds = element.querySelector("[data-menu=sound]");
  const quality = element.querySelector("[data-part=quality]");

  function showQualities() {
    const heights = [...engine.levels].sort((one, other) => other.height - one.height).map(({ id, height }) => [String(id), `${height}p`]);
    const levels = heights.length > 1 ? heights : [];
    const choices = [["auto", words("automatic")], ...levels, ["sound", words("sound_only")]];
    fill(quality.querySelector("[data-choices]"), "quality", choices, String(player.quality));
    quality.hidden = engine.sounds.length === 0 && !player.isListening && levels.length === 0;
  }
  function showSounds() {
    const tracks = engine.sounds;
    sounds.hidden = tracks.length < 2;
    if (sounds.hidden) return;
    const chosen = tracks.find(({ id }) => id === engine.hls.audioTrack) ?? tracks[0];
    fill(sounds.querySelector("[data-choices]"), "sound", tracks.map(({ id, name }) => [String(id), name]), String(chosen.id));
    sounds.querySelector("[data-chosen]").textContent = chosen.name;
  }
  function show() {
    if (!player.isListening) showQualities();
    showSounds();
  }

  element.addEventListener("change", ({ target }) => {
    if (target.name === "quality") chooseQuality(player, target.value);
    if (target.name === "mode") player.setMode(target.value);
    if (target.name === "sound") {
      engine.hls.audioTrack = Number(target.value);
      showSounds();
    }
  });
  for (const choice of element.querySelectorAll("[name=mode]")) choice.checked = choice.value === player.mode;
  element.querySelector("[data-part=mode]").hidden = engine.hls === undefined;
  engine.addEventListener("ready", show);
  show();
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
  if (typeof player.quality !== "number") {
    if (!player.isListening && player.engine.hls) player.engine.hls.nextLevel = -1;
    return;
  }
  const level = player.quality;
  const choose = () => {
    player.engine.hls.nextLevel = level;
  };
  if (wasListening) player.engine.addEventListener("ready", choose, { once: true });
  else choose();
}

/**
 * Write the choices anew, only if they are others: what is in focus stays.
 * @param {HTMLElement} place
 * @param {string} name
 * @param {string[][]} choices value and words of each
 * @param {string} chosen
 */
export function fill(place, name, choices, chosen) {
  const written = JSON.stringify(choices);
  if (place.dataset.written !== written) {
    place.dataset.written = written;
    place.replaceChildren(...choices.map(([value, words]) => choice(name, value, words)));
  }
  for (const input of place.querySelectorAll("input")) input.checked = input.value === chosen;
}

/** @param {string} name @param {string} value @param {string} words */
function choice(name, value, words) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const text = document.createElement("span");
  label.className = "check";
  Object.assign(input, { type: "radio", name, value });
  text.textContent = words;
  label.append(input, text);
  return label;
}

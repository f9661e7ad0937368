/** The buttons of the player and what they say: play, sound, captions, picture in picture, full screen. */

import { memory } from "./player-memory.js";

/**
 * Everything that a button, a key or a touch may ask for.
 * @param {import("./player.js").Player} player
 */
export function makeCommands(player) {
  const { element, video } = player;
  const help = element.querySelector(".player-help");
  const commands = {
    play: () => (video.paused ? player.play() : video.pause()),
    live: () => player.toLive(),
    recording: () => {
      player.load("vod", 0);
      return player.play();
    },
    sound: () => commands.loudness(Math.max(video.volume, 0.5), false),
    mute: () => commands.loudness(video.volume, !video.muted),
    louder: (step) => commands.loudness(Math.min(1, Math.max(0, video.volume + step)), false),
    loudness(volume, muted) {
      video.volume = volume;
      video.muted = muted;
      memory.keep({ volume, muted });
      if (!muted) element.querySelector(".player-sound").hidden = true;
    },
    captions: () => player.captions?.toggle(),
    small: () => (document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture()),
    full() {
      if (document.fullscreenElement) return document.exitFullscreen();
      return element.requestFullscreen ? element.requestFullscreen() : video.webkitEnterFullscreen();
    },
    help: () => (help.open ? help.close() : help.showModal()),
  };
  return commands;
}

/**
 * @param {import("./player.js").Player} player
 * @param {ReturnType<typeof makeCommands>} commands
 */
export function wireButtons(player, commands) {
  const { element, video } = player;
  const volume = element.querySelector("[data-volume]");
  element.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) commands[button.dataset.do]();
  });
  volume.addEventListener("input", () => commands.loudness(volume.valueAsNumber / 100, volume.valueAsNumber === 0));
  video.addEventListener("click", () => commands.play());
  video.addEventListener("dblclick", () => commands.full());

  function showPlaying() {
    draw(element.querySelector(".player-row [data-do=play]"), video.paused ? "play" : "pause", player);
    element.dataset.playing = String(!video.paused);
  }
  function showLoudness() {
    const silent = video.muted || video.volume === 0;
    draw(element.querySelector("[data-do=mute]"), silent ? "unmute" : "mute", player, silent ? "muted" : "loud");
    volume.value = String(silent ? 0 : Math.round(video.volume * 100));
  }
  function showCaptions() {
    const button = element.querySelector("[data-do=captions]");
    button.hidden = !player.captions?.choices.length;
    button.ariaPressed = String(Boolean(player.captions?.language));
  }
  for (const kind of ["play", "pause", "playing", "emptied"]) video.addEventListener(kind, showPlaying);
  video.addEventListener("volumechange", showLoudness);
  player.addEventListener("change", showCaptions);
  element.querySelector("[data-do=small]").hidden = !document.pictureInPictureEnabled;
  showPlaying();
  showLoudness();
}

/**
 * @param {HTMLElement} button
 * @param {string} word what it does now
 * @param {import("./player.js").Player} player
 * @param {string} sign the drawing, where it is not called like the word
 */
function draw(button, word, player, sign = word) {
  button.querySelector("use").setAttribute("href", `#sign-${sign}`);
  button.querySelector("[data-label]").textContent = player.words(word);
}

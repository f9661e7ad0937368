/**
 * The languages of the sound: the floor first, until the viewer chooses another; the choice is remembered.
 * The name that the floor has in playlists is for other players; here it stands in the reader's language.
 */

import { fill } from "./player-fill.js";
import { memory } from "./player-memory.js";

const FLOOR = "Floor";

/** @typedef {{ id: number, name: string, language: string, address: string }} Sound */

/** @param {import("./player.js").Player} player */
export function wireSounds(player) {
  const { element, engine, words } = player;
  const menu = element.querySelector("[data-menu=sound]");
  /** @type {Sound[]} */
  let sounds = [];

  /** @param {Sound} sound */
  const nameOf = ({ name }) => (name === FLOOR ? words("floor") : name);
  /** @param {string} name */
  const named = (name) => sounds.find((sound) => sound.name === name) ?? sounds[0];

  function chosen() {
    return player.isListening ? named(memory.get("sound") ?? "") : (sounds.find(({ id }) => id === engine.hls?.audioTrack) ?? sounds[0]);
  }

  function show() {
    menu.hidden = sounds.length < 2;
    if (menu.hidden) return;
    const { id } = chosen();
    fill(menu.querySelector("[data-choices]"), "sound", sounds.map((sound) => [String(sound.id), nameOf(sound)]), String(id));
    menu.querySelector("[data-chosen]").textContent = nameOf(chosen());
  }

  /** A playlist that was loaded anew begins with the floor. */
  function take() {
    if (player.isListening) return show();
    sounds = engine.sounds;
    const wanted = sounds.length > 1 ? named(memory.get("sound") ?? "") : undefined;
    if (wanted && engine.hls.audioTrack !== wanted.id) engine.hls.audioTrack = wanted.id;
    show();
  }

  /** @param {number} id */
  function choose(id) {
    const sound = sounds.find((one) => one.id === id) ?? sounds[0];
    memory.keep({ sound: sound.name });
    if (player.isListening) player.open(sound.address, player.isBehind ? player.place : null);
    else engine.hls.audioTrack = sound.id;
    show();
  }

  element.addEventListener("change", ({ target }) => {
    if (target.name === "sound") choose(Number(target.value));
  });
  engine.addEventListener("ready", take);
  take();
}

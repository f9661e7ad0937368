import { Player } from "./player.js";
import { freshAddress } from "./player-address.js";
import { makeEngine } from "./player-engine.js";

/**
 * Make the player of an element; its `engine` is null where the browser cannot play streams.
 * @param {HTMLElement} element [data-player]
 */
export async function openPlayer(element) {
  const video = element.querySelector("video");
  const player = new Player(element, video);
  player.engine = await makeEngine(video, {
    hls: element.dataset.hls,
    worker: element.dataset.hlsWorker,
    mode: () => player.mode,
    fresh: (address) => freshAddress(address, player.playlists?.live ?? ""),
  });
  return player;
}

/**
 * Sound first; without sound if the browser wants a touch before, with a button for the sound; where even that is
 * refused, a large button to begin.
 * @param {import("./player.js").Player} player
 */
export async function startPlaying(player) {
  const { element, video } = player;
  const start = element.querySelector(".player-start");
  start.hidden = true;
  try {
    await video.play();
  } catch (refusal) {
    if (refusal.name !== "NotAllowedError") return;
    if (video.muted) {
      start.hidden = false;
      return;
    }
    video.muted = true;
    element.querySelector(".player-sound").hidden = false;
    await startPlaying(player);
  }
}

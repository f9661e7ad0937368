// @ts-check
/**
 * A pause keeps its place, however it was made: by our buttons, a headset, the small window. Who pauses at the live edge
 * and returns later goes on at that moment, in the playlist that reaches back; the newest seconds are gone by then.
 */

const PAUSED_LONG = 5000;

/** @param {import("./player.js").Player} player */
export function keepPlace(player) {
  const { video, engine } = player;
  /** @type {number | null} */
  let pausedAt = null;

  function forget() {
    pausedAt = null;
    engine.stay(false);
  }

  video.addEventListener("pause", () => {
    if (player.source !== "live" || !engine.address) return;
    pausedAt = player.moment;
    engine.stay(true);
  });
  video.addEventListener("play", () => {
    const moment = pausedAt;
    forget();
    if (moment !== null && player.source === "live" && leftBehind(player, moment)) player.goTo(moment);
  });
  for (const kind of ["load", "edge"]) player.addEventListener(kind, forget);
}

/**
 * Whether what was on screen at the pause has left the newest seconds.
 * @param {import("./player.js").Player} player
 * @param {number} moment
 */
function leftBehind({ engine, playlists }, moment) {
  const newest = engine.momentAt(engine.window.edge);
  return Boolean(playlists?.dvr) && newest !== null && newest - moment > PAUSED_LONG;
}

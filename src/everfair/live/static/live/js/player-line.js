/**
 * On a bad line the sound goes on without the picture. After a while the picture is tried again; each time that
 * fails, later.
 */

const STALLS_IN = 30_000;
const MOST_STALLS = 2;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 240_000;

/** @param {import("./player.js").Player} player */
export function spareTheLine(player) {
  /** @type {number[]} */
  let stalls = [];
  let wait = FIRST_WAIT;
  let returnedAt = 0;
  let returning = 0;

  function dropPicture() {
    stalls = [];
    wait = performance.now() - returnedAt < STALLS_IN ? Math.min(wait * 2, LONGEST_WAIT) : FIRST_WAIT;
    player.listenOnly(true);
    player.say("audio_only");
    returning = setTimeout(bringBackPicture, wait);
  }

  function bringBackPicture() {
    returnedAt = performance.now();
    player.listenOnly(false);
    player.say("picture_back", 4000);
  }

  player.engine.addEventListener("trouble", ({ detail: error }) => {
    if (error.details !== "bufferStalledError" || player.isLost || player.quality !== "auto") return;
    // A smaller picture comes first, if there is one.
    if (player.engine.hls?.loadLevel > 0) return;
    const now = performance.now();
    stalls = [...stalls.filter((stall) => now - stall < STALLS_IN), now];
    if (stalls.length > MOST_STALLS && !player.isListening && player.engine.sounds.length > 0) dropPicture();
  });
  player.addEventListener("quality", () => clearTimeout(returning));
}

/**
 * When the line or the decoder fails: a sentence on screen, and another attempt, each a little later than the last.
 * Who is not let in any more (401, 403) is asked for a new pass instead.
 */

const WAITS = [500, 1000, 2000, 4000, 8000];
const MEDIA_ERRORS_IN = 5000;

/** @param {import("./player.js").Player} player */
export function recoverFromTrouble(player) {
  const { engine } = player;
  let attempts = 0;
  let waiting = 0;
  let lastMediaError = 0;

  function tryAgain() {
    waiting = 0;
    const { hls } = engine;
    const hasBegun = Boolean(hls?.latestLevelDetails);
    if (hasBegun) hls.startLoad();
    else player.reload();
  }

  function later() {
    if (waiting) return;
    waiting = setTimeout(tryAgain, WAITS[Math.min(attempts, WAITS.length - 1)]);
    attempts += 1;
    if (attempts > 1) player.say("retrying");
  }

  /** The first time the decoder starts anew, and stands still until it is told to play; soon after that, everything does. */
  function recoverMedia() {
    const again = performance.now() - lastMediaError < MEDIA_ERRORS_IN;
    const wasPlaying = !player.video.paused;
    lastMediaError = performance.now();
    if (again) return later();
    engine.hls.recoverMediaError();
    if (wasPlaying) player.play();
  }

  engine.addEventListener("trouble", ({ detail: error }) => {
    if (!error.fatal) return;
    const status = error.response?.code ?? 0;
    if (status === 401 || status === 403) player.tell("refused");
    else if (error.type === "mediaError" && engine.hls) recoverMedia();
    else later();
  });
  engine.addEventListener("flow", () => {
    if (attempts === 0) return;
    attempts = 0;
    player.say("");
  });
  player.addEventListener("load", () => {
    clearTimeout(waiting);
    waiting = 0;
  });
  addEventListener("online", () => {
    if (!waiting) return;
    clearTimeout(waiting);
    tryAgain();
  });
}

import { sleep } from "./watch-pass.js";

const PATIENCE = 180_000;

/**
 * Wait until a stream that has just ended can be watched again; false if that takes too long, or will never be.
 * @param {string | null} playlist
 */
export async function awaitRecording(playlist) {
  const began = performance.now();
  for (let wait = 1500; playlist && performance.now() - began < PATIENCE; wait = Math.min(wait * 1.5, 20_000)) {
    await sleep(wait * (0.75 + Math.random() / 2));
    if (await isThere(playlist)) return true;
  }
  return false;
}

/** @param {string} address */
async function isThere(address) {
  try {
    return (await fetch(address, { cache: "no-cache" })).ok;
  } catch {
    return false;
  }
}

/**
 * The bar under the picture. Of a live stream it spans what can be gone back to, by the clock; of a recording its
 * length. Values are seconds: since 1970 for the one, from the beginning for the other.
 *
 * @typedef {{ start: number, end: number, now: number }} Span
 */

import { markChapters } from "./player-chapters.js";
import { memory } from "./player-memory.js";
import { clock } from "./player-timeline.js";

const STEPS = 1000;
// So near to the end of a live bar means the end (seconds).
const AT_THE_END = 3;

/** @param {import("./player.js").Player} player */
export function wireBar(player) {
  const { element, video } = player;
  const bar = element.querySelector("[data-bar]");
  const seek = bar.querySelector(".bar-seek");
  const hint = bar.querySelector(".bar-hint");
  const showChapters = markChapters(player);
  let dragging = false;

  /** @param {number} part between 0 and 1 */
  function toPart(part) {
    const span = spanOf(player);
    if (span) to(span.start + part * (span.end - span.start), span);
  }
  /** @param {number} value @param {Span} span */
  function to(value, span) {
    const inside = Math.min(span.end, Math.max(span.start, value));
    if (player.source === "vod") video.currentTime = inside;
    else if (inside > span.end - AT_THE_END) player.toLive();
    else player.goTo(inside * 1000);
  }
  /** @param {number} seconds */
  function step(seconds) {
    const span = spanOf(player);
    if (span) to(span.now + seconds, span);
  }
  function show() {
    const span = spanOf(player);
    bar.hidden = !span || !canGoBack(player);
    showLive(player);
    if (!span) return;
    const part = (span.now - span.start) / Math.max(1, span.end - span.start);
    const words = describe(player, span);
    bar.querySelector("progress").value = part * STEPS;
    if (!dragging) seek.value = String(Math.round(part * STEPS));
    seek.ariaValueText = words;
    element.querySelector("[data-time]").textContent = words;
    showChapters(span);
  }
  /** @param {PointerEvent} event */
  function point(event) {
    const span = spanOf(player);
    if (!span) return;
    const { left, width } = seek.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const value = span.start + part * (span.end - span.start);
    hint.hidden = false;
    hint.textContent = player.source === "vod" ? clock(value) : new Date(value * 1000).toLocaleTimeString(document.documentElement.lang);
    hint.style.setProperty("--at", `${part * 100}%`);
  }

  seek.addEventListener("input", () => {
    dragging = true;
  });
  seek.addEventListener("change", () => {
    dragging = false;
    toPart(seek.valueAsNumber / STEPS);
  });
  seek.addEventListener("pointermove", point);
  seek.addEventListener("pointerleave", () => {
    hint.hidden = true;
  });
  for (const kind of ["timeupdate", "seeking", "durationchange", "emptied"]) video.addEventListener(kind, show);
  player.addEventListener("change", show);
  video.addEventListener("timeupdate", () => {
    if (player.source === "vod") memory.keepPosition(element.dataset.kept, video.currentTime, video.duration);
  });
  return { step, toPart, toEnd: () => (player.source === "vod" ? toPart(1) : player.toLive()) };
}

/** @param {import("./player.js").Player} player */
function canGoBack(player) {
  return player.source === "vod" || Boolean(player.playlists?.dvr && player.since !== null);
}

/**
 * @param {import("./player.js").Player} player
 * @returns {Span | null}
 */
function spanOf(player) {
  const { video, engine, since, source } = player;
  if (source === "vod") {
    return Number.isFinite(video.duration) ? { start: 0, end: video.duration, now: video.currentTime } : null;
  }
  const { moment } = player;
  const edge = engine.momentAt(engine.window.edge);
  if (moment === null || edge === null) return null;
  return { start: Math.min(since ?? moment, moment) / 1000, end: Math.max(edge, moment) / 1000, now: moment / 1000 };
}

/** @param {import("./player.js").Player} player @param {Span} span */
function describe(player, span) {
  if (player.source === "vod") return player.words("of", { time: clock(span.now), length: clock(span.end) });
  return player.isBehind ? player.words("behind", { time: clock(span.end - span.now) }) : "";
}

/** @param {import("./player.js").Player} player */
function showLive(player) {
  const button = player.element.querySelector(".player-live");
  button.hidden = player.source === "vod";
  button.dataset.behind = String(player.isBehind);
}

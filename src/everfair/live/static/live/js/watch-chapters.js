/** The chapters under the picture: each leads the player to its moment, and the one that is on is marked. */

import { clock } from "./player-timeline.js";

// A chapter is on from its second; positions are rounded (milliseconds).
const ROUNDING = 500;

/** @typedef {{ at: number, title: string, when: string }} Row */

/**
 * @param {HTMLElement} page
 * @param {import("./player.js").Player} player
 */
export function listChapters(page, player) {
  const box = page.querySelector("[data-chapters]");
  const list = box.querySelector("ol");
  let listed = "";

  page.addEventListener("player:time", ({ detail }) => {
    const rows = rowsOf(player);
    const fresh = JSON.stringify(rows);
    if (fresh !== listed) list.replaceChildren(...rows.map((row) => lineOf(row, player)));
    listed = fresh;
    box.hidden = rows.length === 0;
    const on = rows.findLast(({ at }) => at <= (detail.at ?? 0) + ROUNDING);
    for (const link of list.querySelectorAll("a")) link.ariaCurrent = String(Number(link.dataset.at) === on?.at);
  });
}

/**
 * Those of which something can be played: a part that was cut off has no chapters.
 * @param {import("./player.js").Player} player
 * @returns {Row[]}
 */
function rowsOf(player) {
  const { chapters, engine, playlists, since, source } = player;
  const recorded = source === "vod";
  const first = recorded ? engine.momentAt(engine.window.first) : since;
  const last = engine.momentAt(engine.window.edge);
  if (first === null || last === null || !(recorded || playlists?.dvr)) return [];
  return chapters
    .filter(({ at }, index) => at < last && (chapters[index + 1]?.at ?? Infinity) > first)
    .map(({ at, title }) => ({ at, title, when: recorded ? clock(engine.positionAt(at)) : timeOf(at) }));
}

/** @param {Row} row @param {import("./player.js").Player} player */
function lineOf({ at, title, when }, player) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#at=${new Date(at).toISOString()}`;
  link.dataset.at = String(at);
  const time = document.createElement("span");
  time.className = "moment-when";
  time.textContent = when;
  link.append(time, title);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    player.goTo(at);
    player.play();
    player.element.scrollIntoView({ block: "nearest" });
  });
  line.append(link);
  return line;
}

/** @param {number} moment */
function timeOf(moment) {
  return new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

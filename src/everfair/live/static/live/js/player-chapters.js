/** Chapters: a mark for each on the bar, and the name of the one that is on. Their moments are milliseconds since 1970. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {import("./player.js").Player} player
 * @returns {(span: import("./player-bar.js").Span) => void}
 */
export function markChapters(player) {
  const marks = player.element.querySelector(".bar-marks");
  const name = player.element.querySelector("[data-chapter]");

  return (span) => {
    const chapters = player.chapters.map(({ at, title }) => ({ title, value: valueOf(player, at) }));
    const inside = chapters.filter(({ value }) => value > span.start && value < span.end);
    marks.replaceChildren(...inside.map(({ value }) => mark((value - span.start) / (span.end - span.start))));
    name.textContent = chapters.findLast(({ value }) => value <= span.now + 0.5)?.title ?? "";
  };
}

/** @param {import("./player.js").Player} player @param {number} at */
function valueOf(player, at) {
  return player.source === "vod" ? player.engine.positionAt(at) : at / 1000;
}

/** @param {number} part */
function mark(part) {
  const line = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ x: part * 1000, y: 0, width: 3, height: 1 })) line.setAttribute(name, String(value));
  return line;
}

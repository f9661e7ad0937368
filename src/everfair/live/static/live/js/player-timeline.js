/**
 * Moments and positions. A stream is kept by the clock: every fragment knows when it was filmed (EXT-X-PROGRAM-DATE-TIME),
 * so a moment finds its position in every playlist, across breaks too.
 *
 * @typedef {{ start: number, duration: number, programDateTime: number | null }} Fragment
 *   start, duration: seconds in the playlist; programDateTime: milliseconds since 1970
 */

/**
 * The position of a moment; a moment inside a break is the end of that break, one outside is the nearest end.
 * @param {Fragment[]} fragments
 * @param {number} moment milliseconds since 1970
 */
export function positionAt(fragments, moment) {
  for (const { start, duration, programDateTime } of fragments) {
    if (programDateTime === null || moment >= programDateTime + duration * 1000) continue;
    return start + Math.max(0, (moment - programDateTime) / 1000);
  }
  const last = fragments.at(-1);
  return last ? last.start + last.duration : 0;
}

/**
 * The moment at a position, null where the playlist does not tell.
 * @param {Fragment[]} fragments
 * @param {number} position seconds
 */
export function momentAt(fragments, position) {
  const fragment = fragments.findLast(({ start }) => start <= position + 0.001) ?? fragments[0];
  if (!fragment || fragment.programDateTime === null) return null;
  return fragment.programDateTime + (position - fragment.start) * 1000;
}

/**
 * Seconds as a player writes them: 4:05, 1:04:05.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first, ...others] = parts[0] ? parts : parts.slice(1);
  return [first, ...others.map((part) => String(part).padStart(2, "0"))].join(":");
}

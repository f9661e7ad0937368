/** What the player remembers in this browser: volume, delay, captions, the language of the sound, and where a recording was left. */

const NAME = "everfair.player";
const MOST_POSITIONS = 40;

/** @returns {{ volume?: number, muted?: boolean, mode?: string, captions?: boolean, captionLanguage?: string, sound?: string, positions?: Record<string, number> }} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {ReturnType<typeof read>} changes */
function write(changes) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...read(), ...changes }));
  } catch {
    // A browser that keeps nothing still plays.
  }
}

export const memory = {
  /** @param {"volume" | "muted" | "mode" | "captions" | "captionLanguage" | "sound"} name */
  get: (name) => read()[name],

  /** @param {ReturnType<typeof read>} changes */
  keep: write,

  /** @param {string} recording */
  position: (recording) => read().positions?.[recording] ?? 0,

  /**
   * The newest positions are kept; the end counts as the beginning.
   * @param {string} recording
   * @param {number} seconds
   * @param {number} length
   */
  keepPosition(recording, seconds, length) {
    const { [recording]: _, ...others } = read().positions ?? {};
    const kept = Object.entries(others).slice(1 - MOST_POSITIONS);
    const isOver = seconds > length - 10;
    write({ positions: Object.fromEntries([...kept, ...(isOver ? [] : [[recording, Math.floor(seconds)]])]) });
  },
};

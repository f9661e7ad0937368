// @ts-check
/**
 * Captions of a stream that runs, by the clock: what the hub tells, and what was said before somebody came or while
 * they have gone back, fetched ten minutes at a time.
 *
 * @typedef {{ id: string, at: string, seconds: number, text: string, language: string }} Told
 * @typedef {{ from: number, until: number, text: string, language: string }} Cue milliseconds since 1970
 */

const STRETCH_MS = 600_000;
const AHEAD_MS = 10_000;
// A line reaches players a few seconds after it was said: where its moment is over by so much, it is shown at once.
const LATE_MS = 20_000;
const AGAIN_MS = 5000;

export class LiveCues {
  /** @type {Map<string, Cue>} */
  #cues = new Map();
  /** @type {Set<number>} */
  #asked = new Set();

  /** @param {string} address where stretches are asked for */
  constructor(address) {
    this.address = address;
  }

  /**
   * @param {Told} told without text: taken out
   * @param {number | null} moment what is on screen
   */
  hear({ id, at, seconds, text, language }, moment) {
    if (!text) {
      this.#cues.delete(id);
      return;
    }
    const said = Date.parse(at);
    const isLate = moment !== null && moment > said && moment - said < LATE_MS;
    const from = this.#cues.get(id)?.from ?? (isLate ? moment : said);
    this.#cues.set(id, { from, until: from + seconds * 1000, text, language });
  }

  /** What was fetched may be out of date: ask again. */
  forget() {
    this.#asked.clear();
  }

  /**
   * @param {number} moment
   * @param {string} language
   */
  at(moment, language) {
    for (const part of [moment - AHEAD_MS, moment + AHEAD_MS]) this.#ask(Math.floor(part / STRETCH_MS) * STRETCH_MS);
    const due = [...this.#cues.values()].filter((cue) => cue.language === language && cue.from <= moment && moment < cue.until);
    return due.sort((one, other) => one.from - other.from).map(({ text }) => text);
  }

  /** @param {number} from */
  async #ask(from) {
    if (this.#asked.has(from)) return;
    this.#asked.add(from);
    try {
      const query = new URLSearchParams({ from: String(from), to: String(from + STRETCH_MS) });
      const answer = await fetch(`${this.address}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      for (const told of (await answer.json()).cues) this.hear(told, null);
    } catch {
      setTimeout(() => this.#asked.delete(from), AGAIN_MS);
    }
  }
}

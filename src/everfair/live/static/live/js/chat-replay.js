// @ts-check
/**
 * The chat in step with what is played: whoever watches the recording, or has gone back, sees the lines at the moment
 * at which they were written. The player tells the moment once a second by `player:time`
 * ({at: milliseconds since 1970 or null, live: boolean}); lines are fetched ten minutes at a time.
 *
 * @typedef {import("./chat-lines.js").Line} Line
 */

const STRETCH_MS = 600_000;
const AHEAD_MS = 60_000;
const BEHIND_MS = 30_000;
const JUMP_MS = 15_000;
const MOST = 100;

export class ChatReplay {
  /**
   * @param {HTMLElement} panel
   * @param {() => import("./chat-lines.js").ChatLines | null} lines
   * @param {() => void} goLive
   */
  constructor(panel, lines, goLive) {
    [this.panel, this.lines, this.goLive] = [panel, lines, goLive];
    this.isOn = this.isBusy = false;
    /** @type {number | null} the moment up to which lines are shown */
    this.shown = null;
    /** @type {Map<number, Promise<Line[]>>} */
    this.stretches = new Map();
  }

  /** The list was loaded anew: fill it again. */
  begin() {
    this.shown = null;
  }

  /** @param {{at: number | null, live: boolean}} moment */
  tell({ at, live }) {
    if (at === null || !this.lines()) return;
    if (live || Date.now() - at < BEHIND_MS) this.stop();
    else this.follow(at);
  }

  stop() {
    if (!this.isOn) return;
    this.isOn = false;
    this.shown = null;
    this.goLive();
  }

  /** Show what was written up to a moment; while lines are on their way, the next second tries again. @param {number} at */
  async follow(at) {
    this.isOn = true;
    if (this.isBusy) return;
    this.isBusy = true;
    if (at % STRETCH_MS > STRETCH_MS - AHEAD_MS) this.stretch(at + STRETCH_MS);
    const lines = (await Promise.all([this.stretch(at - STRETCH_MS), this.stretch(at)])).flat();
    this.isBusy = false;
    if (!this.isOn) return;
    const from = this.shown;
    const due = lines.filter((line) => Date.parse(line.at) <= at);
    this.shown = at;
    if (from === null || at < from || at - from > JUMP_MS) this.lines()?.replace(due.slice(-MOST));
    else for (const line of due) if (Date.parse(line.at) > from) this.lines()?.add(line);
  }

  /** @param {number} at @returns {Promise<Line[]>} */
  stretch(at) {
    const start = Math.floor(at / STRETCH_MS) * STRETCH_MS;
    const known = this.stretches.get(start);
    if (known) return known;
    const asked = this.ask(start).catch(() => {
      this.stretches.delete(start);
      return [];
    });
    this.stretches.set(start, asked);
    // What is not over yet grows: it is asked for again.
    if (start + STRETCH_MS > Date.now()) setTimeout(() => this.stretches.delete(start), JUMP_MS);
    return asked;
  }

  /** @param {number} start */
  async ask(start) {
    const [from, to] = [start, start + STRETCH_MS].map((moment) => new Date(moment).toISOString());
    const address = `${this.panel.dataset.lines}?${new URLSearchParams({ from, to })}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no lines: ${answer.status}`);
    return (await answer.json()).lines;
  }
}

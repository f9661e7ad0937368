/**
 * The way of chunks to the fair: numbered, one after the other, kept while the network is away.
 * What waits is put together, so that after a break everything catches up in a few requests; what was sent once
 * under a number is sent again as it was, so that the fair may keep it twice.
 */

const TOGETHER = 1_000_000;
const PATIENCE_MS = 5_000;
// The slowest line that still counts as one, in bytes a millisecond.
const SLOWEST = 40;
const FINISH_MS = 15_000;
const SLOWEST_MS = 4_000;
const OK = 204;

/** @typedef {"good" | "lost"} Health */
/** @typedef {"sent" | "restart" | "refused"} Ending */

export class Line {
  /** @type {Blob[]} */
  #waiting = [];
  /** @type {Blob | null} */
  #held = null;
  #heldChunks = 0;
  #number = 0;
  #isRunning = false;
  #isClosed = false;
  #sentence = "";

  /**
   * @param {string} address of the sitting; chunks go to its numbers
   * @param {Record<string, string>} headers
   * @param {{ onHealth: (health: Health, chunks: number) => void, onEnding: (ending: Ending, sentence: string) => void }} ears
   */
  constructor(address, headers, ears) {
    this.address = address;
    this.headers = headers;
    this.ears = ears;
  }

  /** How many chunks are still to be sent. */
  get chunks() {
    return this.#waiting.length + this.#heldChunks;
  }

  /** @param {Blob} chunk */
  push(chunk) {
    if (this.#isClosed) return;
    this.#waiting.push(chunk);
    if (!this.#isRunning) this.#run();
  }

  /** Give up what is not sent yet. */
  close() {
    this.#isClosed = true;
    this.#waiting = [];
  }

  /** Resolves when everything has been sent, or the line was closed, or it takes too long. */
  async finish() {
    const limit = Date.now() + FINISH_MS;
    while (this.#isRunning && !this.#isClosed && Date.now() < limit) await pause(50);
  }

  async #run() {
    this.#isRunning = true;
    for (let tries = 0; !this.#isClosed && (this.#held || this.#waiting.length > 0); ) {
      this.#held ??= this.#together();
      const ending = await this.#put(this.#held);
      if (ending === "sent") {
        [this.#held, this.#heldChunks, tries] = [null, 0, 0];
        this.#number += 1;
        this.ears.onHealth("good", this.chunks);
      } else if (ending === "lost") {
        this.ears.onHealth("lost", this.chunks);
        await pause(Math.min(SLOWEST_MS, 250 * 2 ** tries++));
      } else {
        this.close();
        this.ears.onEnding(ending, this.#sentence);
      }
    }
    this.#isRunning = false;
  }

  /** @returns {Blob} as much of what waits as one request takes */
  #together() {
    let size = 0;
    let count = 0;
    for (; count < this.#waiting.length && (count === 0 || size + this.#waiting[count].size <= TOGETHER); count += 1) {
      size += this.#waiting[count].size;
    }
    this.#heldChunks = count;
    return new Blob(this.#waiting.splice(0, count));
  }

  /**
   * @param {Blob} body
   * @returns {Promise<Ending | "lost">}
   */
  async #put(body) {
    try {
      const answer = await fetch(`${this.address}/${this.#number}`, {
        method: "PUT",
        headers: this.headers,
        body,
        signal: AbortSignal.timeout(PATIENCE_MS + body.size / SLOWEST),
      });
      if (answer.status === OK) return "sent";
      if (answer.status === 409) return "restart";
      if (answer.status >= 500 || answer.status === 429) return "lost";
      this.#sentence = (await answer.json()).sentence;
      return "refused";
    } catch {
      return "lost";
    }
  }
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((later) => setTimeout(later, ms));
}

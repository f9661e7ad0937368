/**
 * The pass of who watches: what the page may show, where the media are, the token of its events.
 *
 * @typedef {object} Pass
 * @property {"scheduled" | "rehearsing" | "on_air" | "paused" | "ended"} state
 * @property {boolean} has_signal
 * @property {boolean} has_recording
 * @property {"low" | "steady"} latency
 * @property {string} now the fair's clock
 * @property {string | null} since
 * @property {string} events
 * @property {number | null} renew_in seconds
 * @property {{ code: string, sentence: string, address: string, words: string } | null} refusal
 * @property {import("./player.js").Playlists | null} playlists
 * @property {import("./player.js").Playlists | null} backstage
 * @property {{ at: string, title: string }[]} [chapters]
 * @property {import("./captions.js").Choice[]} [captions]
 */

const LONGEST_WAIT = 30_000;
// Everybody hears of a change in the same moment: whoever needs a new pass then, asks within these milliseconds.
const SPREAD = 3000;

export class PassOffice extends EventTarget {
  #renewal = 0;
  #asking = false;

  /** @param {string} address */
  constructor(address) {
    super();
    this.address = address;
  }

  /** Ask, again and again until there is an answer; tells `pass`, and `unreachable` after a failure. */
  async ask() {
    if (this.#asking) return;
    this.#asking = true;
    clearTimeout(this.#renewal);
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const pass = await this.#fetch();
      if (pass) {
        this.#asking = false;
        this.#renewLater(pass);
        this.dispatchEvent(new CustomEvent("pass", { detail: pass }));
        return;
      }
      this.dispatchEvent(new CustomEvent("unreachable"));
      await sleep(wait * (0.5 + Math.random()));
    }
  }

  async askSoon() {
    await sleep(Math.random() * SPREAD);
    await this.ask();
  }

  /** @returns {Promise<Pass | null>} */
  async #fetch() {
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {Pass} pass */
  #renewLater({ renew_in: seconds }) {
    if (seconds) this.#renewal = setTimeout(() => this.ask(), seconds * 1000 * (0.9 + Math.random() * 0.1));
  }
}

/** @param {number} milliseconds */
export function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/**
 * Sending, from begin to end: one sitting with the fair after the other, each with a recorder and a line of its own.
 * A sitting that the fair ended, or whose line was gone for too long, is followed by the next one by itself.
 */

import { Line, pause } from "./studio-line.js";
import { CHUNKS_A_SECOND, record } from "./studio-recorder.js";

const MOST_SECONDS = 60;
const RETRY_MS = 2_000;

/** @typedef {{ say: (name: string, isSo: boolean) => void, refuse: (sentence: string) => void, onStop: () => void }} Ears */
/** @typedef {"begun" | "refused" | "unreachable"} Beginning */

export class Show {
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** @type {Line | null} */
  #line = null;
  #isOn = false;

  /**
   * @param {{ address: string, csrf: string, mime: string, stream: MediaStream }} plan
   * @param {Ears} ears
   */
  constructor(plan, ears) {
    this.plan = plan;
    this.ears = ears;
  }

  get isOn() {
    return this.#isOn;
  }

  /** Seconds that are kept here and not sent yet. */
  get kept() {
    return Math.round((this.#line?.chunks ?? 0) / CHUNKS_A_SECOND);
  }

  /** @returns {Promise<Beginning>} a refusal's sentence has been told */
  async begin() {
    const answer = await this.#ask(this.plan.address, { mime: this.plan.mime });
    if (answer === null) return "unreachable";
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      this.ears.refuse(said.sentence ?? "");
      return answer.status < 500 ? "refused" : "unreachable";
    }
    this.#isOn = true;
    this.#open(said.sitting, said.token);
    return "begun";
  }

  /** Send what is left, then say good-bye. */
  async end() {
    const line = this.#line;
    this.#isOn = false;
    await this.#stopRecorder();
    await line?.finish();
    if (line) await this.#ask(`${line.address}/end`, {}, line.headers);
    this.#forget();
  }

  /** Stop at once: somebody ended it elsewhere, or it broke. */
  async stop() {
    this.#isOn = false;
    this.#forget();
    await this.#stopRecorder();
    this.ears.onStop();
  }

  /**
   * @param {string} sitting
   * @param {string} token
   */
  #open(sitting, token) {
    const line = new Line(`${this.plan.address}/${sitting}`, { Authorization: `Bearer ${token}` }, {
      onHealth: (health, chunks) => this.#check(health, chunks),
      onEnding: (ending, sentence) => (ending === "restart" ? this.#restart() : this.#turnedAway(sentence)),
    });
    const recorder = record(this.plan.stream, this.plan.mime, {
      onChunk: (chunk) => line.push(chunk),
      onStop: () => this.#broke(recorder),
    });
    [this.#line, this.#recorder] = [line, recorder];
  }

  /**
   * @param {import("./studio-line.js").Health} health
   * @param {number} chunks
   */
  #check(health, chunks) {
    this.ears.say("lost", health === "lost" && this.#isOn);
    if (chunks > MOST_SECONDS * CHUNKS_A_SECOND) this.#restart();
  }

  /** Begin a new sitting, as often as it takes; what was not sent is given up. */
  async #restart() {
    this.ears.say("waiting", this.kept > 1);
    this.#forget();
    await this.#stopRecorder();
    this.ears.say("lost", false);
    while (this.#isOn) {
      const beginning = await this.begin();
      if (beginning === "begun") break;
      if (beginning === "refused") return this.stop();
      this.ears.say("waiting", true);
      await pause(RETRY_MS);
    }
    this.ears.say("waiting", false);
  }

  /** @param {string} sentence */
  #turnedAway(sentence) {
    this.ears.refuse(sentence);
    return this.stop();
  }

  #forget() {
    this.#line?.close();
    this.#line = null;
  }

  /** @param {MediaRecorder} recorder */
  #broke(recorder) {
    if (recorder !== this.#recorder || !this.#isOn) return;
    this.ears.say("stopped", true);
    this.stop();
  }

  async #stopRecorder() {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (recorder?.state !== "recording") return;
    const stopped = new Promise((heard) => recorder.addEventListener("stop", heard, { once: true }));
    recorder.stop();
    await stopped;
  }

  /**
   * @param {string} address
   * @param {object} words
   * @returns {Promise<Response | null>} null when the fair could not be reached
   */
  #ask(address, words, more = {}) {
    const headers = { "X-CSRFToken": this.plan.csrf, "Content-Type": "application/json", Accept: "application/json", ...more };
    return fetch(address, { method: "POST", headers, body: JSON.stringify(words) }).catch(() => null);
  }
}

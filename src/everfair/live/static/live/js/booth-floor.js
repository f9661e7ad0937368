/** The floor, as near to now as the line allows; or another booth instead of it, for who does not know its language. */

import { freshAddress } from "./player-address.js";
import { makeEngine } from "./player-engine.js";
import { PassOffice } from "./watch-pass.js";

const RETRY_MS = 2_000;
const LOOK_MS = 1_000;
const TELLING_FROM = 1;

export class Floor {
  #address = "";
  #isWanted = false;
  #retry = 0;

  /**
   * @param {HTMLElement} root
   * @param {{ words: ReturnType<typeof import("./player-words.js").wordsOf>, say: (name: string) => void }} mouth
   */
  constructor(root, { words, say }) {
    this.root = root;
    this.words = words;
    this.say = say;
    this.video = /** @type {HTMLVideoElement} */ (root.querySelector("[data-picture]"));
    this.relay = /** @type {HTMLSelectElement} */ (root.querySelector("[data-relay]"));
    this.listen = /** @type {HTMLButtonElement} */ (root.querySelector("[data-listen]"));
    this.behind = /** @type {HTMLElement} */ (root.querySelector("[data-behind]"));
    this.office = new PassOffice(root.dataset.floor ?? "");
    const loudness = /** @type {HTMLInputElement} */ (root.querySelector("[data-loudness]"));
    loudness.addEventListener("input", () => {
      this.video.volume = Number(loudness.value) / 100;
    });
    this.relay.addEventListener("change", () => this.#choose());
    this.listen.addEventListener("click", () => this.#play());
  }

  async open() {
    const { hls, hlsWorker: worker } = this.root.dataset;
    this.engine = await makeEngine(this.video, {
      hls, worker, mode: () => "booth", fresh: (address) => freshAddress(address, this.#address),
    });
    if (!this.engine) return this.say("unplayable");
    this.engine.addEventListener("ready", () => this.#offer());
    this.engine.addEventListener("trouble", ({ detail }) => detail.fatal && this.#again(detail.response?.code));
    this.office.addEventListener("pass", ({ detail }) => {
      this.#address = detail.floor;
      this.#load();
    });
    this.video.addEventListener("playing", () => this.#show(true));
    setInterval(() => this.#tell(), LOOK_MS);
    this.office.ask();
  }

  /** @param {import("./booth-house.js").State} state */
  follow({ has_floor: hasFloor }) {
    if (hasFloor === this.#isWanted) return;
    this.#isWanted = hasFloor;
    if (hasFloor) this.#load();
    else this.#show(false);
  }

  /** Hear nothing more of it. */
  close() {
    this.#isWanted = false;
    clearTimeout(this.#retry);
    this.engine?.unload();
  }

  #load() {
    if (!this.#isWanted || !this.#address || !this.engine || this.engine.address) return;
    this.engine.load(this.#address);
    this.#play();
  }

  async #play() {
    this.listen.hidden = true;
    await this.video.play().catch((refusal) => {
      this.listen.hidden = refusal.name !== "NotAllowedError";
    });
  }

  /** @param {number} [status] 401 and 403: the pass is too old */
  #again(status) {
    clearTimeout(this.#retry);
    this.engine.unload();
    this.#retry = setTimeout(() => (status === 403 || status === 401 ? this.office.ask() : this.#load()), RETRY_MS);
  }

  /** @param {boolean} isThere */
  #show(isThere) {
    /** @type {HTMLElement} */ (this.root.querySelector("[data-waiting]")).hidden = isThere;
  }

  /** The booth's own language is not among them: nobody should hear themselves. */
  #offer() {
    const others = this.engine.sounds.filter(({ id, language }) => id > 0 && language.toLowerCase() !== this.root.dataset.language?.toLowerCase());
    const chosen = this.relay.value;
    const choices = [new Option(this.words("floor"), ""), ...others.map(({ name, language }) => new Option(name, language))];
    this.relay.replaceChildren(...choices);
    this.relay.value = others.some(({ language }) => language === chosen) ? chosen : "";
    this.#choose();
  }

  #choose() {
    const wanted = this.engine?.sounds.find(({ id, language }) => id > 0 && language === this.relay.value);
    if (this.engine?.hls && this.engine.sounds.length > 1) this.engine.hls.audioTrack = wanted?.id ?? 0;
  }

  #tell() {
    const moment = this.engine?.momentAt(this.video.currentTime) ?? null;
    const seconds = moment === null ? 0 : (Date.now() - moment) / 1000;
    this.behind.hidden = seconds < TELLING_FROM || this.video.paused || !this.#isWanted;
    this.behind.textContent = this.words("behind", { seconds: seconds.toFixed(0) });
  }
}

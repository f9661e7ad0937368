/** Keeps an eye on a show: how loud it is, how long it runs, what waits, and that nobody leaves by mistake. */

const LOOK_MS = 100;
const SILENCE = 0.05;
const SILENT_MS = 6_000;
const BEHIND = 3;

export class Watch {
  /** @type {number | null} */
  #since = null;
  #heardAt = Date.now();
  /** @type {WakeLockSentinel | null} */
  #lock = null;

  /**
   * @param {HTMLElement} root
   * @param {{ show: import("./studio-show.js").Show, sound: import("./studio-sound.js").Sound,
   *   isQuiet: () => boolean, words: import("./studio-words.js").Words }} parts `isQuiet`: nobody expects to be heard
   */
  constructor(root, parts) {
    this.parts = parts;
    this.meter = /** @type {HTMLMeterElement} */ (root.querySelector("[data-level]"));
    this.clock = /** @type {HTMLElement} */ (root.querySelector("[data-time]"));
    setInterval(() => this.#look(), LOOK_MS);
    addEventListener("beforeunload", (event) => {
      if (parts.show.isOn) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => this.#stayAwake());
  }

  /** @param {boolean} isSending */
  mark(isSending) {
    if (isSending && this.#since === null) this.#heardAt = Date.now();
    this.#since = isSending ? (this.#since ?? Date.now()) : null;
    this.#stayAwake();
  }

  #look() {
    const level = this.parts.sound.level();
    this.meter.value = level;
    if (level > SILENCE || this.parts.isQuiet()) this.#heardAt = Date.now();
    const isSending = this.#since !== null;
    this.parts.words.say("silent", isSending && Date.now() - this.#heardAt > SILENT_MS);
    if (!isSending) return;
    this.#tell();
  }

  #tell() {
    const seconds = Math.floor((Date.now() - this.#since) / 1000);
    this.clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const { show, words } = this.parts;
    words.count(show.kept);
    words.say("catching-up", show.kept > BEHIND && words.isSilent("lost"));
  }

  /** The screen of a phone that sends must not go dark, where the browser can prevent it. */
  async #stayAwake() {
    if (this.#since === null) {
      await this.#lock?.release();
      this.#lock = null;
    } else if (document.visibilityState === "visible" && (this.#lock?.released ?? true)) {
      this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    }
  }
}

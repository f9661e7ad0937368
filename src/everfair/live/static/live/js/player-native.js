/** The browser's own HLS, with the manners of the engine over hls.js; it chooses quality and language by itself. */

export class NativeEngine extends EventTarget {
  hls = null;
  levels = [];
  sounds = [];
  address = "";

  /** @param {HTMLVideoElement} video */
  static isSupported(video) {
    return video.canPlayType("application/vnd.apple.mpegurl") !== "";
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./player-engine.js").EngineOptions} options
   */
  constructor(video, options) {
    super();
    this.video = video;
    this.options = options;
    video.addEventListener("progress", () => this.dispatchEvent(new CustomEvent("flow")));
    video.addEventListener("error", () => {
      const detail = { fatal: true, type: "networkError", details: "native" };
      if (this.address) this.dispatchEvent(new CustomEvent("trouble", { detail }));
    });
  }

  /**
   * @param {string} address
   * @param {import("./player-engine.js").Start} start
   */
  load(address, start = null) {
    this.address = address;
    this.video.addEventListener("loadedmetadata", () => this.#begin(start), { once: true });
    this.video.src = this.options.fresh(address);
  }

  /** The browser leaps by itself, or not. */
  stay() {}

  unload() {
    this.address = "";
    this.video.removeAttribute("src");
    this.video.load();
  }

  /** @param {number} position */
  momentAt(position) {
    const began = this.#began();
    return Number.isNaN(began) ? null : began + position * 1000;
  }

  /** @param {number} moment milliseconds since 1970 */
  positionAt(moment) {
    const began = this.#began();
    return Number.isNaN(began) ? this.video.currentTime : (moment - began) / 1000;
  }

  get window() {
    const { seekable } = this.video;
    if (seekable.length === 0) return { first: 0, edge: 0 };
    return { first: seekable.start(0), edge: seekable.end(seekable.length - 1) };
  }

  /** @returns {number} milliseconds since 1970, NaN where the browser does not tell */
  #began() {
    return this.video.getStartDate?.().getTime() ?? Number.NaN;
  }

  /** @param {import("./player-engine.js").Start} start */
  #begin(start) {
    this.dispatchEvent(new CustomEvent("ready"));
    if (start !== null) this.video.currentTime = start instanceof Date ? this.positionAt(start.getTime()) : start;
  }
}

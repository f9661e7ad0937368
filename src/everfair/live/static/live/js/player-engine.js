/**
 * What plays the playlists: hls.js where the browser has Media Source Extensions, else the browser itself (iPhones).
 *
 * @typedef {Date | number | null} Start a moment, a position in seconds, or the live edge
 * @typedef {object} EngineOptions
 * @property {string} hls address of the hls.js module
 * @property {string} worker address of its worker
 * @property {() => string} mode "low", "steady" or "booth"
 * @property {(address: string) => string} fresh puts the newest token into an address
 */

import { NativeEngine } from "./player-native.js";
import { momentAt, positionAt } from "./player-timeline.js";

const MODES = {
  low: { liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 10, maxLiveSyncPlaybackRate: 1.1 },
  // Interpreters speak after what they hear: as near to the floor as the line allows.
  booth: { liveSyncDurationCount: 1, liveMaxLatencyDurationCount: 5, maxLiveSyncPlaybackRate: 1.2 },
  steady: { liveSyncDurationCount: 5, liveMaxLatencyDurationCount: 14, maxLiveSyncPlaybackRate: 1 },
};
// Who has gone back stays there: nothing hurries or jumps to the edge.
const AT_LEISURE = { liveSyncDurationCount: 3, liveMaxLatencyDurationCount: Infinity, maxLiveSyncPlaybackRate: 1 };

/**
 * @param {HTMLVideoElement} video
 * @param {EngineOptions} options
 */
export async function makeEngine(video, options) {
  const { default: Hls } = await import(options.hls);
  if (Hls.isSupported()) return new HlsEngine(Hls, video, options);
  return NativeEngine.isSupported(video) ? new NativeEngine(video, options) : null;
}

/** Tells by events: `ready` tracks are known, `trouble` (an hls.js error in `detail`), `flow` something arrived. */
class HlsEngine extends EventTarget {
  #mostLatency = Infinity;

  /**
   * @param {typeof import("hls.js").default} Hls
   * @param {HTMLVideoElement} video
   * @param {EngineOptions} options
   */
  constructor(Hls, video, options) {
    super();
    this.Hls = Hls;
    this.video = video;
    this.options = options;
    /** @type {import("hls.js").default | null} */
    this.hls = null;
    this.address = "";
  }

  /**
   * @param {string} address
   * @param {Start} start
   */
  load(address, start = null) {
    this.unload();
    this.address = address;
    const hls = new this.Hls(this.#config(start));
    this.hls = hls;
    this.#mostLatency = hls.config.liveMaxLatencyDurationCount ?? Infinity;
    const { MANIFEST_PARSED, LEVEL_UPDATED, FRAG_BUFFERED, AUDIO_TRACKS_UPDATED, ERROR } = this.Hls.Events;
    hls.on(MANIFEST_PARSED, () => {
      // Smaller pictures come a second after the full one: room to change to them without a halt.
      if (start === null && hls.levels.length > 1) hls.config.liveSyncDurationCount += 1;
      hls.startLoad(typeof start === "number" ? start : -1);
      this.#tell("ready");
    });
    if (start instanceof Date) {
      // Before the first fragment is asked for: one that is given up halfway would stop the rest.
      hls.once(LEVEL_UPDATED, (_, { details }) => hls.startLoad(positionAt(details.fragments, start.getTime())));
    }
    hls.on(AUDIO_TRACKS_UPDATED, () => this.#tell("ready"));
    hls.on(FRAG_BUFFERED, () => this.#tell("flow"));
    hls.on(ERROR, (_, error) => this.#tell("trouble", error));
    hls.loadSource(this.options.fresh(address));
    hls.attachMedia(this.video);
  }

  unload() {
    this.hls?.destroy();
    this.hls = null;
    this.address = "";
  }

  /** @param {boolean} stays paused: hls.js would leap to the live edge with the picture standing still */
  stay(stays) {
    if (!this.hls) return;
    this.hls.config.liveMaxLatencyDurationCount = stays ? Infinity : this.#mostLatency;
  }

  get fragments() {
    return this.hls?.latestLevelDetails?.fragments ?? [];
  }

  /** @param {number} position */
  momentAt(position) {
    return momentAt(this.fragments, position);
  }

  /** @param {number} moment milliseconds since 1970 */
  positionAt(moment) {
    return positionAt(this.fragments, moment);
  }

  /** The first and the newest position that can be played now. */
  get window() {
    const first = this.fragments[0]?.start ?? 0;
    // hls.js keeps its distance from the end of a finished playlist, too.
    const newest = this.hls?.latestLevelDetails?.live ? this.hls.liveSyncPosition : null;
    return { first, edge: newest ?? this.video.duration };
  }

  /** @returns {{ id: number, height: number, bitrate: number }[]} */
  get levels() {
    return (this.hls?.levels ?? []).map(({ height, bitrate }, id) => ({ id, height, bitrate }));
  }

  /** @returns {{ id: number, name: string, language: string, address: string }[]} */
  get sounds() {
    return (this.hls?.audioTracks ?? []).map((track) => ({ id: track.id, name: track.name, language: track.lang ?? "", address: track.url }));
  }

  /** @param {Start} start */
  #config(start) {
    return {
      ...(start === null ? MODES[this.options.mode()] : AT_LEISURE),
      autoStartLoad: false,
      // Segments are short, so each weighs little in what the line is thought to carry.
      abrEwmaFastLive: 1,
      abrEwmaSlowLive: 4,
      backBufferLength: 60,
      maxBufferLength: 20,
      workerPath: this.options.worker,
      // A pass renewed meanwhile: the addresses inside playlists still carry the old token.
      xhrSetup: (xhr, address) => xhr.open("GET", this.options.fresh(address), true),
    };
  }

  /**
   * @param {string} kind
   * @param {unknown} [detail]
   */
  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

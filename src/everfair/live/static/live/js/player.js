/**
 * The player of a stream: what is loaded, how it starts, where it stands. Its buttons are in modules of their own,
 * which listen to it: `load`, `edge`, `change`, `quality`, `refused` (the media server lets us in no more).
 *
 * @typedef {"live" | "dvr" | "vod"} Source the newest seconds, the window to go back in, the recording
 * @typedef {{ live: string, dvr: string | null, vod: string | null }} Playlists
 */

import { listenOnly } from "./player-listen.js";
import { memory } from "./player-memory.js";
import { startPlaying } from "./player-start.js";
import { mouthOf, wordsOf } from "./player-words.js";

// Nearer to the edge than this counts as live (seconds).
const LIVE_ENOUGH = 12;

export class Player extends EventTarget {
  /** @type {Playlists | null} */
  playlists = null;
  /** @type {Source} */
  source = "live";
  /** @type {"auto" | "sound" | number} a number is the height of the picture */
  quality = "auto";
  /** @type {{ at: number, title: string }[]} */
  chapters = [];
  /** @type {number | null} the first moment that can be seen, milliseconds since 1970 */
  since = null;
  /** @type {import("./captions.js").Captions | null} */
  captions = null;
  isListening = false;
  isLost = false;
  mode = memory.get("mode") ?? "low";
  /** @type {number | null} the moment that is being loaded */
  #coming = null;

  /**
   * @param {HTMLElement} element
   * @param {HTMLVideoElement} video
   */
  constructor(element, video) {
    super();
    this.element = element;
    this.video = video;
    this.words = wordsOf(element);
    this.say = mouthOf(element, this.words);
    video.addEventListener("loadeddata", () => {
      this.#coming = null;
    });
    video.volume = memory.get("volume") ?? 1;
    video.muted = memory.get("muted") ?? false;
  }

  /**
   * Load one of the playlists; a moment or a position to start at, else the live edge or the beginning.
   * @param {Source} source
   * @param {import("./player-engine.js").Start} start
   */
  load(source, start = null) {
    const wasListening = this.isListening;
    this.source = source;
    this.isListening = false;
    this.open(this.playlists[source], start);
    if (wasListening) this.engine.addEventListener("ready", () => this.listenOnly(true, start), { once: true });
  }

  /** Start over at the same moment: after trouble, in another mode. */
  reload() {
    this.open(this.engine.address, this.isBehind ? this.place : null);
  }

  stop() {
    this.engine.unload();
    this.tell("change");
  }

  play() {
    return startPlaying(this);
  }

  /**
   * To a moment. Who leaves the live edge changes to the playlist that reaches back, where nothing hurries.
   * @param {number} moment milliseconds since 1970
   */
  goTo(moment) {
    if (this.source === "live" && this.playlists.dvr) {
      this.load("dvr", new Date(Math.max(moment, this.since ?? moment)));
      this.play();
    } else {
      const newest = this.engine.momentAt(this.engine.window.edge) ?? moment;
      this.video.currentTime = this.engine.positionAt(Math.min(moment, newest));
    }
  }

  toLive() {
    this.tell("edge");
    if (this.source === "live" && this.engine.address) this.video.currentTime = this.engine.window.edge;
    else this.load("live");
    this.play();
  }

  /**
   * @param {boolean} only sound without picture, or with it again, at the same place
   * @param {import("./player-engine.js").Start} start
   */
  listenOnly(only, start = this.isBehind ? this.place : null) {
    listenOnly(this, only, start);
  }

  /** @param {string} mode "low" or "steady" */
  setMode(mode) {
    this.mode = mode;
    memory.keep({ mode });
    if (this.engine.address && this.source !== "vod") this.reload();
  }

  /** The moment on screen or about to be, milliseconds since 1970; null where the stream does not tell. */
  get moment() {
    return this.#coming ?? this.engine.momentAt(this.video.currentTime);
  }

  /** Where to go on after loading anew. */
  get place() {
    if (this.source === "vod") return this.video.currentTime;
    return this.moment === null ? null : new Date(this.moment);
  }

  get isBehind() {
    if (this.source !== "live") return true;
    return this.video.currentTime > 0 && this.engine.window.edge - this.video.currentTime > LIVE_ENOUGH;
  }

  /** @param {string} kind */
  tell(kind) {
    this.dispatchEvent(new CustomEvent(kind));
  }

  /** @param {string} address @param {import("./player-engine.js").Start} start */
  open(address, start) {
    const wasPlaying = !this.video.paused;
    this.tell("load");
    this.#coming = start instanceof Date ? start.getTime() : null;
    this.engine.load(address, start);
    // A new source stands still, whatever the one before did.
    if (wasPlaying) this.play();
    this.tell("change");
  }
}

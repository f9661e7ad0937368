/** What is sent: which camera, which microphone, a screen or not; all of it can change while one sends. */

import { canShareScreen, close, fillMenu, openDevices, openScreen, reasonOf } from "./studio-devices.js";

/** @typedef {import("./studio-picture.js").Mode} Mode */

export class Sources {
  /** @type {MediaStream | null} */
  #devices = null;
  /** @type {MediaStream | null} */
  #screen = null;

  /**
   * @param {HTMLElement} root
   * @param {{ picture: import("./studio-picture.js").Picture, sound: import("./studio-sound.js").Sound,
   *   words: import("./studio-words.js").Words }} parts
   */
  constructor(root, parts) {
    this.root = root;
    this.parts = parts;
    this.menus = /** @type {HTMLSelectElement[]} */ ([...root.querySelectorAll("[data-device]")]);
    for (const menu of this.menus) menu.addEventListener("change", () => this.open());
    for (const button of root.querySelectorAll("[data-again]")) button.addEventListener("click", () => this.open());
    for (const radio of this.#radios()) {
      radio.disabled = radio.value !== "camera" && !canShareScreen();
      radio.addEventListener("change", () => this.#choose(/** @type {Mode} */ (radio.value)));
    }
    this.mute = /** @type {HTMLInputElement} */ (root.querySelector("[data-mute]"));
    this.mute.addEventListener("change", () => parts.sound.mute(this.mute.checked));
    navigator.mediaDevices.addEventListener("devicechange", () => this.#list());
  }

  /** Open the chosen camera and microphone; what goes wrong is said. */
  async open() {
    const [camera, microphone] = this.menus.map((menu) => menu.value);
    close(this.#devices);
    try {
      const { stream, missing } = await openDevices(camera, microphone);
      this.#devices = stream;
      this.parts.words.ofDevices(missing);
    } catch (error) {
      this.#devices = null;
      this.parts.words.ofDevices(reasonOf(error));
    }
    this.parts.picture.showCamera(this.#devices);
    this.parts.sound.hear("microphone", this.#devices);
    await this.#list();
  }

  /** @returns {boolean} whether nobody could be heard */
  get isQuiet() {
    return this.mute.checked || (this.#devices?.getAudioTracks().length ?? 0) === 0;
  }

  /** @param {Mode} mode */
  async #choose(mode) {
    if (mode !== "camera" && this.#screen === null && !(await this.#share())) {
      this.#mark(this.parts.picture.mode);
      return;
    }
    this.parts.picture.mode = mode;
    if (mode === "camera") this.#unshare();
  }

  /** @returns {Promise<boolean>} */
  async #share() {
    try {
      this.#screen = await openScreen();
    } catch {
      this.parts.words.ofDevices("screen-denied");
      return false;
    }
    this.parts.words.ofDevices("");
    this.#screen.getVideoTracks()[0].addEventListener("ended", () => {
      this.parts.words.ofDevices("screen-ended");
      this.#mark("camera");
      this.parts.picture.mode = "camera";
      this.#unshare();
    });
    this.parts.picture.showScreen(this.#screen);
    this.parts.sound.hear("screen", this.#screen);
    return true;
  }

  #unshare() {
    close(this.#screen);
    this.#screen = null;
    this.parts.picture.showScreen(null);
    this.parts.sound.hear("screen", null);
  }

  /** @param {Mode} mode */
  #mark(mode) {
    for (const radio of this.#radios()) radio.checked = radio.value === mode;
  }

  async #list() {
    const tracks = [this.#devices?.getVideoTracks()[0], this.#devices?.getAudioTracks()[0]];
    for (const [index, menu] of this.menus.entries()) await fillMenu(menu, tracks[index]);
  }

  /** @returns {HTMLInputElement[]} */
  #radios() {
    return [...this.root.querySelectorAll("[name=mode]")];
  }
}

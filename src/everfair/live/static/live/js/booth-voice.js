/** The microphone of an interpreter: opened at once so that it can be tested, sent only while it is theirs. */

import { close, fillMenu, openMicrophone, reasonOf } from "./studio-devices.js";
import { Show } from "./studio-show.js";
import { Sound } from "./studio-sound.js";
import { Watch } from "./studio-watch.js";

export class Voice {
  isCoughing = false;
  #sound = new Sound();
  /** @type {MediaStream | null} */
  #microphone = null;
  #isChanging = false;

  /**
   * @param {HTMLElement} root
   * @param {{ mime: string, words: import("./studio-words.js").Words, onChange: () => void }} parts
   */
  constructor(root, { mime, words, onChange }) {
    this.root = root;
    this.words = words;
    this.onChange = onChange;
    this.menu = /** @type {HTMLSelectElement} */ (root.querySelector("[data-device]"));
    this.cough = /** @type {HTMLButtonElement} */ (root.querySelector("[data-cough]"));
    const stream = new MediaStream([this.#sound.track()]);
    const ears = {
      say: (/** @type {string} */ name, /** @type {boolean} */ isSo) => words.say(name, isSo),
      refuse: (/** @type {string} */ sentence) => words.refuse(sentence),
      onStop: () => this.#changed(),
    };
    this.show = new Show({ address: root.dataset.sound, csrf: root.dataset.csrf, mime, stream }, ears);
    const isQuiet = () => this.isCoughing || this.#microphone === null;
    this.watch = new Watch(root, { show: this.show, sound: this.#sound, words, isQuiet });
    this.menu.addEventListener("change", () => this.open());
    for (const button of root.querySelectorAll("[data-again]")) button.addEventListener("click", () => this.open());
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.#sound.wake(), { once: true });
    this.#wireCough();
  }

  /** Open the chosen microphone; what goes wrong is said. */
  async open() {
    close(this.#microphone);
    try {
      this.#microphone = await openMicrophone(this.menu.value);
      this.words.ofDevices("");
    } catch (error) {
      this.#microphone = null;
      this.words.ofDevices(reasonOf(error));
    }
    this.#sound.hear("microphone", this.#microphone);
    await this.#sound.wake();
    await fillMenu(this.menu, this.#microphone?.getAudioTracks()[0]);
    this.onChange();
  }

  get hasMicrophone() {
    return this.#microphone !== null;
  }

  /**
   * Send while one has the microphone, and only then.
   * @param {boolean} isSpeaking
   */
  async follow(isSpeaking) {
    if (isSpeaking === this.show.isOn || this.#isChanging) return;
    if (!isSpeaking) {
      this.setCough(false);
      await this.show.stop();
    } else if (this.hasMicrophone) {
      this.#isChanging = true;
      if ((await this.show.begin()) === "unreachable") this.words.refuse("");
      this.#isChanging = false;
    }
    this.#changed();
  }

  /**
   * Send the last words before something is done.
   * @param {() => Promise<unknown>} act
   */
  async hangUp(act) {
    this.#isChanging = true;
    this.setCough(false);
    if (this.show.isOn) await this.show.end();
    await act();
    this.#isChanging = false;
    this.#changed();
  }

  /** Stop at once: one is not in the booth any more. */
  stop() {
    close(this.#microphone);
    return this.show.isOn ? this.show.stop() : Promise.resolve();
  }

  /** @param {boolean} isHeld */
  setCough(isHeld) {
    if (this.isCoughing === isHeld) return;
    this.isCoughing = isHeld;
    this.#sound.mute(isHeld);
    this.cough.setAttribute("aria-pressed", String(isHeld));
    this.onChange();
  }

  #wireCough() {
    this.cough.addEventListener("pointerdown", (event) => {
      this.cough.setPointerCapture(event.pointerId);
      this.setCough(true);
    });
    for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.cough.addEventListener(kind, () => this.setCough(false));
    }
    addEventListener("blur", () => this.setCough(false));
  }

  #changed() {
    this.watch.mark(this.show.isOn);
    this.onChange();
  }
}

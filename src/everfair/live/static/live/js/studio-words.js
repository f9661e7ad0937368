/** The sentences of the studio: they stand in the page, in the reader's language, and are shown when they hold. */

const DEVICES = ["denied", "busy", "no-device", "no-camera", "no-microphone", "screen-ended", "screen-denied"];

export class Words {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {string} name
   * @param {boolean} [isSo]
   */
  say(name, isSo = true) {
    const sentence = this.root.querySelector(`[data-say="${name}"]`);
    if (sentence instanceof HTMLElement) sentence.hidden = !isSo;
  }

  /** @param {string} name */
  isSilent(name) {
    const sentence = this.root.querySelector(`[data-say="${name}"]`);
    return !(sentence instanceof HTMLElement) || sentence.hidden;
  }

  /**
   * Say one thing about camera, microphone and screen, and nothing else about them.
   * @param {string} name "" for nothing
   */
  ofDevices(name) {
    for (const other of DEVICES) this.say(other, other === name);
  }

  /**
   * Write a sentence of the fair's own; without one, that it cannot be reached.
   * @param {string} sentence
   */
  refuse(sentence) {
    const place = /** @type {HTMLElement} */ (this.root.querySelector('[data-say="refused"]'));
    place.textContent = sentence;
    this.say("refused", sentence !== "");
    this.say("unreachable", sentence === "");
  }

  clear() {
    for (const name of ["refused", "unreachable", "stopped", "ended"]) this.say(name, false);
  }

  /** @param {number} seconds that are kept and not sent yet */
  count(seconds) {
    for (const place of this.root.querySelectorAll("[data-kept]")) place.textContent = `${seconds}`;
  }
}

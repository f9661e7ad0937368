/** The buttons of the studio: which of them stand there, and what the fair answers to them. */

const SHOWN = {
  air: (state, isSending) => !(state === "on_air" && isSending),
  rehearse: (state, isSending) => !isSending && ["scheduled", "ended"].includes(state),
  schedule: (state) => state === "rehearsing",
  pause: (state, isSending) => state === "on_air" && isSending,
  "ask-end": (state) => ["on_air", "paused"].includes(state),
};

export class Buttons {
  /**
   * @param {HTMLElement} root
   * @param {(what: string) => Promise<void>} act
   */
  constructor(root, act) {
    this.root = root;
    for (const button of this.all()) {
      button.addEventListener("click", async () => {
        this.#lock(true);
        await act(button.dataset.do ?? "").finally(() => this.#lock(false));
      });
    }
  }

  /** @returns {HTMLButtonElement[]} */
  all() {
    return [...this.root.querySelectorAll("[data-do]")];
  }

  /**
   * @param {string} state of the stream
   * @param {boolean} isSending
   */
  show(state, isSending) {
    for (const button of this.all()) button.hidden = !SHOWN[button.dataset.do](state, isSending);
    for (const part of this.root.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    }
    for (const lamp of this.root.querySelectorAll("[data-lamp]")) lamp.hidden = lamp.dataset.lamp !== state;
    this.root.querySelector("[data-sending]").hidden = !isSending;
  }

  /** @param {boolean} isLocked */
  #lock(isLocked) {
    for (const button of this.all()) button.disabled = isLocked;
  }

  enable() {
    this.#lock(false);
  }

  /** @returns {Promise<boolean>} whether somebody is sure that it shall end */
  askEnd() {
    const dialog = /** @type {HTMLDialogElement} */ (this.root.querySelector("[data-sure]"));
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((sure) => {
      dialog.addEventListener("close", () => sure(dialog.returnValue === "end"), { once: true });
    });
  }
}

/**
 * Move the stream.
 * @param {string} address
 * @param {string} csrf
 * @param {string} move
 * @returns {Promise<{ state?: string, sentence: string }>} without a state it was refused
 */
export async function moveStream(address, csrf, move) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
      body: new URLSearchParams({ move }),
    });
    return await answer.json();
  } catch {
    return { sentence: "" };
  }
}

/**
 * Ask in which state the stream is, after news may have been missed.
 * @param {string} address of the pass
 * @returns {Promise<string | null>}
 */
export async function stateOf(address) {
  try {
    return (await (await fetch(address)).json()).state;
  } catch {
    return null;
  }
}

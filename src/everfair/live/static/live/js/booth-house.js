/**
 * What a booth's page and the fair tell each other: every few seconds that the page is open, and what somebody does.
 * Tells `state` (a `State`), `refused` {sentence}, `out` {sentence}: not in this booth any more, `lost`.
 *
 * @typedef {{ public_id: string, name: string, is_me: boolean, is_here: boolean, is_speaking: boolean,
 *   is_offered: boolean, since: string | null }} Colleague
 * @typedef {{ language: string, name: string, speaker: string, people: number }} Booth
 * @typedef {{ state: string, has_floor: boolean, now: string, people: Colleague[], booths: Booth[] }} State
 */

const BEAT_MS = 3_000;

export class House extends EventTarget {
  /** @type {State | null} */
  state = null;
  #asked = 0;
  #heard = 0;
  #beat = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    super();
    this.root = root;
    for (const kind of ["booth", "reset"]) root.addEventListener(`live:${kind}`, () => this.ask());
  }

  begin() {
    this.#beat = setInterval(() => this.ask(), BEAT_MS);
    return this.ask();
  }

  /** @returns {Promise<boolean>} */
  ask() {
    return this.#post(this.root.dataset.here, {});
  }

  /**
   * @param {string} what
   * @param {string} [to] a colleague
   * @returns {Promise<boolean>} whether it is done
   */
  act(what, to = "") {
    return this.#post(this.root.dataset.microphone, { do: what, to });
  }

  /** @returns {Colleague | undefined} */
  get me() {
    return this.state?.people.find((one) => one.is_me);
  }

  /** @returns {Colleague | undefined} */
  get speaker() {
    return this.state?.people.find((one) => one.is_speaking);
  }

  /** @returns {Colleague | undefined} */
  get offered() {
    return this.state?.people.find((one) => one.is_offered);
  }

  /**
   * An answer to an earlier question says nothing any more once a later one has been heard.
   * @param {string} address
   * @param {Record<string, string>} words
   */
  async #post(address, words) {
    this.#asked += 1;
    const number = this.#asked;
    const headers = { "X-CSRFToken": this.root.dataset.csrf, Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(words) }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (number < this.#heard) return Boolean(answer?.ok);
    this.#heard = number;
    if (!said) this.#tell("lost");
    else if (answer.ok) {
      this.state = said;
      this.#tell("state", said);
    } else this.#refuse(answer.status, said);
    return Boolean(answer?.ok && said);
  }

  /** @param {number} status @param {{ sentence?: string }} said */
  #refuse(status, { sentence = "" }) {
    const isOut = status === 403;
    if (isOut) clearInterval(this.#beat);
    this.#tell(isOut ? "out" : "refused", { sentence });
  }

  /** @param {string} kind @param {unknown} [detail] */
  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

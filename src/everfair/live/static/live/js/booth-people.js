/** Who is in the booth and in the others, as lists; names come from people, so they are only ever text. */

/** @typedef {ReturnType<typeof import("./player-words.js").wordsOf>} WordsOf */

export class People {
  /**
   * @param {HTMLElement} root
   * @param {{ words: WordsOf, onHandOver: (to: string) => void }} parts
   */
  constructor(root, { words, onHandOver }) {
    this.root = root;
    this.words = words;
    this.list = /** @type {HTMLElement} */ (root.querySelector("[data-people]"));
    this.others = /** @type {HTMLElement} */ (root.querySelector("[data-others]"));
    this.list.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-to]") : null;
      if (button instanceof HTMLElement) onHandOver(button.dataset.to ?? "");
    });
  }

  /** @param {import("./booth-house.js").State} state */
  show({ people, booths }) {
    const isMine = people.some((one) => one.is_me && one.is_speaking);
    write(this.list, people.map((one) => [one, isMine]), ([one, mine]) => this.#person(one, mine));
    const others = booths.filter(({ language }) => language !== this.root.dataset.language);
    this.others.hidden = others.length === 0;
    write(this.others.querySelector("[data-booths]"), others, (booth) => this.#booth(booth));
  }

  /**
   * @param {import("./booth-house.js").Colleague} one
   * @param {boolean} isMine whether the microphone is mine to hand over
   */
  #person(one, isMine) {
    const row = document.createElement("li");
    row.className = "row";
    const body = add(row, "div", "row-body");
    add(body, "b", "", one.name);
    const meta = add(body, "p", "meta");
    if (one.is_me) add(meta, "span", "", this.words("you"));
    if (one.is_speaking) add(meta, "span", "tag tag-live", this.words("speaking"));
    if (one.is_offered) add(meta, "span", "tag tag-gold", this.words("asked"));
    if (!one.is_here) add(meta, "span", "tag", this.words("away"));
    if (isMine && !one.is_me && one.is_here && !one.is_offered) {
      const button = /** @type {HTMLButtonElement} */ (add(row, "button", "btn btn-ghost btn-small", this.words("hand_over")));
      button.type = "button";
      button.dataset.to = one.public_id;
      button.setAttribute("aria-label", this.words("hand_over_to", { name: one.name }));
    }
    return row;
  }

  /** @param {import("./booth-house.js").Booth} booth */
  #booth(booth) {
    const row = document.createElement("li");
    row.className = "row";
    const body = add(row, "div", "row-body");
    add(body, "b", "", booth.name).lang = booth.language;
    const now = booth.speaker ? this.words("colleague", { name: booth.speaker }) : this.words(booth.people ? "silent" : "empty");
    add(body, "p", "meta", now);
    return row;
  }
}

/**
 * Write a list anew only when it says something else: what is in focus stays.
 * @template T
 * @param {HTMLElement} list
 * @param {T[]} rows
 * @param {(row: T) => HTMLElement} make
 */
function write(list, rows, make) {
  const written = JSON.stringify(rows);
  if (list.dataset.written === written) return;
  list.dataset.written = written;
  list.replaceChildren(...rows.map(make));
}

/** @param {HTMLElement} parent @param {string} tag @param {string} className @param {string} [text] */
function add(parent, tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  parent.append(made);
  return made;
}

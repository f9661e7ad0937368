/**
 * The list of questions in the page, kept up to date by what the fair tells: no page asks for the list again.
 *
 * @typedef {{id: string, body: string, by: string, at: string}} Question
 */

export class QuestionsList {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
  }

  /**
   * @param {Question} question
   * @param {"open" | "answered"} state
   */
  put(question, state) {
    const list = this.panel.querySelector(`[data-list="${state}"]`);
    // Who asked has had it with the answer to their form.
    if (list?.contains(this.#item(question.id))) return;
    const votes = this.take(question.id);
    const blank = this.panel.querySelector(`template[data-blank="${state}"]`);
    if (!list || !blank) return;
    const item = blank.content.querySelector("li").cloneNode(true);
    fill(item, question, this.panel.dataset.questions);
    item.querySelector("[data-votes]").textContent = votes;
    if (state === "open") list.append(item);
    else list.prepend(item);
    window.htmx?.process(item);
    this.tidy();
  }

  /**
   * Take a question out of the list; returns the votes that it had.
   * @param {string} id
   */
  take(id) {
    const item = this.#item(id);
    const votes = item?.querySelector("[data-votes]").textContent ?? "0";
    item?.remove();
    this.tidy();
    return votes;
  }

  /** @param {Record<string, number>} votes */
  count(votes) {
    for (const [id, count] of Object.entries(votes)) {
      const shown = this.#item(id)?.querySelector("[data-votes]");
      if (shown) shown.textContent = String(count);
    }
    this.sort();
  }

  /** The most wanted first; not while somebody is about to press a button in the list. */
  sort() {
    const list = this.panel.querySelector('[data-list="open"]');
    if (!list || list.matches(":hover, :focus-within")) return;
    const votesOf = (item) => Number(item.querySelector("[data-votes]").textContent);
    const items = [...list.children];
    const sorted = items.toSorted((one, other) => votesOf(other) - votesOf(one));
    if (sorted.some((item, place) => item !== items[place])) list.append(...sorted);
  }

  tidy() {
    const answered = this.panel.querySelector("[data-answered]");
    const empty = this.panel.querySelector("[data-empty]");
    if (answered) answered.hidden = !answered.querySelector("li");
    if (empty) empty.hidden = this.panel.querySelector("[data-list] li") !== null;
    for (const button of this.panel.querySelectorAll("[data-goto]")) button.hidden = !button.dataset.goto;
  }

  #item(id) {
    return this.panel.querySelector(`[data-question="${CSS.escape(id)}"]`);
  }
}

/**
 * @param {HTMLElement} item a copy of the blank
 * @param {Question} question
 * @param {string} address of the questions of this stream
 */
function fill(item, question, address) {
  item.id = `question-${question.id}`;
  item.dataset.question = question.id;
  item.querySelector("[data-body]").textContent = question.body;
  const by = item.querySelector("[data-by]");
  by.textContent = question.by || by.dataset.without;
  const goto = item.querySelector("[data-goto]");
  if (goto) goto.dataset.goto = question.at;
  const button = item.querySelector("[formaction]");
  if (!button) return;
  button.id = `vote-${question.id}`;
  for (const name of ["formaction", "hx-post"]) button.setAttribute(name, `${address}/${question.id}/vote`);
}

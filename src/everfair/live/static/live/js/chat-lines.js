// @ts-check
/**
 * The list of lines: keeps the last few hundred, follows the talk for whoever reads at the end, and counts what is
 * new for whoever has scrolled up.
 *
 * @typedef {{id: string, at: string, name: string, organisation: Record<string, string>, body: string,
 *   language: string, by_team: boolean}} Line
 */

const MOST = 300;
const NEAR_PX = 48;

export class ChatLines {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    /** @param {string} name @returns {any} */
    const part = (name) => panel.querySelector(`[data-chat-${name}]`);
    [this.box, this.list, this.pinned] = [part("scroll"), part("lines"), part("pinned")];
    [this.fresh, this.silence, this.template] = [part("new"), part("silence"), part("template")];
    this.isTeam = this.template.content.querySelector("[data-act=hide]") !== null;
    /** @type {Line[]} */
    this.waiting = [];
    this.unseen = 0;
    for (const item of [...this.list.children, ...this.pinned.children]) this.dress(item);
    this.box.addEventListener("scroll", () => this.isAtEnd() && this.count(0), { passive: true });
    this.fresh.addEventListener("click", () => this.toEnd());
    this.toEnd();
  }

  isAtEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR_PX;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.count(0);
  }

  /** @param {number} unseen */
  count(unseen) {
    this.unseen = unseen;
    this.fresh.hidden = unseen === 0;
    const { one, many } = this.fresh.dataset;
    this.fresh.textContent = unseen === 1 ? one : many.replace("{n}", String(unseen));
  }

  /** Take a line in; all that come between two pictures of the screen are shown in one go. @param {Line} line */
  add(line) {
    if (this.waiting.push(line) === 1) requestAnimationFrame(() => this.flush());
    if (this.waiting.length > MOST) this.waiting.splice(1, this.waiting.length - MOST);
  }

  flush() {
    const follows = this.isAtEnd();
    const added = this.waiting.splice(0).filter((line) => this.place(this.build(line))).length;
    while (this.list.children.length > MOST) this.list.firstElementChild.remove();
    if (follows) this.toEnd();
    else if (added) this.count(this.unseen + added);
  }

  /** Put an item where its moment belongs; returns whether it is a new one. @param {HTMLElement} item */
  place(item) {
    const same = this.find(item.dataset.line);
    same?.remove();
    let before = this.list.lastElementChild;
    while (before && !before.matches(".chat-pending") && before.dataset.at > item.dataset.at) before = before.previousElementSibling;
    if (before) before.after(item);
    else this.list.prepend(item);
    this.silence.hidden = true;
    return !same;
  }

  /** @param {string | undefined} id */
  find(id) {
    return id ? this.list.querySelector(`[data-line="${CSS.escape(id)}"]`) : null;
  }

  /** @param {Line[]} lines */
  replace(lines) {
    this.waiting = [];
    this.list.replaceChildren(...lines.map((line) => this.build(line)));
    this.silence.hidden = lines.length > 0;
    this.toEnd();
  }

  /** Take lines away; the team still sees them, struck through. @param {string[]} ids */
  hide(ids) {
    this.waiting = this.waiting.filter((line) => !ids.includes(line.id));
    for (const id of ids) {
      if (this.isTeam) this.find(id)?.classList.add("chat-hidden");
      else this.find(id)?.remove();
    }
  }

  /** @param {Line | {id?: undefined}} line */
  pin(line) {
    this.pinned.replaceChildren(...(line.id ? [this.build(line)] : []));
    this.pinned.hidden = !line.id;
  }

  /** @param {Line} line @returns {HTMLElement} */
  build(line) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    Object.assign(item.dataset, { line: line.id, at: line.at, language: line.language });
    const says = this.list.dataset.says;
    const { organisation } = line;
    const words = { name: line.name, organisation: organisation[says] ?? Object.values(organisation)[0] ?? "", body: line.body };
    for (const [name, value] of Object.entries(words)) item.querySelector(`[data-${name}]`).textContent = value;
    if (line.language) item.querySelector("[data-body]").lang = line.language;
    item.querySelector("[data-team]").hidden = !line.by_team;
    item.querySelector("time").dateTime = line.at;
    for (const button of item.querySelectorAll("[formaction]")) {
      button.setAttribute("formaction", button.getAttribute("formaction").replace("/lines/line/", `/lines/${line.id}/`));
    }
    return this.dress(item);
  }

  /** Show the reader's own clock, and offer a translation only from another language. @param {any} item */
  dress(item) {
    const time = item.querySelector("time");
    item.dataset.at = new Date(item.dataset.at).toISOString();
    time.textContent = new Date(item.dataset.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
    const translate = item.querySelector("[data-act=translate]");
    if (translate) translate.hidden = item.dataset.language.slice(0, 2) === this.list.dataset.reads;
    return item;
  }
}

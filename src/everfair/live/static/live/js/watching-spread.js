/**
 * Ten thousand pages that hear the same news must not ask for it in the same second: the larger the audience, the
 * longer they spread out.
 */

const ASKED_A_SECOND = 200;
const LONGEST_MS = 15_000;

/**
 * @param {HTMLElement | null} page the wrapper; watching.js writes there how many watch
 * @param {() => void} act
 */
export function spread(page, act) {
  const viewers = Number(page?.dataset.viewers ?? 0);
  setTimeout(act, Math.random() * Math.min((viewers / ASKED_A_SECOND) * 1000, LONGEST_MS));
}

/** @param {Element} panel an element with hx-trigger="reload"; words being typed in it are not taken away */
export function reload(panel) {
  const typing = [...panel.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
  if (!typing) window.htmx?.trigger(panel, "reload");
}

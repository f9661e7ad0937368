/**
 * The page holds what the player may say: <div data-words><span data-word="name">...</span></div>
 * @param {HTMLElement} root
 * @returns {(name: string, values?: Record<string, string>) => string}
 */
export function wordsOf(root) {
  return (name, values = {}) => {
    const sentence = root.querySelector(`[data-words] [data-word="${name}"]`)?.textContent ?? "";
    return sentence.replace(/\{(\w+)\}/g, (_, part) => values[part] ?? "");
  };
}

/**
 * Return what says one of these sentences over the picture, for some milliseconds or until the next; "" takes it away.
 * @param {HTMLElement} root
 * @param {ReturnType<typeof wordsOf>} words
 */
export function mouthOf(root, words) {
  const place = root.querySelector("[data-told]");
  let silence = 0;

  /** @param {string} name @param {number} [milliseconds] */
  return function say(name, milliseconds = 0) {
    clearTimeout(silence);
    place.textContent = name && words(name);
    if (milliseconds) silence = setTimeout(() => say(""), milliseconds);
  };
}

/**
 * Seconds until something begins, in the reader's language: "2 days 03:04:05".
 * @param {number} seconds
 */
export function untilThen(seconds) {
  const days = Math.floor(seconds / 86400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const written = clock.map((part) => String(part).padStart(2, "0")).join(":");
  if (days === 0) return written;
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "day", unitDisplay: "long" });
  return `${format.format(days)} ${written}`;
}

import { untilThen } from "./player-words.js";

/**
 * <p data-countdown="2020-09-05T01:30:00Z" data-soon="Any moment now.">: the time that is left, every second.
 * @param {ParentNode} page
 */
export function countDown(page) {
  const place = page.querySelector("[data-countdown]");
  if (!place) return;
  const then = Date.parse(place.dataset.countdown);

  function show() {
    const left = (then - Date.now()) / 1000;
    place.textContent = left > 0 ? untilThen(left) : place.dataset.soon;
  }
  show();
  setInterval(show, 1000);
}

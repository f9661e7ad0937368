/** The clock of the fair, by the fair's own time, and the reader's own where it is another. */

/**
 * @param {HTMLElement} root [data-zone]
 * @returns {(now: string) => void} sets it
 */
export function startClock(root) {
  let ahead = 0;
  const zone = root.dataset.zone;
  const face = /** @type {HTMLElement} */ (root.querySelector("[data-clock]"));
  const own = /** @type {HTMLElement} */ (root.querySelector("[data-clock-own]"));
  const ownFace = /** @type {HTMLElement} */ (own.querySelector("time"));
  const form = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const fairs = new Intl.DateTimeFormat("en-GB", { ...form, timeZone: zone });
  const mine = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const short = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });

  function show() {
    const now = Date.now() + ahead;
    face.textContent = fairs.format(now);
    ownFace.textContent = mine.format(now);
    own.hidden = mine.format(now) === short.format(now);
    setTimeout(show, 1000 - (now % 1000));
  }
  show();
  return (now) => {
    ahead = Date.parse(now) - Date.now();
  };
}

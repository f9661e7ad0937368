/**
 * Tells the fair that this player plays, twice a minute, and shows how many do. The pass gives a signed random number
 * (`data-watching` on the wrapper); no cookie goes with it, and nobody can tell whose it is.
 */

const EVERY_MS = 30_000;
const FIRST_WITHIN_MS = 5000;

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));
const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-heartbeats]"));
const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-viewers-shown]"));
const inNumbers = new Intl.NumberFormat(document.documentElement.lang);
let player = { playing: false, live: true };
let isBeating = false;

async function beat() {
  isBeating = player.playing && Boolean(page.dataset.watching);
  if (!isBeating) return;
  setTimeout(beat, EVERY_MS * (0.85 + Math.random() * 0.3));
  const body = new URLSearchParams({ token: page.dataset.watching, live: player.live ? "1" : "0" });
  // A heartbeat that gets lost is followed by the next one.
  const answer = await fetch(bar.dataset.heartbeats, { method: "POST", body, credentials: "omit" }).catch(() => null);
  if (answer?.status === 403) page.dataset.watching = "";
}

/** @param {number} viewers */
function show(viewers) {
  page.dataset.viewers = String(viewers);
  if (!shown) return;
  shown.textContent = shown.dataset.viewersShown.replace("{count}", inNumbers.format(viewers));
  shown.hidden = viewers === 0;
}

page?.addEventListener("player:time", ({ detail }) => {
  player = detail;
  if (!player.playing || isBeating || !page.dataset.watching) return;
  isBeating = true;
  setTimeout(beat, Math.random() * FIRST_WITHIN_MS);
});
page?.addEventListener("live:watching", ({ detail }) => show(detail.viewers));
page?.addEventListener("audience", ({ detail }) => show(detail.viewers));

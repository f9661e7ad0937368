/** The box to share from: the address of the page, with the moment on screen if one wants, and the code of the player. */

const page = document.querySelector("[data-pass]");
const box = page.querySelector("[data-share]");
const link = box.querySelector("#share-link");
const at = box.querySelector("#share-at");
const row = box.querySelector("[data-at-time]");
const copy = box.querySelector("[data-copy]");
const address = link.value;
/** @type {number | null} */
let moment = null;

function write() {
  const whole = at.checked && moment !== null ? `${address}#at=${new Date(moment).toISOString()}` : address;
  link.value = whole;
  copy.dataset.copy = whole;
}

/** The moment is the one at which the box was opened: it must not run away under the reader. */
function open() {
  row.hidden = moment === null;
  if (moment === null) return;
  box.querySelector("[data-moment]").textContent = new Date(moment).toLocaleTimeString(document.documentElement.lang);
  write();
}

page.addEventListener("player:time", ({ detail }) => {
  if (!box.open) moment = detail.at;
});
box.addEventListener("toggle", () => box.open && open());
at.addEventListener("change", write);
for (const field of box.querySelectorAll("[readonly]")) field.addEventListener("focus", () => field.select());

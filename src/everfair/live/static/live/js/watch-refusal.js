/**
 * Say why not, and what to do.
 * @param {HTMLElement} page
 * @param {import("./watch-pass.js").Pass["refusal"]} refusal
 */
export function showRefusal(page, { code, sentence, address, words }) {
  const wayOut = page.querySelector("[data-way-out]");
  page.querySelector("[data-refusal]").textContent = sentence;
  wayOut.href = address;
  wayOut.textContent = words;
  wayOut.classList.toggle("btn-accent", code === "sign_in");
}

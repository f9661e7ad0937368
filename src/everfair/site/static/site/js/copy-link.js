/** <button data-copy="text" data-copied="Copied" hidden>Copy</button>: shows itself where copying is possible. */

function show() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = button.dataset.copied ?? before;
  setTimeout(() => {
    button.textContent = before;
  }, 1600);
}

if (navigator.clipboard) {
  show();
  document.addEventListener("htmx:load", show);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button);
  });
}

/** <button data-copy="text" data-copied="Copied" hidden>Copy</button>: shows itself where copying is possible. */

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const before = button.textContent;
      button.textContent = button.dataset.copied ?? before;
      setTimeout(() => {
        button.textContent = before;
      }, 1600);
    });
  }
}

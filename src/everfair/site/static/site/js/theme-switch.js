/**
 * Light, dark or as the system says. Every [data-theme-switch] on the page shows and makes the same choice.
 * @typedef {"light" | "dark" | "auto"} Theme
 */

const root = document.documentElement;

/** @returns {Theme} */
function current() {
  const theme = root.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** @param {Theme} theme */
function choose(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Without storage the choice lasts for this page.
  }
  show();
}

function show() {
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === current()));
  }
}

for (const part of document.querySelectorAll("[data-theme-switch]")) part.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (button) choose(/** @type {Theme} */ (button.dataset.themeChoice));
});
addEventListener("storage", (event) => {
  if (event.key === "theme") choose(/** @type {Theme} */ (event.newValue ?? "auto"));
});
show();

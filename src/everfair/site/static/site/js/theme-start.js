// Runs before the first paint, so that a chosen theme never flashes. The choice itself is made in theme-switch.js.
{
  let kept = null;
  try {
    kept = localStorage.getItem("theme");
  } catch {
    // Storage is closed to us: the system's theme it is.
  }
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
}

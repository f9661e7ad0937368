/** Icons that rise beside the picture, a few for each burst, none where less motion is asked for. */

const MOST_IN_THE_AIR = 24;
const MOST_OF_A_BURST = 6;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @param {HTMLElement} air
 * @param {SVGElement} icon
 * @param {{kind: string, count: number}} burst
 */
export function release(air, icon, { kind, count }) {
  if (CALM.matches || document.hidden) return;
  for (let place = 0; place < Math.min(count, MOST_OF_A_BURST); place += 1) {
    if (air.childElementCount >= MOST_IN_THE_AIR) return;
    const rising = document.createElement("span");
    rising.className = `rising reaction-${kind}`;
    rising.style.setProperty("--start", `${Math.round(Math.random() * 80)}%`);
    rising.style.setProperty("--sway", `${Math.round(Math.random() * 40 - 20)}px`);
    rising.style.animationDelay = `${place * 120 + Math.round(Math.random() * 100)}ms`;
    rising.append(icon.cloneNode(true));
    rising.addEventListener("animationend", () => rising.remove());
    air.append(rising);
  }
}

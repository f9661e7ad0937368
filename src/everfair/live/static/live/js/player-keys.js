/** The keyboard, as people know it from other players; keys typed into a field belong to the field. */

const SHORT_STEP = 5;
const LONG_STEP = 10;
const LOUDER = 0.1;

/**
 * @param {import("./player.js").Player} player
 * @param {ReturnType<typeof import("./player-buttons.js").makeCommands>} commands
 * @param {ReturnType<typeof import("./player-bar.js").wireBar>} bar
 */
export function wireKeys(player, commands, bar) {
  const actions = new Map([
    ["k", commands.play],
    [" ", commands.play],
    ["j", () => bar.step(-LONG_STEP)],
    ["l", () => bar.step(LONG_STEP)],
    ["ArrowLeft", () => bar.step(-SHORT_STEP)],
    ["ArrowRight", () => bar.step(SHORT_STEP)],
    ["ArrowUp", () => commands.louder(LOUDER)],
    ["ArrowDown", () => commands.louder(-LOUDER)],
    ["End", () => bar.toEnd()],
    ["m", commands.mute],
    ["f", commands.full],
    ["c", commands.captions],
    ["?", commands.help],
    ...Array.from({ length: 10 }, (_, tenth) => [String(tenth), () => bar.toPart(tenth / 10)]),
  ]);

  addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions.get(key);
    if (!action || event.ctrlKey || event.metaKey || event.altKey || belongsElsewhere(event.target, key, player.element)) return;
    event.preventDefault();
    action();
  });
}

/**
 * Fields keep all keys; outside of the player the arrows scroll the page; a button in focus is pressed by the space bar.
 * @param {EventTarget | null} target
 * @param {string} key
 * @param {HTMLElement} player
 */
function belongsElsewhere(target, key, player) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog[open]") && key !== "?") return true;
  if (target.matches("textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])")) return true;
  if (target.matches("input[type=radio], [data-volume], [role=tab]") && key.startsWith("Arrow")) return true;
  if (key === " ") return target.matches("button, summary, a, input[type=checkbox], input[type=radio]");
  return key.length > 1 && !player.contains(target) && target !== document.body;
}

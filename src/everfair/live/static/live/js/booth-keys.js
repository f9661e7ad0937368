/** The keyboard of a booth: space held is a cough, M takes the microphone or puts it down. */

/**
 * @param {{ cough: (isHeld: boolean) => void, microphone: () => void }} acts
 */
export function wireBoothKeys({ cough, microphone }) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || belongsToField(event.target)) return;
    if (event.key === " ") {
      event.preventDefault();
      if (!event.repeat) cough(true);
    }
    if (event.key.toLowerCase() === "m" && !event.repeat) microphone();
  });
  addEventListener("keyup", (event) => {
    if (event.key !== " ") return;
    if (!belongsToField(event.target)) event.preventDefault();
    cough(false);
  });
}

/** @param {EventTarget | null} target */
function belongsToField(target) {
  return target instanceof HTMLElement && target.matches("textarea, select, input, [contenteditable]");
}

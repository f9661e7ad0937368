/** The key "/" goes to the search box that is on the screen, unless somebody is writing. */

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const boxes = [...document.querySelectorAll('input[type="search"]')];
  const visible = boxes.find((box) => box.offsetParent !== null);
  if (!visible) return;
  event.preventDefault();
  visible.focus();
  visible.select();
});

/**
 * Write the choices of a menu anew, only if they are others: what is in focus stays.
 * @param {HTMLElement} place
 * @param {string} name
 * @param {string[][]} choices value and words of each
 * @param {string} chosen
 */
export function fill(place, name, choices, chosen) {
  const written = JSON.stringify(choices);
  if (place.dataset.written !== written) {
    place.dataset.written = written;
    place.replaceChildren(...choices.map(([value, words]) => choice(name, value, words)));
  }
  for (const input of place.querySelectorAll("input")) input.checked = input.value === chosen;
}

/** @param {string} name @param {string} value @param {string} words */
function choice(name, value, words) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const text = document.createElement("span");
  label.className = "check";
  Object.assign(input, { type: "radio", name, value });
  text.textContent = words;
  label.append(input, text);
  return label;
}

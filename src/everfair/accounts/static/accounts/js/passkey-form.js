// @ts-check
/**
 * <form data-passkey="make|use" data-options="id of a JSON script" | data-options-url="…">: the button asks the device,
 * then the form is sent with what it said. With data-offered the browser also offers passkeys in the address field.
 */

import * as passkeys from "./passkeys.js";

/** @type {AbortController | undefined} */
let offer;

/** @param {string} name which of the notes on the page to show, "" for none */
function note(name) {
  /** @type {NodeListOf<HTMLElement>} */
  const notes = document.querySelectorAll("[data-passkey-notes] [data-note]");
  for (const one of notes) one.hidden = one.dataset.note !== name;
}

/** @param {HTMLFormElement} form @returns {Promise<any>} */
async function taskOf(form) {
  const { options, optionsUrl } = form.dataset;
  if (options) return JSON.parse(document.getElementById(options)?.textContent ?? "{}");
  const answer = await fetch(optionsUrl ?? "", { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

/** @param {HTMLFormElement} form @param {any} credential */
function send(form, credential) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
  field.value = JSON.stringify(credential);
  form.submit();
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  note("");
  offer?.abort();
  button.disabled = true;
  try {
    const task = await taskOf(form);
    send(form, await (form.dataset.passkey === "make" ? passkeys.make(task) : passkeys.use(task)));
  } catch (error) {
    note(passkeys.trouble(error));
  } finally {
    button.disabled = false;
  }
}

/** Wait quietly until a passkey is picked in the address field. @param {HTMLFormElement} form */
async function offerIn(form) {
  if (!(await passkeys.canBeOffered())) return;
  offer = new AbortController();
  try {
    send(form, await passkeys.use(await taskOf(form), { mediation: "conditional", signal: offer.signal }));
  } catch {
    // Nothing was picked: the other ways on the page are as good as before.
  }
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-passkey]");
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (passkeys.arePossible()) void ask(form);
    else note("unsupported");
  });
  if ("offered" in form.dataset) void offerIn(form);
}

// @ts-check
/** Passkeys: the browser's part of the work, with the server's JSON on both ends. */

/** @typedef {Record<string, any>} Json */

/** Fields that are bytes in the browser and base64url in JSON. */
const BINARY = new Set(["challenge", "id"]);

/** @returns {boolean} whether this page may ask for passkeys at all */
export function arePossible() {
  return window.isSecureContext && "PublicKeyCredential" in window;
}

/** @returns {Promise<boolean>} whether the browser can offer passkeys inside the address field */
export async function canBeOffered() {
  return arePossible() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/**
 * Let the device make a new passkey.
 * @param {Json} task what the server wants made
 * @returns {Promise<Json>}
 */
export async function make(task) {
  const made = await navigator.credentials.create({ publicKey: /** @type {any} */ (unpack(task.publicKey)) });
  return pack(/** @type {PublicKeyCredential} */ (made));
}

/**
 * Let the person show a passkey that they have.
 * @param {Json} task what the server wants shown
 * @param {CredentialRequestOptions} manner how to ask
 * @returns {Promise<Json>}
 */
export async function use(task, manner = {}) {
  const shown = await navigator.credentials.get({ ...manner, publicKey: /** @type {any} */ (unpack(task.publicKey)) });
  return pack(/** @type {PublicKeyCredential} */ (shown));
}

/**
 * Name the sentence for what went wrong.
 * @param {unknown} error
 * @returns {string}
 */
export function trouble(error) {
  const name = error instanceof DOMException ? error.name : "";
  const known = { NotAllowedError: "cancelled", InvalidStateError: "known", SecurityError: "elsewhere" };
  return known[/** @type {keyof typeof known} */ (name)] ?? "failed";
}

/**
 * Turn base64url into bytes, wherever a task has it. The relying party's id is a host name and stays.
 * @param {any} part
 * @returns {any}
 */
function unpack(part) {
  if (Array.isArray(part)) return part.map(unpack);
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part).map(([name, value]) => {
    if (name === "rp") return [name, value];
    return [name, BINARY.has(name) && typeof value === "string" ? toBytes(value) : unpack(value)];
  });
  return Object.fromEntries(entries);
}

/**
 * Turn a credential into JSON, every buffer in it into base64url.
 * @param {PublicKeyCredential} credential
 * @returns {Json}
 */
function pack(credential) {
  const { response } = credential;
  /** @type {Json} */
  const packed = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = /** @type {any} */ (response)[name];
    if (value) packed[name] = toText(value);
  }
  if ("getTransports" in response) packed.transports = /** @type {any} */ (response).getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: packed,
  };
}

/** @param {string} text @returns {Uint8Array} */
function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer} bytes @returns {string} */
function toText(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The button that lets this device show notices: asks the browser for leave, makes a subscription with its push
 * service, and hands it to the fair. Stays hidden where the browser can't, and where this device is known already.
 */

const button = document.querySelector("[data-push-key]");
const says = document.querySelector("[data-push-says]");

/** @param {string} text base64url */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer | null} buffer */
function base64url(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} sentence */
function say(sentence) {
  says.textContent = sentence;
  says.hidden = false;
}

/** @param {PushSubscription} subscription */
function hand(subscription) {
  const form = new FormData();
  form.set("endpoint", subscription.endpoint);
  form.set("public_key", base64url(subscription.getKey("p256dh")));
  form.set("secret", base64url(subscription.getKey("auth")));
  const headers = { "X-CSRFToken": button.dataset.pushToken };
  return fetch(button.dataset.pushAddress, { method: "POST", body: form, headers });
}

async function add() {
  if ((await Notification.requestPermission()) !== "granted") {
    say(button.dataset.pushDenied);
    return;
  }
  const registration = await navigator.serviceWorker.register(button.dataset.pushWorker, { scope: "/" });
  await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(button.dataset.pushKey),
  });
  const answer = await hand(subscription);
  if (answer.ok) location.reload();
  else say((await answer.json()).sentence);
}

async function start() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  button.hidden = Boolean(await registration?.pushManager.getSubscription());
  button.addEventListener("click", () => add().catch(() => say(button.dataset.pushFailed)));
}

if (button && "serviceWorker" in navigator && "PushManager" in window) start();

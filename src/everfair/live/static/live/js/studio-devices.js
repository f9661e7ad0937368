/** Camera, microphone and screen, and what to say when they are not given. */

/** @typedef {{ stream: MediaStream, missing: "" | "no-camera" | "no-microphone" }} Opened */

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** @type {Record<string, string>} */
const REASONS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "no-device",
  OverconstrainedError: "no-device",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What keeps this browser from being a studio: the name of a sentence, or "". */
export function obstacle() {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || !("MediaRecorder" in window)) return "no-recorder";
  return "";
}

export function canShareScreen() {
  return "getDisplayMedia" in navigator.mediaDevices;
}

/**
 * @param {unknown} error
 * @returns {string} the name of a sentence
 */
export function reasonOf(error) {
  return REASONS[/** @type {DOMException} */ (error).name] ?? "busy";
}

/**
 * Opens both; where one of them does not exist, the other alone.
 * @param {string} camera a device id, "" for any
 * @param {string} microphone
 * @returns {Promise<Opened>}
 */
export async function openDevices(camera, microphone) {
  const video = { ...PICTURE, ...exactly(camera) };
  const audio = { ...SOUND, ...exactly(microphone) };
  try {
    return { stream: await ask({ video, audio }), missing: "" };
  } catch (error) {
    if (reasonOf(error) !== "no-device") throw error;
  }
  try {
    return { stream: await ask({ audio: SOUND }), missing: "no-camera" };
  } catch (error) {
    if (reasonOf(error) !== "no-device") throw error;
  }
  return { stream: await ask({ video: PICTURE }), missing: "no-microphone" };
}

/**
 * @param {string} microphone a device id, "" for any
 * @returns {Promise<MediaStream>}
 */
export function openMicrophone(microphone) {
  return ask({ audio: { ...SOUND, ...exactly(microphone) } });
}

/** @returns {Promise<MediaStream>} */
export function openScreen() {
  return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });
}

/** @param {MediaStream | null} stream */
export function close(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * Lists the devices in their menu; the one in use is chosen.
 * @param {HTMLSelectElement} menu
 * @param {MediaStreamTrack | undefined} track
 */
export async function fillMenu(menu, track) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ours = devices.filter((device) => device.kind === menu.dataset.device && device.deviceId);
  menu.replaceChildren(...ours.map((device, index) => new Option(device.label || `${index + 1}`, device.deviceId)));
  menu.value = track?.getSettings().deviceId ?? "";
  menu.disabled = ours.length === 0;
}

/** @param {MediaStreamConstraints} wish */
function ask(wish) {
  return navigator.mediaDevices.getUserMedia(wish);
}

/** @param {string} id */
function exactly(id) {
  return id ? { deviceId: { exact: id } } : {};
}

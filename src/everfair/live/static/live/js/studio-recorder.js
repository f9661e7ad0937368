/** The browser's recorder, set so that what it makes can be sent on as it is. */

const CODECS = ["video/mp4;codecs=avc1.42E01E,opus", "video/webm;codecs=h264,opus"];
const FALLBACKS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const SOUND_CODECS = ["audio/webm;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4", "audio/webm"];
const CHUNK_MS = 250;
const SETTINGS = { videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 128_000, videoKeyFrameIntervalDuration: 1000 };

/** @returns {{ mime: string, isFallback: boolean } | null} null where nothing fits */
export function chooseCodec() {
  const can = (/** @type {string} */ mime) => MediaRecorder.isTypeSupported(mime);
  const copied = CODECS.find(can);
  if (copied) return { mime: copied, isFallback: false };
  const converted = FALLBACKS.find(can);
  return converted ? { mime: converted, isFallback: true } : null;
}

/** @returns {string} what a microphone alone is recorded as, "" where nothing fits */
export function chooseSoundCodec() {
  return SOUND_CODECS.find((mime) => MediaRecorder.isTypeSupported(mime)) ?? "";
}

export const CHUNKS_A_SECOND = 1000 / CHUNK_MS;

/**
 * @param {MediaStream} stream
 * @param {string} mime
 * @param {{ onChunk: (chunk: Blob) => void, onStop: () => void }} ears `onStop` also when it breaks by itself
 * @returns {MediaRecorder}
 */
export function record(stream, mime, ears) {
  const recorder = new MediaRecorder(stream, { mimeType: mime, ...SETTINGS });
  recorder.addEventListener("dataavailable", (event) => {
    if (event.data.size > 0) ears.onChunk(event.data);
  });
  recorder.addEventListener("stop", () => ears.onStop());
  recorder.start(CHUNK_MS);
  return recorder;
}

/**
 * The picture that is sent is always a canvas of one size, so that camera and screen can be changed on air without
 * a new recording. A worker's clock draws it, so that it goes on while its page lies behind the shown screen.
 */

/** @typedef {"camera" | "screen" | "both"} Mode */

const FRAMES = 30;
const SMALL = 0.24;
const EDGE = 24;
const NIGHT = "#0d0f12";
const INK = "#f4f2ec";

export class Picture {
  /** @type {Mode} */
  mode = "camera";
  #camera = silentVideo();
  #screen = silentVideo();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{ clock: string, title: string }} words the address of the clock, and what stands there without a picture
   */
  constructor(canvas, words) {
    this.canvas = canvas;
    this.title = words.title;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    this.#draw();
    const clock = new Worker(words.clock);
    clock.onmessage = () => this.#draw();
    clock.postMessage(1000 / FRAMES);
  }

  /** @returns {MediaStreamTrack} */
  track() {
    return this.canvas.captureStream(FRAMES).getVideoTracks()[0];
  }

  /** @param {MediaStream | null} stream */
  showCamera(stream) {
    show(this.#camera, stream);
  }

  /** @param {MediaStream | null} stream */
  showScreen(stream) {
    show(this.#screen, stream);
  }

  #draw() {
    const { width, height } = this.canvas;
    this.pen.fillStyle = NIGHT;
    this.pen.fillRect(0, 0, width, height);
    const large = this.mode === "camera" ? this.#camera : this.#screen;
    if (!isShowing(large)) this.#write();
    else this.#place(large, { x: 0, y: 0, width, height });
    if (this.mode === "both" && isShowing(this.#camera)) this.#place(this.#camera, this.#corner());
  }

  /** The small camera picture at the lower right. */
  #corner() {
    const width = this.canvas.width * SMALL;
    const height = (width * this.#camera.videoHeight) / this.#camera.videoWidth;
    return { x: this.canvas.width - width - EDGE, y: this.canvas.height - height - EDGE, width, height };
  }

  /**
   * Draws a picture whole, in the middle of a frame.
   * @param {HTMLVideoElement} video
   * @param {{ x: number, y: number, width: number, height: number }} frame
   */
  #place(video, frame) {
    const scale = Math.min(frame.width / video.videoWidth, frame.height / video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    this.pen.drawImage(video, frame.x + (frame.width - width) / 2, frame.y + (frame.height - height) / 2, width, height);
  }

  #write() {
    this.pen.fillStyle = INK;
    this.pen.font = "600 56px serif";
    this.pen.textAlign = "center";
    this.pen.textBaseline = "middle";
    this.pen.fillText(this.title, this.canvas.width / 2, this.canvas.height / 2, this.canvas.width - 160);
  }
}

function silentVideo() {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  return video;
}

/**
 * @param {HTMLVideoElement} video
 * @param {MediaStream | null} stream
 */
function show(video, stream) {
  const tracks = stream?.getVideoTracks() ?? [];
  video.srcObject = tracks.length > 0 ? new MediaStream(tracks) : null;
  if (video.srcObject) video.play().catch(() => {});
}

/** @param {HTMLVideoElement} video */
function isShowing(video) {
  return video.srcObject !== null && video.videoWidth > 0;
}

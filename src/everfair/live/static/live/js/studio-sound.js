/** The sound that is sent: microphone and shared screen mixed into one track, and how loud it is. */

export class Sound {
  #context = new AudioContext({ sampleRate: 48000 });
  #mix = this.#context.createGain();
  #out = this.#context.createMediaStreamDestination();
  #ear = this.#context.createAnalyser();
  #waves = new Float32Array(1024);
  /** @type {Map<string, MediaStreamAudioSourceNode>} */
  #sources = new Map();
  #voice = this.#context.createGain();

  constructor() {
    this.#ear.fftSize = this.#waves.length;
    this.#voice.connect(this.#mix);
    this.#mix.connect(this.#out);
    this.#mix.connect(this.#ear);
  }

  /** @returns {MediaStreamTrack} */
  track() {
    return this.#out.stream.getAudioTracks()[0];
  }

  /** Browsers keep sound asleep until somebody presses something. */
  wake() {
    return this.#context.resume();
  }

  /**
   * @param {"microphone" | "screen"} name
   * @param {MediaStream | null} stream
   */
  hear(name, stream) {
    this.#sources.get(name)?.disconnect();
    this.#sources.delete(name);
    const tracks = stream?.getAudioTracks() ?? [];
    if (tracks.length === 0) return;
    const source = this.#context.createMediaStreamSource(new MediaStream(tracks));
    source.connect(name === "microphone" ? this.#voice : this.#mix);
    this.#sources.set(name, source);
  }

  /** @param {boolean} isMuted */
  mute(isMuted) {
    this.#voice.gain.value = isMuted ? 0 : 1;
  }

  /** @returns {number} from 0 to 1, as loud as it sounds: -60 dB is nothing */
  level() {
    this.#ear.getFloatTimeDomainData(this.#waves);
    const loudness = Math.sqrt(this.#waves.reduce((sum, wave) => sum + wave * wave, 0) / this.#waves.length);
    return loudness > 0 ? Math.min(1, Math.max(0, 1 + (20 * Math.log10(loudness)) / 60)) : 0;
  }
}

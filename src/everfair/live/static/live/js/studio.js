/** The browser studio: <div class="studio" data-studio …>. Open it, press go: on air in two clicks. */

import { Buttons, moveStream, stateOf } from "./studio-buttons.js";
import { obstacle } from "./studio-devices.js";
import { Picture } from "./studio-picture.js";
import { chooseCodec } from "./studio-recorder.js";
import { Show } from "./studio-show.js";
import { Sound } from "./studio-sound.js";
import { Sources } from "./studio-sources.js";
import { Watch } from "./studio-watch.js";
import { Words } from "./studio-words.js";

/** @param {HTMLElement} root */
async function open(root) {
  root.hidden = false;
  const words = new Words(root);
  const hindrance = obstacle() || (chooseCodec() ? "" : "no-recorder");
  if (hindrance) {
    words.say(hindrance);
    return;
  }
  const codec = chooseCodec();
  words.say("fallback", codec.isFallback);
  const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector("[data-canvas]"));
  const picture = new Picture(canvas, { clock: root.dataset.clock, title: root.dataset.title });
  const sound = new Sound();
  const sources = new Sources(root, { picture, sound, words });
  const stream = new MediaStream([picture.track(), sound.track()]);
  const { sittings: address, csrf } = root.dataset;
  const show = new Show(
    { address, csrf, mime: codec.mime, stream },
    { say: (name, isSo) => words.say(name, isSo), refuse: (said) => words.refuse(said), onStop: () => draw() },
  );
  const watch = new Watch(root, { show, sound, words, isQuiet: () => sources.isQuiet });
  const buttons = new Buttons(root, (what) => act(what));

  function draw() {
    buttons.show(root.dataset.state, show.isOn);
    watch.mark(show.isOn);
  }

  /** @param {string} how */
  async function move(how) {
    const { state, sentence } = await moveStream(root.dataset.move, csrf, how);
    if (state) root.dataset.state = state;
    else words.refuse(sentence);
    return Boolean(state);
  }

  async function send() {
    if (show.isOn) return;
    await sound.wake();
    if ((await show.begin()) === "unreachable") words.refuse("");
  }

  /** @param {string} what */
  async function act(what) {
    words.clear();
    if (what === "air" && (root.dataset.state === "on_air" || (await move("air")))) await send();
    if (what === "rehearse" && (await move("rehearse"))) await send();
    if (what === "pause") await move("pause");
    if (what === "schedule" && (await move("schedule"))) await show.end();
    if (what === "ask-end" && (await buttons.askEnd())) await finish();
    draw();
  }

  async function finish() {
    await show.end();
    if (await move("end")) words.say("ended");
  }

  /** @param {string | null} state that the fair told */
  function hear(state) {
    root.dataset.state = state ?? root.dataset.state;
    if (root.dataset.state === "ended" && show.isOn) {
      words.say("ended");
      show.stop();
    }
    draw();
  }

  root.addEventListener("live:state", (event) => hear(/** @type {CustomEvent} */ (event).detail.state));
  root.addEventListener("live:reset", async () => hear(await stateOf(root.dataset.pass)));
  await sources.open();
  buttons.enable();
  draw();
}

for (const root of document.querySelectorAll("[data-studio]")) open(/** @type {HTMLElement} */ (root));

/** The booth of interpreters: <div class="booth" data-booth …>. */

import { startClock } from "./booth-clock.js";
import { Floor } from "./booth-floor.js";
import { House } from "./booth-house.js";
import { wireBoothKeys } from "./booth-keys.js";
import { People } from "./booth-people.js";
import { Voice } from "./booth-voice.js";
import { wordsOf } from "./player-words.js";
import { obstacle } from "./studio-devices.js";
import { chooseSoundCodec } from "./studio-recorder.js";
import { Words } from "./studio-words.js";

/** @param {HTMLElement} root */
function open(root) {
  const says = new Words(root);
  const words = wordsOf(root);
  const house = new House(root);
  const setClock = startClock(root);
  const floor = new Floor(root, { words, say: (name) => says.say(name) });
  const people = new People(root, { words, onHandOver: (to) => house.act("offer", to) });
  const hindrance = obstacle() || (chooseSoundCodec() ? "" : "no-recorder");
  says.say(hindrance);
  const voice = hindrance ? null : new Voice(root, { mime: chooseSoundCodec(), words: says, onChange: draw });

  /** @param {string} name @returns {HTMLButtonElement} */
  const button = (name) => root.querySelector(`[data-do="${name}"]`);

  /** What there is to say of the microphone: the name of a sentence, and who is meant. */
  function sentence() {
    const { me, speaker, offered } = house;
    if (!me || !speaker) return ["nobody", ""];
    if (me.is_speaking && offered) return ["offering", offered.name];
    if (me.is_speaking) return [voice?.isCoughing ? "coughing" : voice?.show.isOn ? "heard" : "connecting", ""];
    if (me.is_offered) return ["offered", speaker.name];
    return [speaker.is_here ? "colleague" : "gone", speaker.name];
  }

  function draw() {
    const { me, speaker, offered, state } = house;
    if (!me) return;
    const [name, who] = sentence();
    root.querySelector("[data-word-now]").textContent = words(name, { name: who });
    root.dataset.now = name;
    const isMine = me.is_speaking;
    const isFree = !speaker || !speaker.is_here || me.is_offered;
    button("take").hidden = isMine;
    button("take").disabled = !isFree || !voice?.hasMicrophone || state.state === "ended";
    button("put-down").hidden = !isMine;
    button("withdraw").hidden = !(isMine ? offered : me.is_offered);
    for (const part of root.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== (isMine ? "offering" : "offered");
    root.querySelector("[data-cough]").hidden = !isMine;
    drawLamp(isMine);
    says.say("ended", state.state === "ended");
  }

  /** @param {boolean} isMine */
  function drawLamp(isMine) {
    const lamp = root.querySelector("[data-lamp]");
    lamp.textContent = words(!isMine ? "lamp_off" : voice?.isCoughing ? "lamp_cough" : "lamp_on");
    lamp.className = `tag ${isMine && !voice?.isCoughing ? "tag-live" : ""}`;
    root.querySelector("[data-speaking]").hidden = !voice?.show.isOn;
    root.querySelector("[data-line]").textContent = voice?.show.isOn ? says.isSilent("lost") ? words("line_good") : "" : words("line_off");
  }

  /** @param {string} what */
  function act(what) {
    says.clear();
    if (button(what).hidden || button(what).disabled) return;
    if (what === "put-down") voice?.hangUp(() => house.act(what));
    else house.act(what);
  }

  house.addEventListener("state", ({ detail: state }) => {
    says.say("unreachable", false);
    setClock(state.now);
    people.show(state);
    floor.follow(state);
    draw();
    voice?.follow(Boolean(house.me?.is_speaking));
  });
  house.addEventListener("lost", () => says.say("unreachable"));
  house.addEventListener("refused", ({ detail }) => says.refuse(detail.sentence));
  house.addEventListener("out", ({ detail }) => {
    voice?.stop();
    root.querySelector("[data-out]").textContent = detail.sentence;
    says.say("out");
    floor.close();
    for (const part of root.querySelectorAll(".booth-floor, .booth-side")) part.hidden = true;
  });
  for (const one of root.querySelectorAll("[data-do]")) one.addEventListener("click", () => act(one.dataset.do ?? ""));
  root.querySelector("[data-leave]").addEventListener("submit", async (event) => {
    event.preventDefault();
    const leave = async () => (await house.act("leave")) && location.assign(root.dataset.door);
    if (voice) voice.hangUp(leave);
    else leave();
  });
  wireBoothKeys({
    cough: (isHeld) => voice?.setCough(isHeld && Boolean(house.me?.is_speaking)),
    microphone: () => act(house.me?.is_speaking ? "put-down" : "take"),
  });
  floor.open();
  house.begin();
  voice?.open().then(() => voice.follow(Boolean(house.me?.is_speaking)));
}

for (const root of document.querySelectorAll("[data-booth]")) open(/** @type {HTMLElement} */ (root));

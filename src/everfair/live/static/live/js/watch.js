/**
 * The page of a stream: announcement, live, recording, without a reload between them.
 *
 * The wrapper [data-pass] gets the token of its events, and tells its panels by two events of its own:
 * `player:time` once a second {at: milliseconds since 1970 or null, live: boolean, playing: boolean}, and
 * `player:goto` {at}, which anybody may dispatch to lead the player to a moment.
 */

import { Captions } from "./captions.js";
import { openPlayer } from "./player-open.js";
import { wireBar } from "./player-bar.js";
import { makeCommands, wireButtons } from "./player-buttons.js";
import { wireKeys } from "./player-keys.js";
import { spareTheLine } from "./player-line.js";
import { wireMenus } from "./player-menus.js";
import { keepPlace } from "./player-pause.js";
import { recoverFromTrouble } from "./player-recovery.js";
import { listChapters } from "./watch-chapters.js";
import { countDown } from "./watch-countdown.js";
import { PassOffice } from "./watch-pass.js";
import { openSides } from "./watch-sides.js";
import { Stage } from "./watch-stage.js";

const page = document.querySelector("[data-pass]");
const element = page.querySelector("[data-player]");
const office = new PassOffice(page.dataset.pass);

countDown(page);
if (page.querySelector("[data-sides]")) openSides(page.querySelector("[data-sides]"));
const opening = openPlayer(element);
office.ask();
const first = await new Promise((done) => office.addEventListener("pass", ({ detail }) => done(detail), { once: true }));
const player = await opening;
if (player.engine === null) player.say("unplayable");
else begin();

function begin() {
  const stage = new Stage(page, player);
  player.captions = new Captions(player, page);
  const commands = makeCommands(player);
  wireButtons(player, commands);
  wireMenus(player);
  wireKeys(player, commands, wireBar(player));
  keepPlace(player);
  recoverFromTrouble(player);
  spareTheLine(player);
  if (page.querySelector("[data-chapters]")) listChapters(page, player);

  office.addEventListener("pass", ({ detail }) => take(stage, detail));
  office.addEventListener("unreachable", () => stage.setUnreachable());
  player.addEventListener("refused", () => office.askSoon());
  page.addEventListener("live:state", ({ detail }) => stage.change({ state: detail.state }));
  page.addEventListener("live:signal", ({ detail }) => stage.change({ has_signal: detail.on }));
  for (const kind of ["live:reset", "live:renew"]) page.addEventListener(kind, () => office.askSoon());
  page.addEventListener("player:goto", ({ detail }) => player.goTo(detail.at));
  setInterval(tellTime, 1000);
  take(stage, first);
}

/**
 * @param {Stage} stage
 * @param {import("./watch-pass.js").Pass} pass
 */
function take(stage, pass) {
  stage.take(pass);
  player.captions.offer(pass.captions ?? []);
  page.dataset.watching ||= pass.watching;
  if (page.dataset.live === pass.events) return;
  page.dataset.live = pass.events;
  page.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: page } }));
}

/** Talk of a stream that is not for everybody comes with the pass. */
function admit() {
  const template = page.querySelector("template[data-admitted]");
  if (!template) return;
  template.replaceWith(template.content);
  window.htmx.process(page);
  openSides(page.querySelector("[data-sides]"));
}

function tellTime() {
  const { video } = player;
  const detail = { at: player.moment, live: player.source === "live" && !player.isBehind, playing: !video.paused && video.readyState > 2 };
  page.dispatchEvent(new CustomEvent("player:time", { detail }));
}

/**
 * Sound without picture, or with it again. The sound has a playlist of its own, in the language that is chosen.
 * @param {import("./player.js").Player} player
 * @param {boolean} only
 * @param {import("./player-engine.js").Start} start
 */
export function listenOnly(player, only, start) {
  const { element, engine, playlists, source } = player;
  if (only === player.isListening) return;
  const sound = engine.sounds.at(Math.max(0, engine.hls?.audioTrack ?? 0));
  if (only && !sound) return;
  player.isListening = only;
  element.dataset.listening = String(only);
  player.open(only ? sound.address : playlists[source], start);
}

/**
 * @param {import("./watch-pass.js").Pass} pass
 * @returns {"refused" | "backstage" | "scheduled" | "on_air" | "lost" | "paused" | "recording" | "ended"}
 */
export function phaseOf(pass) {
  if (pass.refusal) return "refused";
  if (pass.state === "on_air") return pass.has_signal ? "on_air" : "lost";
  if (pass.backstage) return "backstage";
  if (pass.state === "ended") return pass.has_recording ? "recording" : "ended";
  return pass.state === "paused" ? "paused" : "scheduled";
}

/** The moment of a shared address: #at=2020-09-05T01:30:00Z */
export function askedMoment() {
  const moment = new Date(new URLSearchParams(location.hash.slice(1)).get("at") ?? "");
  return Number.isNaN(moment.getTime()) ? null : moment;
}

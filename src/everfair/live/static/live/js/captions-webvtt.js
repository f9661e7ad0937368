// @ts-check
/**
 * The captions of a recording, as the fair writes them: WebVTT with a name, the times and the words of each.
 *
 * @typedef {{ from: number, until: number, text: string }} Cue seconds from the beginning
 * @typedef {{ begins: number, cues: Cue[] }} Track `begins` is the moment of second 0, milliseconds since 1970, NaN if not told
 */

const TIMES = /^(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})$/;
const BEGINS = /^NOTE begins (\S+)$/m;
const SIGNS = new Map([["&lt;", "<"], ["&gt;", ">"], ["&amp;", "&"]]);

/**
 * @param {string} address
 * @returns {Promise<Track>} without cues where there are none
 */
export async function fetchWebvtt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/vtt" } });
  return readWebvtt(answer.ok ? await answer.text() : "");
}

/** @param {string} text @returns {Track} */
export function readWebvtt(text) {
  const cues = text.split("\n\n").flatMap((block) => {
    const [, times, ...words] = block.trim().split("\n");
    const parts = TIMES.exec(times ?? "");
    if (!parts) return [];
    const [from, until] = [seconds(parts.slice(1, 4)), seconds(parts.slice(4))];
    return [{ from, until, text: words.join("\n").replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS.get(sign) ?? sign) }];
  });
  return { begins: Date.parse(BEGINS.exec(text)?.[1] ?? ""), cues };
}

/** @param {string[]} parts hours, minutes, seconds */
function seconds([hours, minutes, rest]) {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

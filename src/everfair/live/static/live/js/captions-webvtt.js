// @ts-check
/**
 * The captions of a recording, as the fair writes them: WebVTT with a name, the times and the words of each.
 *
 * @typedef {{ from: number, until: number, text: string }} Cue seconds from the beginning
 */

const TIMES = /^(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})$/;
const SIGNS = new Map([["&lt;", "<"], ["&gt;", ">"], ["&amp;", "&"]]);

/**
 * @param {string} address
 * @returns {Promise<Cue[]>} none where there are none
 */
export async function fetchWebvtt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/vtt" } });
  return answer.ok ? readWebvtt(await answer.text()) : [];
}

/** @param {string} text */
export function readWebvtt(text) {
  return text.split("\n\n").flatMap((block) => {
    const [, times, ...words] = block.trim().split("\n");
    const parts = TIMES.exec(times ?? "");
    if (!parts) return [];
    const [from, until] = [seconds(parts.slice(1, 4)), seconds(parts.slice(4))];
    return [{ from, until, text: words.join("\n").replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS.get(sign) ?? sign) }];
  });
}

/** @param {string[]} parts hours, minutes, seconds */
function seconds([hours, minutes, rest]) {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

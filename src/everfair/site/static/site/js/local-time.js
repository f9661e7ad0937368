/**
 * Public pages show the fair's time to everybody. Where the reader's clock differs, their own time is added
 * beside it: <time datetime="2020-09-05T01:30:00+00:00" data-zone="Asia/Shanghai">09:30</time>
 */

const language = document.documentElement.lang;
const words = language.startsWith("zh") ? { yours: "您的时间" } : { yours: "your time" };

/**
 * The wall clock of a moment in a zone, as comparable text.
 * @param {Date} moment
 * @param {string | undefined} zone undefined is the reader's own
 */
function wallClock(moment, zone) {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeStyle: "short", hour12: false, timeZone: zone }).format(moment);
}

/**
 * The reader's time; with its day where that is another one than at the fair.
 * @param {Date} moment
 * @param {string} zone
 */
function localText(moment, zone) {
  const sameDay = wallClock(moment, zone).slice(0, 10) === wallClock(moment, undefined).slice(0, 10);
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { hour: "2-digit", minute: "2-digit", hour12: false };
  return new Intl.DateTimeFormat(language, sameDay ? parts : { ...parts, day: "numeric", month: "short" }).format(moment);
}

/**
 * In a timetable the column of times is narrow: there the reader's time stands among the facts of the session.
 * @param {ParentNode} part
 */
function addLocalTimes(part) {
  for (const element of part.querySelectorAll("time[datetime][data-zone]:not([data-style='day'], [data-local])")) {
    element.dataset.local = "";
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime()) || wallClock(moment, element.dataset.zone) === wallClock(moment, undefined)) continue;
    const beside = document.createElement("span");
    beside.className = "local-time";
    beside.textContent = `${words.yours} ${localText(moment, element.dataset.zone)}`;
    const facts = element.parentElement?.matches(".timetable li") ? element.parentElement.querySelector(".meta") : null;
    if (facts) facts.append(beside);
    else element.append(" ", beside);
  }
}

addLocalTimes(document);
document.addEventListener("htmx:load", (event) => addLocalTimes(event.target));

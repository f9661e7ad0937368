/**
 * Server-sent events for a part of the page:
 *   <div data-live="TOKEN" data-live-kinds="message accepted"> ... </div>
 * A message of kind K becomes a bubbling event `live:K` on the element, its JSON in `detail`; htmx listens by
 * hx-trigger="live:K". After a gap that the server cannot fill, and when the connection comes to stay closed,
 * it is `live:reset`: load the part anew. While there is no connection the element has data-live-state="lost".
 * A page that is not looked at for half a minute closes its connections, and is `live:reset` when it is shown again.
 * A cached page carries an empty data-live: who has fetched the token sets it and dispatches `htmx:load`; so does
 * who brings a new one after the old came to stay closed.
 */

const UNSEEN_MS = 30_000;

/**
 * @param {HTMLElement} element
 * @param {string} kind
 * @param {unknown} detail
 */
function tell(element, kind, detail) {
  element.dispatchEvent(new CustomEvent(`live:${kind}`, { bubbles: true, detail }));
}

/** @param {HTMLElement} element */
function connect(element) {
  const source = new EventSource(`/events?token=${encodeURIComponent(element.dataset.live)}`);
  const kinds = (element.dataset.liveKinds ?? "").split(/\s+/).filter(Boolean);
  for (const kind of kinds) {
    source.addEventListener(kind, (event) => tell(element, kind, JSON.parse(event.data)));
  }
  source.addEventListener("reset", () => tell(element, "reset", null));
  source.addEventListener("open", () => {
    element.dataset.liveState = "open";
  });
  source.addEventListener("error", () => {
    element.dataset.liveState = "lost";
    if (source.readyState === EventSource.CLOSED) tell(element, "reset", null);
  });
  return source;
}

/** @type {Map<HTMLElement, EventSource>} */
const sources = new Map();

/**
 * @param {HTMLElement} element
 * @param {EventSource} source
 */
function isOver(element, source) {
  if (!element.isConnected) return true;
  const hasNewToken = !source.url.endsWith(`=${encodeURIComponent(element.dataset.live)}`);
  return source.readyState === EventSource.CLOSED && hasNewToken;
}

function look() {
  for (const [element, source] of sources) {
    if (!isOver(element, source)) continue;
    source.close();
    sources.delete(element);
  }
  for (const element of document.querySelectorAll("[data-live]:not([data-live=''])")) {
    if (!sources.has(element)) sources.set(element, connect(element));
  }
}

look();
document.addEventListener("htmx:load", look);

function leave() {
  for (const source of sources.values()) source.close();
  sources.clear();
}

function comeBack() {
  if (sources.size > 0) return;
  look();
  for (const element of sources.keys()) tell(element, "reset", null);
}

// A page kept for "back" must not hold its connection; it opens a new one when it is shown again.
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => {
  if (event.persisted) look();
});
// A browser opens six connections to a host, for all its tabs: one that nobody looks at gives its up after a while.
let leaving = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.visibilityState === "hidden") leaving = setTimeout(leave, UNSEEN_MS);
  else comeBack();
});

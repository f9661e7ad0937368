// The fair's service worker: shows what a push brings, and opens the page that it is about. It keeps no pages.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** @param {string} address @returns {Promise<WindowClient | undefined>} an open page at exactly this address */
async function pageAt(address) {
  const wanted = new URL(address, self.location.origin);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.find((page) => new URL(page.url).pathname === wanted.pathname);
}

/** @param {{title: string, body: string, url: string, tag: string}} notice */
async function show({ title, body, url, tag }) {
  const page = await pageAt(url);
  if (page?.visibilityState === "visible") return;
  await self.registration.showNotification(title, { body, tag, data: { url } });
}

/** @param {string} address */
async function open(address) {
  const page = await pageAt(address);
  if (page) await page.focus();
  else await self.clients.openWindow(address);
}

self.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(show(event.data.json()));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

const MEDIA = /^\/live\/[^/]+\/[^/]+\//;

/**
 * Put the token of the newest pass into an address of our media; addresses of other servers stay as they are.
 * @param {string} address
 * @param {string} newest an address of the newest pass
 */
export function freshAddress(address, newest) {
  const ours = MEDIA.exec(newest)?.[0];
  const url = new URL(address, location.href);
  if (!ours || url.origin !== location.origin) return address;
  return url.pathname.replace(MEDIA, ours) + url.search;
}

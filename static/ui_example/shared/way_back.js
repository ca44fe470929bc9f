/**
 * Where somebody was sent here from to log in: `?next=/admin/`. Never another site, whatever the address says.
 */

/**
 * @param {string} search  of the page's address
 * @param {string} origin  of the page's address
 * @returns {string | null}
 */
export function wayBack(search, origin) {
  const next = new URLSearchParams(search).get('next');
  if (!next || !next.startsWith('/')) return null;
  try {
    const address = new URL(next, origin);
    return address.origin === origin ? address.pathname + address.search + address.hash : null;
  } catch {
    return null;
  }
}

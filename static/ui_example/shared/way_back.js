/**
 * Where somebody was sent here from to log in: `?next=/admin/`. Never another site, whatever the address says.
 */

/**
 * @param {string} search  of the page's address
 * @param {string} origin  of the page's address
 * @returns {string | null}  a whole address: a path alone may begin with `//`, and would be read as another host
 */
export function wayBack(search, origin) {
  const next = new URLSearchParams(search).get('next');
  if (!next || !next.startsWith('/')) return null;
  try {
    const address = new URL(next, origin);
    return address.origin === origin ? address.href : null;
  } catch {
    return null;
  }
}

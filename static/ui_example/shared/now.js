/**
 * What time it is by the server's clock: that of a device may be hours wrong, and must not date what is shown.
 */
import { instant } from './time.js';

let ahead = 0; // ms: what the server's clock shows more than ours

/** @returns {number}  ms since epoch; by our own clock as long as the server has not told its time */
export function now() {
  return Date.now() + ahead;
}

/**
 * Never rejected: a page works without.
 * @param {'staff' | 'resident'} role
 */
export async function askNow(role) {
  try {
    const answer = await fetch(`${client.base}/api/${role}/display`, { credentials: 'include' });
    const told = answer.ok ? instant((await answer.json()).now) : null;
    if (told !== null) ahead = told - Date.now();
  } catch {
    // the other questions of the page tell that the server is away
  }
}

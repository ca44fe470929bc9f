/**
 * What time it is by the server's clock: that of a device may be hours wrong, and must not date what is shown.
 */
import { askDisplay } from './display.js';

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
    const told = await askDisplay(role);
    if (told.now !== null) ahead = told.now - Date.now();
  } catch {
    // the other questions of the page tell that the server is away
  }
}

/**
 * What the server says of itself to the pages: its clock, and after how many seconds without news a unit counts as silent.
 */
import { instant } from './time.js';

/**
 * @typedef {object} Told  null where the answer doesn't say
 * @property {number | null} now  ms since epoch
 * @property {number | null} noDataAfterSec
 */

/**
 * @param {'staff' | 'resident'} role
 * @returns {Promise<Told>}  rejected only where the server is away
 */
export async function askDisplay(role) {
  const answer = await fetch(`${client.base}/api/${role}/display`, { credentials: 'include' });
  if (!answer.ok) return { now: null, noDataAfterSec: null };
  const { now, noDataAfterSec: seconds } = await answer.json();
  return { now: instant(now), noDataAfterSec: typeof seconds === 'number' && seconds > 0 ? seconds : null };
}

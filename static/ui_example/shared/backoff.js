/**
 * How long to wait before asking again. Touches no document.
 */

export const PERIOD_MS = 5000;
export const LONGEST_MS = 60000;

/**
 * @param {number} failures  in a row, 0 after a success
 * @returns {number}  ms
 */
export function pause(failures) {
  return Math.min(LONGEST_MS, PERIOD_MS * 2 ** Math.min(failures, 10));
}

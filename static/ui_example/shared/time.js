/**
 * Instants and spans as people read them. Touches no document; the zone is the browser's unless one is given.
 */

/**
 * @param {unknown} text  as the API writes instants
 * @returns {number | null}  ms
 */
export function instant(text) {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

/**
 * Month/day hour:minute and the zone, as in figure 4-5: `1/10 4:24 GMT+9`.
 * @param {number} ms
 * @param {string} [timeZone]
 */
export function clockTime(ms, timeZone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset',
  }).formatToParts(ms);
  const part = (/** @type {string} */ type) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('month')}/${part('day')} ${Number(part('hour'))}:${part('minute')} ${part('timeZoneName')}`;
}

/**
 * A span in its largest unit: `12 seconds`, `1 minute`, `3 hours`, `2 days`.
 * @param {number} sec
 */
export function span(sec) {
  const whole = Math.max(0, Math.round(sec));
  if (whole < 60) return counted(whole, 'second');
  if (whole < 3600) return counted(Math.round(whole / 60), 'minute');
  if (whole < 48 * 3600) return counted(Math.round(whole / 3600), 'hour');
  return counted(Math.round(whole / 86400), 'day');
}

/**
 * How long ago, for instants in the past; what is a little ahead of the clock was just now.
 * @param {number} sec
 */
export function ago(sec) {
  return sec < 2 ? 'just now' : `${span(sec)} ago`;
}

/**
 * @param {number} count
 * @param {string} unit
 */
function counted(count, unit) {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

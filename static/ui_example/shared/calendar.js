/**
 * Local calendar days of a time zone, and the instants at which they begin and end. Touches no document.
 * A day is written `2020-01-31`. It may have 23 or 25 hours, or begin at one o'clock: nothing here counts in 24 hours.
 */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone */
function format(zone) {
  let known = formats.get(zone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'iso8601', hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, known);
  }
  return known;
}

/**
 * @param {number} ms
 * @param {string} zone
 * @returns {Record<string, string>}  year, month, day, hour, minute, second as the clocks there show them
 */
function parts(ms, zone) {
  return Object.fromEntries(format(zone).formatToParts(ms).map(({ type, value }) => [type, value]));
}

/**
 * @param {number} ms
 * @param {string} zone
 */
export function dayOf(ms, zone) {
  const { year, month, day } = parts(ms, zone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/**
 * @param {number} ms
 * @param {string} zone
 * @returns {number}  0 to 23
 */
export function hourOf(ms, zone) {
  return Number(parts(ms, zone).hour);
}

/**
 * @param {number} ms
 * @param {string} zone
 * @returns {string}  `2020-01-01 00:30:20`
 */
export function dateTime(ms, zone) {
  return `${dayOf(ms, zone)} ${timeOfDay(ms, zone)}`;
}

/**
 * @param {number} ms
 * @param {string} zone
 * @returns {string}  `00:30:20`
 */
export function timeOfDay(ms, zone) {
  const { hour, minute, second } = parts(ms, zone);
  return `${hour}:${minute}:${second}`;
}

/** @param {string | undefined} text */
export function isDay(text) {
  const [, year, month, day] = DAY.exec(text ?? '') ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/**
 * The day so many days later (or earlier, where negative).
 * @param {string} day
 * @param {number} days
 */
export function shifted(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * How many calendar days from one to another, both included.
 * @param {string} first
 * @param {string} last
 */
export function daysBetween(first, last) {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS) + 1;
}

/**
 * The first instant of a day. Found by looking, for clocks are put forward and back at any hour, midnight too.
 * @param {string} day
 * @param {string} zone
 * @returns {number}  ms
 */
export function startOf(day, zone) {
  let before = Date.parse(`${day}T00:00:00Z`) - 26 * HOUR_MS; // no zone is further east
  let within = before + 52 * HOUR_MS;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayOf(middle, zone) < day) before = middle;
    else within = middle;
  }
  return within;
}

/**
 * @param {string} first
 * @param {string} last  included
 * @param {string} zone
 * @returns {{from: Date, to: Date}}  to is excluded
 */
export function period(first, last, zone) {
  return { from: new Date(startOf(first, zone)), to: new Date(startOf(shifted(last, 1), zone)) };
}

/** @param {string} zone */
export function isZone(zone) {
  try {
    format(zone);
    return true;
  } catch {
    return false;
  }
}

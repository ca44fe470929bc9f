/**
 * What the figures of AVAILABILITY mean: averages, shares, durations, days. Touches no document.
 */
import { dayOf, isDay, shifted } from '../../../shared/calendar.js';

const DAY_SEC = 86400;

/** @typedef {{from: string, until: string, state: 'up' | 'down' | 'noData'}} Stretch */
/** @typedef {{downDateTime: string, recoveryDateTime: string | null}} Downtime */

/**
 * @typedef {object} UnitFigures
 * @property {string} unitId
 * @property {string} name
 * @property {string} from
 * @property {string} until
 * @property {number} totalSec
 * @property {number} upSec
 * @property {number} downSec
 * @property {number} noDataSec
 * @property {number | null} rate
 * @property {Stretch[]} stretches
 * @property {Downtime[]} downtimes
 */

/** @typedef {{units: number, known: number, totalSec: number | null, upSec: number | null, downSec: number | null, rate: number | null}} Averages */

/**
 * Averages over the units that there are data of; null where there are none.
 * @param {UnitFigures[]} units
 * @returns {Averages}
 */
export function averages(units) {
  const known = units.filter(({ rate }) => rate !== null);
  const mean = (/** @type {(unit: UnitFigures) => number} */ of) => (
    known.length ? known.reduce((sum, unit) => sum + of(unit), 0) / known.length : null
  );
  return {
    units: units.length,
    known: known.length,
    totalSec: mean(({ totalSec }) => totalSec),
    upSec: mean(({ upSec }) => upSec),
    downSec: mean(({ downSec }) => downSec),
    rate: mean(({ rate }) => rate ?? 0),
  };
}

/**
 * A rate in percent with two decimals, cut, so that 100 % is only said where there was no downtime at all.
 * @param {number | null} rate
 * @returns {number | null}
 */
export function percent(rate) {
  return rate === null ? null : Math.floor(rate * 10000 + 1e-9) / 100;
}

/**
 * @param {number} seconds
 * @returns {{days: number, rest: string}}  rest: `05:04:03`
 */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, '0');
  const rest = whole % DAY_SEC;
  return { days: Math.floor(whole / DAY_SEC), rest: `${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}` };
}

/** @param {number} seconds */
export function daysOf(seconds) {
  return seconds / DAY_SEC;
}

/**
 * Where the stretches of a unit lie in a picture of the whole period, so many units wide.
 * @param {Stretch[]} stretches
 * @param {number} from  ms
 * @param {number} until  ms
 * @param {number} width
 * @returns {{x: number, width: number, state: string}[]}
 */
export function placed(stretches, from, until, width) {
  const scale = width / Math.max(until - from, 1);
  return stretches.map((stretch) => {
    const x = (Date.parse(stretch.from) - from) * scale;
    // an outage of a minute in a year is to be seen too
    const wide = Math.max((Date.parse(stretch.until) - Date.parse(stretch.from)) * scale, stretch.state === 'down' ? 2 : 0);
    return { x: Math.min(x, width - wide), width: wide, state: stretch.state };
  });
}

/**
 * The days that are asked for: those of the address, or the last week that there are data of.
 * @param {string | undefined} first
 * @param {string | undefined} last
 * @param {{min?: string | null, max?: string | null}} range
 * @param {string} zone
 * @param {number} now  ms
 * @returns {{first: string, last: string, wrong: string, backwards: boolean, newest: string}}
 */
export function days(first, last, range, zone, now) {
  const newest = dayOf(range.max ? Date.parse(range.max) : now, zone);
  const wrong = [first, last].find((text) => text && !isDay(text)) ?? '';
  const end = last && !wrong ? last : newest;
  const begin = first && !wrong ? first : shifted(end, -6);
  return { first: begin, last: end, wrong, backwards: begin > end, newest };
}

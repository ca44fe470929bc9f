/**
 * What the figures of AVAILABILITY mean: averages, shares, durations, days. Touches no document.
 */
import { dayOf, daysBetween, isDay, shifted } from '../../../shared/calendar.js';

// in thousandths of the period: an outage of a minute in a year is to be seen too
const THINNEST = 5;
// how high the parts of a bar are, in tenths: what they mean is seen without colours, too
const HEIGHTS = { up: 7, down: 10, noData: 1.5 };

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

/** @typedef {{units: number, known: number, totalSec: number, upSec: number, downSec: number, noDataSec: number, rate: number | null}} Averages */

/**
 * Averages over the units that there are data of, and the rate that they make: of all their time together, so that it can be reckoned
 * from the other averages.
 * @param {UnitFigures[]} units
 * @returns {Averages}
 */
export function averages(units) {
  const known = units.filter(({ rate }) => rate !== null);
  const mean = (/** @type {(unit: UnitFigures) => number} */ of) => (
    known.reduce((sum, unit) => sum + of(unit), 0) / Math.max(known.length, 1)
  );
  const [upSec, downSec] = [mean((unit) => unit.upSec), mean((unit) => unit.downSec)];
  return {
    units: units.length,
    known: known.length,
    totalSec: mean(({ totalSec }) => totalSec),
    upSec,
    downSec,
    noDataSec: mean(({ noDataSec }) => noDataSec),
    rate: known.length ? upSec / (upSec + downSec) : null,
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
 * In whole seconds; hours go on after 24, for days may have 23 or 25.
 * @param {number} seconds
 * @returns {{hours: number, minutes: number, seconds: number}}
 */
export function duration(seconds) {
  const whole = Math.round(seconds);
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 };
}

/**
 * How many calendar days a unit counts on, begun ones included.
 * @param {{from: string, until: string}} unit
 * @param {string} zone
 */
export function daysOf({ from, until }, zone) {
  return daysBetween(dayOf(Date.parse(from), zone), dayOf(Date.parse(until) - 1, zone));
}

/**
 * How much of a downtime lies in the time that counts (s); one that goes on lasts until now.
 * @param {Downtime} downtime
 * @param {{from: string, until: string}} unit
 */
export function countedSec({ downDateTime, recoveryDateTime }, { from, until }) {
  const begin = Math.max(Date.parse(downDateTime), Date.parse(from));
  const end = Math.min(Date.parse(recoveryDateTime ?? until), Date.parse(until));
  return Math.max(end - begin, 0) / 1000;
}

/**
 * Where the stretches of a unit lie in a picture of the whole period, so many units wide.
 * @param {Stretch[]} stretches
 * @param {number} from  ms
 * @param {number} until  ms
 * @param {number} width
 * @returns {{x: number, width: number, y: number, height: number, stretch: Stretch}[]}  10 units high
 */
export function placed(stretches, from, until, width) {
  const scale = width / Math.max(until - from, 1);
  return stretches.map((stretch) => {
    const x = (Date.parse(stretch.from) - from) * scale;
    const wide = Math.max((Date.parse(stretch.until) - Date.parse(stretch.from)) * scale, stretch.state === 'down' ? (THINNEST * width) / 1000 : 0);
    const height = HEIGHTS[stretch.state];
    return { x: Math.min(x, width - wide), width: wide, y: 10 - height, height, stretch };
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

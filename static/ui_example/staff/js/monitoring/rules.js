/**
 * What the answers of monitoring mean. Touches no document.
 */
import { isDay, period, shifted } from '../../../shared/calendar.js';

/** The type of the failure by which the service center says that it sees nothing. */
export const BLIND = 'service_center';

/** @typedef {Record<string, any>} Failure */
/** @typedef {Record<string, any>} Notice */
/** @typedef {{who: string, at: string, isOn: boolean}} Switched */
/** @typedef {{type: string, isOn: boolean, last: Switched | null}} Monitor */

/**
 * @param {unknown} answer
 * @returns {Record<string, any>[]}  what in it is a record
 */
export function records(answer) {
  return Array.isArray(answer) ? answer.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** @param {unknown} value */
export function text(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Our own blindness apart from what fails elsewhere.
 * @param {Failure[]} failures
 * @returns {{blind: Failure[], others: Failure[]}}
 */
export function parted(failures) {
  const isBlind = (/** @type {Failure} */ failure) => failure.type === BLIND;
  return { blind: failures.filter(isBlind), others: failures.filter((failure) => !isBlind(failure)) };
}

/**
 * @param {unknown} jobs  the answer of job/list
 * @param {unknown} switches  those of `state`
 * @returns {Monitor[]}
 */
export function monitors(jobs, switches) {
  const last = new Map(records(switches).map((each) => [each.type, each]));
  return records(jobs).map(({ type, isActive }) => {
    const found = last.get(type);
    return {
      type: text(type),
      isOn: isActive === true,
      last: found ? { who: text(found.who), at: text(found.at), isOn: found.isActive === true } : null,
    };
  });
}

/**
 * What is to be said where no failure is open: that is only good news if somebody looked.
 * @param {number} blind  how many failures say that nothing is seen
 * @param {Monitor[]} all
 * @returns {'noneKnown' | 'noneSeen' | 'noneOpen'}
 */
export function silence(blind, all) {
  if (blind > 0) return 'noneKnown';
  return all.every(({ isOn }) => isOn) ? 'noneOpen' : 'noneSeen';
}

/**
 * @typedef {object} Days  of which days failures are asked for; a bound that is left out is none
 * @property {string} first
 * @property {string} last  included
 * @property {Date | null} from
 * @property {Date | null} to  excluded
 * @property {string} wrong  what was given as a day and is none
 * @property {boolean} backwards
 */

/**
 * @param {string} zone
 * @param {string} [from]  as typed, or as the address has it
 * @param {string} [to]
 * @returns {Days}
 */
export function daysOf(zone, from = '', to = '') {
  const wrong = [from, to].find((day) => day !== '' && !isDay(day)) ?? '';
  const [first, last] = [from, to].map((day) => (isDay(day) ? day : ''));
  return {
    first,
    last,
    from: first ? period(first, first, zone).from : null,
    to: last && isDay(shifted(last, 1)) ? period(last, last, zone).to : null,
    wrong,
    backwards: first !== '' && last !== '' && last < first,
  };
}

/**
 * Whether nothing will be tried any more unless somebody asks for it.
 * @param {Notice} notice
 */
export function isParked({ parked }) {
  return typeof parked === 'string' && parked !== '';
}

/**
 * @param {unknown} recipients
 * @returns {string[]}
 */
export function addresses(recipients) {
  return Array.isArray(recipients) ? recipients.map(text) : [];
}

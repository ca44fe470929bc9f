/**
 * What the deals of a day add up to, and how each of them ended. Touches no document (of the browser).
 */
import { dayOf, daysBetween, hourOf } from '../calendar.js';
import { instant } from '../time.js';

/** @typedef {'ok' | 'aborted' | 'scrammed' | 'running' | 'unknown'} Status  unknown: ended, its reports stopped before its end */
/** @typedef {{id: string, discharge: number, charge: number}} UnitSums  Wh */

const HOURS = 24;

/**
 * A deal may carry several ends: the worst counts. Reasons count too, for their dates may be missing.
 * @param {DealDocument} deal
 * @param {ReadonlySet<string>} live  the ids of deals that are reported now
 * @returns {Status}
 */
export function statusOf(deal, live) {
  if (deal.scramDateTime || deal.scramReason) return 'scrammed';
  if (deal.abortDateTime || deal.abortReason || deal.abort?.length) return 'aborted';
  if (deal.deactivateDateTime || deal.stopDateTime) return 'ok';
  return live.has(deal.dealId) ? 'running' : 'unknown';
}

/**
 * @param {unknown} list  the answer of liveList
 * @returns {Set<string>}
 */
export function liveIds(list) {
  return new Set(documents(list).map(({ dealId }) => dealId).filter((id) => typeof id === 'string'));
}

/**
 * What can be read of an answer: documents come from programs we don't own.
 * @param {unknown} list
 * @returns {DealDocument[]}
 */
export function documents(list) {
  return Array.isArray(list) ? list.filter((each) => each !== null && typeof each === 'object') : [];
}

/**
 * @param {unknown} value
 * @returns {number}  Wh; 0 for what is none
 */
function wh(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/**
 * @param {DealDocument[]} deals
 * @param {ReadonlySet<string>} live
 */
export function totals(deals, live) {
  const ended = (/** @type {Status} */ status) => deals.filter((deal) => statusOf(deal, live) === status).length;
  return {
    amountWh: deals.reduce((sum, deal) => sum + wh(deal.cumulateAmountWh), 0),
    deals: deals.length,
    aborted: ended('aborted'),
    scrammed: ended('scrammed'),
  };
}

/**
 * The energy of a day by local hour; where an hour comes twice, both are one.
 * @param {DealDocument[]} deals
 * @param {string} zone
 * @returns {number[]}  24 sums, Wh
 */
export function byHour(deals, zone) {
  const sums = Array(HOURS).fill(0);
  for (const deal of deals) {
    const created = instant(deal.createDateTime);
    if (created !== null) sums[hourOf(created, zone)] += wh(deal.cumulateAmountWh);
  }
  return sums;
}

/**
 * The average of each hour over all days from the first deal to the last, both included, days without deals too.
 * @param {Record<string, unknown>} sums  hour of day → Wh over all days
 * @param {Range | null} range
 * @returns {(number | null)[]}  24 averages, Wh; null where there is nothing to take the average of
 */
export function averages(sums, range) {
  const days = range && daysBetween(range.first, range.last);
  return Array.from({ length: HOURS }, (_, hour) => (days ? wh(sums?.[hour]) / days : null));
}

/** @typedef {{first: string, last: string}} Range  local days */

/**
 * @param {{min?: string | null, max?: string | null} | null} answer  of datetimeRange
 * @param {string} zone
 * @returns {Range | null}  null where no deal has a date
 */
export function daysOf(answer, zone) {
  const [min, max] = [instant(answer?.min), instant(answer?.max)];
  return min === null || max === null ? null : { first: dayOf(min, zone), last: dayOf(max, zone) };
}

/**
 * What each unit gave and got.
 * @param {DealDocument[]} deals
 * @param {string[]} units  ids that are listed in any case
 * @param {boolean} [only]  true = no others: those of residents' neighbours are masked
 * @returns {UnitSums[]}  by id
 */
export function byUnit(deals, units, only = false) {
  const sums = new Map(units.map((id) => [id, { id, discharge: 0, charge: 0 }]));
  const add = (/** @type {unknown} */ id, /** @type {'discharge' | 'charge'} */ way, /** @type {number} */ amount) => {
    if (typeof id !== 'string' || id === '' || (only && !sums.has(id))) return;
    const unit = sums.get(id) ?? { id, discharge: 0, charge: 0 };
    unit[way] += amount;
    sums.set(id, unit);
  };
  for (const deal of deals) {
    add(deal.dischargeUnitId, 'discharge', wh(deal.cumulateAmountWh));
    add(deal.chargeUnitId, 'charge', wh(deal.cumulateAmountWh));
  }
  return [...sums.values()].sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
}

/**
 * Live deals → what flows where. Touches no document (of the browser).
 */
import { inLanguage } from '../language.js';
import * as texts from '../texts/visual.js';
import { instant, ago, clockTime } from '../time.js';
import { measured } from './format.js';
import { numberAt, textAt } from './reading.js';

const t = inLanguage(texts);

const LIVE_SEC = 300; // the live list holds no older report; one that looks older tells of clocks, not of the deal

/**
 * @typedef {object} Flow
 * @property {string} id
 * @property {string} from  the unit that discharges
 * @property {string} to  the unit that charges
 * @property {'running' | 'waiting' | 'unheard'} state  unheard: no longer reported, its end may have been lost
 * @property {number} currentA
 * @property {number | null} amountWh  so far
 * @property {number | null} agreedWh
 * @property {number | null} startedAt  ms since epoch
 * @property {number | null} reportedAgoSec
 */

/**
 * @param {DealDocument[] | null} deals  the answer of liveList
 * @param {{serverNow: number, unheardAfterSec: number}} now  ms since epoch, s
 * @returns {Flow[]}  running ones first, each deal once
 */
export function flows(deals, now) {
  const list = latest(Array.isArray(deals) ? deals : []).filter(isLive).map((deal) => flow(deal, now));
  return list.sort((one, other) => rank(one) - rank(other) || (one.startedAt ?? 0) - (other.startedAt ?? 0) || (one.id < other.id ? -1 : 1));
}

/**
 * One document per deal: two writers may each have made one.
 * @param {DealDocument[]} deals
 */
function latest(deals) {
  /** @type {Map<string, DealDocument>} */
  const byDeal = new Map();
  deals.forEach((deal, index) => {
    if (deal === null || typeof deal !== 'object') return;
    const id = textAt(deal, 'dealId') || `without id ${index}`;
    const before = byDeal.get(id);
    if (!before || (numberAt(deal, 'reportTime') ?? 0) >= (numberAt(before, 'reportTime') ?? 0)) byDeal.set(id, { ...deal, dealId: id });
  });
  return [...byDeal.values()];
}

/** @param {DealDocument} deal */
function isLive(deal) {
  const ends = ['stopDateTime', 'deactivateDateTime', 'abortDateTime', 'scramDateTime'];
  return !ends.some((name) => deal[name]) && textAt(deal, 'dischargeUnitId') !== '' && textAt(deal, 'chargeUnitId') !== '';
}

/**
 * @param {DealDocument} deal
 * @param {{serverNow: number, unheardAfterSec: number}} now
 * @returns {Flow}
 */
function flow(deal, { serverNow, unheardAfterSec }) {
  const reported = numberAt(deal, 'reportTime');
  const age = reported === null ? null : serverNow / 1000 - reported;
  const unheard = age !== null && age > unheardAfterSec && age <= LIVE_SEC + 10;
  return {
    id: deal.dealId,
    from: deal.dischargeUnitId,
    to: deal.chargeUnitId,
    state: unheard ? 'unheard' : deal.startDateTime ? 'running' : 'waiting',
    currentA: Math.abs(numberAt(deal, 'dealGridCurrentA') ?? 1),
    amountWh: numberAt(deal, 'cumulateAmountWh'),
    agreedWh: numberAt(deal, 'dealAmountWh'),
    startedAt: instant(deal.startDateTime),
    reportedAgoSec: age,
  };
}

/** @param {Flow} each */
function rank({ state }) {
  return ['running', 'unheard', 'waiting'].indexOf(state);
}

/**
 * @param {Flow} each
 * @param {string} [zone]
 * @returns {[string, string]}  e.g. `12.5 Wh of 50 Wh` and `started 1/10 4:24 GMT+9`
 */
export function inWords({ state, amountWh, agreedWh, startedAt, reportedAgoSec }, zone) {
  const agreed = measured(agreedWh, ' Wh', 1);
  if (state === 'waiting') return [t.agreed(agreed), t.notStarted];
  const started = startedAt === null ? '' : t.started(clockTime(startedAt, zone));
  const unheard = state === 'unheard' ? t.lastReport(ago(reportedAgoSec ?? 0)) : '';
  return [t.amountOf(measured(amountWh, ' Wh', 1), agreed), [started, unheard].filter(Boolean).join(', ')];
}

/**
 * How long a dot takes to the place of the next one: the more current, the faster.
 * @param {number} currentA
 * @returns {number}  s
 */
export function pace(currentA) {
  return Number((1.2 / Math.min(Math.max(currentA, 0.25), 6)).toFixed(3));
}

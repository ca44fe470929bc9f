/**
 * One deal in words and field by field. Touches no document (of the browser).
 */
import { dateTime } from '../calendar.js';
import { figure, inLanguage } from '../language.js';
import * as texts from '../texts/deal.js';
import { instant, span } from '../time.js';
import { apart } from '../words.js';

const t = inLanguage(texts);
export const MASK = '******';
const UNKNOWN = '--';

/**
 * @typedef {object} Reader
 * @property {string} zone
 * @property {(id: string) => string} name  what a unit is called
 */

/**
 * @param {unknown} value  an instant as the API writes it
 * @param {string} zone
 * @param {string} [none]  for what is no instant
 */
export function timeOf(value, zone, none = '') {
  const ms = instant(value);
  return ms === null ? none : dateTime(ms, zone);
}

/**
 * @param {unknown} id
 * @param {Reader} reader
 */
function unit(id, { name }) {
  if (typeof id !== 'string' || id === '') return t.someUnit;
  return id === MASK ? t.neighbour : apart(name(id));
}

/**
 * @param {unknown} start
 * @param {unknown} stop
 * @returns {string}  empty where nobody knows, or where clocks were set back
 */
function took(start, stop) {
  const [from, to] = [instant(start), instant(stop)];
  return from === null || to === null || to < from ? '' : span((to - from) / 1000);
}

/** @param {unknown} text */
function reason(text) {
  return typeof text === 'string' && text !== '' ? apart(text) : '';
}

/**
 * @param {DealDocument} deal
 * @param {import('./rules.js').Status} status
 * @param {Reader} reader
 * @returns {string[]}  sentences
 */
export function story(deal, status, reader) {
  const scrammed = status === 'scrammed';
  const told = {
    giver: unit(deal.dischargeUnitId, reader),
    taker: unit(deal.chargeUnitId, reader),
    requester: unit(deal.requestUnitId, reader),
    responder: unit(deal.acceptUnitId, reader),
    type: typeof deal.type === 'string' ? t.type(deal.type) : UNKNOWN,
    requestWh: figure(deal.requestAmountWh, 2),
    agreedWh: figure(deal.dealAmountWh, 2),
    flowedWh: figure(deal.cumulateAmountWh, 2),
    start: timeOf(deal.startDateTime, reader.zone),
    stop: timeOf(deal.stopDateTime, reader.zone),
    took: took(deal.startDateTime, deal.stopDateTime),
    endedAt: timeOf(scrammed ? deal.scramDateTime : deal.abortDateTime, reader.zone),
    reason: reason(scrammed ? deal.scramReason : deal.abortReason),
  };
  const asked = deal.requestUnitId || deal.requestAmountWh ? [capital(t.asked(told))] : [];
  return [t.gave(told), ...asked, deal.startDateTime ? t.flowed(told) : t.notStarted, t.ends[status](told)];
}

/** @param {string} sentence */
function capital(sentence) {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/**
 * @param {DealDocument} deal
 * @param {string} zone
 * @returns {[string, string][]}  every field as it is called, and its value; instants by the clocks of the zone
 */
export function fields(deal, zone) {
  return Object.entries(deal).map(([name, value]) => [name, valueOf(name, value, zone)]);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} zone
 */
function valueOf(name, value, zone) {
  if (name.endsWith('DateTime')) return timeOf(value, zone, textOf(value));
  if (name === 'reportTime' && typeof value === 'number' && Math.abs(value) < 8.64e12) return dateTime(value * 1000, zone);
  return textOf(value);
}

/** @param {unknown} value */
function textOf(value) {
  if (value === null || value === undefined) return UNKNOWN;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What a scenario's reading says, for a picture and in words. Touches no document (of the browser).
 */
import { figure, inLanguage } from '../../shared/language.js';
import * as texts from '../../shared/texts/scenario.js';

/** @typedef {{limitWh: number, pointPerWh: number | null, pairUnitId: string | null}} Condition */
/** @typedef {{charge: Condition | null, discharge: Condition | null}} Actions */
/** @typedef {{fromWh: number | null, toWh: number | null, status: string, request: Actions, accept: Actions}} Band */
/** @typedef {{start: string, end: string, strategy: string, bands: Band[]}} TimeRange */
/** @typedef {{refreshingPeriodMsec: number, timeRanges: TimeRange[]}} Reading */
/** @typedef {'asks' | 'offers' | 'takes' | 'gives'} Act */
/** @typedef {{kind: 'both' | 'rests' | Act, acts: Act[], x: number, y: number, width: number, height: number}} Cell  0 to 1, from the left and the top */
/** @typedef {{wh: number, y: number}} Mark  y: 0 to 1 from the top */

const t = inLanguage(texts);
const DAY_SEC = 86400;
const LEAST = 0.09; // of the height: a band that is there is seen
const ISOLATED = ['\u2068', '\u2069'];

/**
 * @param {Band} band
 * @returns {Act[]}  what it does by itself first, then what it does when others begin
 */
export function actsOf({ request, accept }) {
  /** @type {[Act, Condition | null][]} */
  const all = [['asks', request.charge], ['offers', request.discharge], ['takes', accept.charge], ['gives', accept.discharge]];
  return all.filter(([, condition]) => condition !== null).map(([act]) => act);
}

/**
 * @param {Act[]} acts
 * @returns {Cell['kind']}  what is most to be seen of them
 */
export function kindOf(acts) {
  if (acts.length === 0) return 'rests';
  if (acts[0] === 'takes' && acts[1] === 'gives') return 'both';
  return acts[0];
}

/**
 * The picture: time from left to right, charge from the bottom to the top. Where ranges overlap, the first counts:
 * it comes last here, and is painted over the others.
 * @param {Reading} reading
 * @returns {{layers: {x: number, width: number, cells: Cell[]}[], marks: Mark[]}}
 */
export function pictureOf({ timeRanges }) {
  const scale = scaleOf(timeRanges);
  const back = [...timeRanges].reverse().filter(({ start, end }) => seconds(start) < seconds(end));
  return { layers: back.map((each) => layerOf(each, scale)), marks: scale.marks };
}

/** @typedef {{marks: Mark[], at: (wh: number | null, open: number) => number}} Scale */

/**
 * @param {TimeRange} range
 * @param {Scale} scale
 */
function layerOf({ start, end, bands }, scale) {
  const [x, right] = [seconds(start) / DAY_SEC, seconds(end) / DAY_SEC];
  const cells = [...bands].reverse().map((band) => {
    const [top, bottom] = [scale.at(band.toWh, 0), scale.at(band.fromWh, 1)];
    const acts = actsOf(band);
    return { kind: kindOf(acts), acts, x, y: top, width: right - x, height: bottom - top };
  });
  return { x, width: right - x, cells: cells.filter(({ height }) => height > 0) };
}

/**
 * As high as the charges lie apart, but no band so flat that it isn't seen.
 * @param {TimeRange[]} ranges
 * @returns {Scale}
 */
function scaleOf(ranges) {
  const bands = ranges.flatMap((range) => range.bands);
  const bounds = [...new Set([0, ...bands.flatMap(({ fromWh, toWh }) => [fromWh ?? 0, toWh ?? 0])])].sort((one, other) => one - other);
  const last = bounds[bounds.length - 1];
  const open = bands.some(({ toWh }) => toWh === null) ? [LEAST * 1.6] : [];
  const shares = [...bounds.slice(1).map((wh, place) => Math.max((wh - bounds[place]) / last, LEAST)), ...open];
  const whole = shares.reduce((sum, share) => sum + share, 0) || 1;
  let height = 0;
  const marks = bounds.map((wh, place) => {
    if (place > 0) height += shares[place - 1];
    return { wh, y: 1 - height / whole };
  });
  const known = new Map(marks.map(({ wh, y }) => [wh, y]));
  return { marks, at: (wh, otherwise) => (wh === null ? otherwise : known.get(wh) ?? otherwise) };
}

/** @param {string} time  HH:MM:SS */
function seconds(time) {
  const [hours, minutes, rest] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + rest;
}

/**
 * @param {Reading} reading
 * @returns {{time: string, bands: string[], strategy: string}[]}
 */
export function wordsOf({ timeRanges }) {
  return timeRanges.map(({ start, end, strategy, bands }) => ({
    time: start === '00:00:00' && end === '24:00:00' ? t.wholeDay : t.time(short(start), short(end)),
    bands: bands.map((band) => `${chargeOf(band)}: ${does(band)}`),
    strategy: bands.some(({ request }) => request.charge || request.discharge) ? t.strategy[strategy] ?? '' : '',
  }));
}

/** @param {string} time */
function short(time) {
  return time.replace(/:00$/, '');
}

/** @param {Band} band */
function chargeOf({ fromWh, toWh }) {
  const from = fromWh ?? 0;
  if (toWh === null) return from === 0 ? t.always : t.from(figure(from));
  return from === 0 ? t.below(figure(toWh)) : t.between(figure(from), figure(toWh));
}

/** @param {Band} band */
function does(band) {
  const { request, accept } = band;
  const conditions = { asks: request.charge, offers: request.discharge, takes: accept.charge, gives: accept.discharge };
  const said = actsOf(band).map((act) => t[act](limited(/** @type {Condition} */ (conditions[act]))));
  return said.join(t.and) || t.rests;
}

/** @param {Condition} condition */
function limited({ limitWh, pointPerWh, pairUnitId }) {
  return {
    wh: figure(limitWh),
    points: pointPerWh === null ? '' : figure(pointPerWh, 2),
    partner: pairUnitId === null ? '' : ISOLATED.join(pairUnitId),
  };
}

/**
 * The stored text as it is, or set in lines where its author put it into one.
 * @param {unknown} data
 */
export function readable(data) {
  if (typeof data !== 'string' || data.trim().includes('\n')) return typeof data === 'string' ? data : '';
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}

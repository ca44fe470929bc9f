/**
 * The units of AVAILABILITY: a table with a bar for each, and what makes a figure, in a dialog.
 */
import { dateTime } from '../../../shared/calendar.js';
import { dialog, factList } from '../../../shared/dialogs.js';
import { html, svg } from '../../../shared/dom.js';
import { figure, inLanguage } from '../../../shared/language.js';
import { sortedTable } from '../../../shared/table.js';
import * as texts from '../../../shared/texts/availability.js';
import { daysOf, duration, percent, placed } from './rules.js';

/** @typedef {import('./rules.js').UnitFigures} UnitFigures */
/** @typedef {{from: number, until: number, zone: string}} Reader  the whole period (ms), and in which zone times are told */

const t = inLanguage(texts);
const WIDTH = 1000;
const UNKNOWN = '--';

/** @param {number | null} rate */
export function rateInWords(rate) {
  const value = percent(rate);
  return value === null ? t.noData : `${figure(value, 2)} %`;
}

/** @param {number | null} seconds */
export function timeInWords(seconds) {
  if (seconds === null) return UNKNOWN;
  const { days, rest } = duration(seconds);
  return t.time(days, rest);
}

/** @param {HTMLElement} place */
export function unitTable(place) {
  const one = dialog('reading');
  /** @type {Reader} */
  let reader = { from: 0, until: 0, zone: 'UTC' };
  const open = (/** @type {UnitFigures} */ unit) => one.open(nameOf(unit), ...details(unit, reader));
  const element = html('table', { 'aria-label': t.byUnit });
  place.append(element);
  const table = sortedTable(element, columns(() => reader, open), { empty: t.noUnits });
  return {
    /**
     * @param {UnitFigures[]} units
     * @param {Reader} now
     */
    show(units, now) {
      reader = now;
      table.show(units);
    },
    close: () => one.close(),
  };
}

/**
 * @param {() => Reader} reader
 * @param {(unit: UnitFigures) => void} open
 * @returns {import('../../../shared/table.js').Column<UnitFigures>[]}
 */
function columns(reader, open) {
  return [
    { title: t.unit, text: nameOf, cell: (unit) => html('bdi', {}, nameOf(unit)) },
    { title: t.course, text: () => '', cell: (unit) => bar(unit, reader()), plain: true },
    {
      title: t.rate,
      text: ({ rate }) => rateInWords(rate),
      order: ({ rate }) => rate ?? -Infinity,
      cell: ({ rate }) => (rate === null ? html('span', { class: 'state' }, t.noData) : html('strong', {}, rateInWords(rate))),
      figures: true,
    },
    time(t.uptime, 'upSec'),
    time(t.downtime, 'downSec'),
    time(t.noDataTime, 'noDataSec'),
    time(t.totalTime, 'totalSec'),
    { title: t.days, text: ({ totalSec }) => figure(daysOf(totalSec), 2), order: ({ totalSec }) => totalSec, figures: true },
    { title: t.details, text: () => '', cell: (unit) => opener(unit, open), plain: true },
  ];
}

/**
 * @param {string} title
 * @param {'upSec' | 'downSec' | 'noDataSec' | 'totalSec'} field
 * @returns {import('../../../shared/table.js').Column<UnitFigures>}
 */
function time(title, field) {
  return {
    title,
    text: (unit) => timeInWords(unit[field]),
    order: (unit) => unit[field],
    cell: (unit) => html('span', { class: 'nowrap' }, timeInWords(unit[field])),
    figures: true,
  };
}

/**
 * @param {UnitFigures} unit
 * @param {(unit: UnitFigures) => void} open
 */
function opener(unit, open) {
  const button = html('button', { type: 'button', class: 'button small', 'aria-label': t.detailsOf(nameOf(unit)) }, t.details);
  button.addEventListener('click', () => open(unit));
  return button;
}

/**
 * @param {UnitFigures} unit
 * @param {Reader} reader
 */
function bar(unit, { from, until }) {
  const words = t.share(timeInWords(unit.upSec), timeInWords(unit.downSec), timeInWords(unit.noDataSec));
  const rects = placed(unit.stretches, from, until, WIDTH)
    .sort((one, other) => Number(one.state === 'down') - Number(other.state === 'down')) // downtimes on top
    .map(({ x, width, state }) => svg('rect', { class: state, x, y: 0, width, height: 10 }));
  const picture = svg('svg', { class: 'stretches', viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${nameOf(unit)}: ${words}` }, ...rects);
  return picture;
}

/**
 * @param {UnitFigures} unit
 * @param {Reader} reader
 * @returns {Node[]}
 */
function details(unit, reader) {
  const at = (/** @type {string} */ text) => dateTime(Date.parse(text), reader.zone);
  const [up, down, none, total] = [unit.upSec, unit.downSec, unit.noDataSec, unit.totalSec].map((seconds) => figure(seconds, 3));
  return [
    factList([
      [t.counted, t.countedFrom(at(unit.from), at(unit.until))],
      [t.rate, rateInWords(unit.rate)],
      [t.uptime, timeInWords(unit.upSec)],
      [t.downtime, timeInWords(unit.downSec)],
      [t.noDataTime, timeInWords(unit.noDataSec)],
      [t.totalTime, timeInWords(unit.totalSec)],
    ]),
    html('div', { class: 'bar-of-unit' }, bar(unit, { from: Date.parse(unit.from), until: Date.parse(unit.until), zone: reader.zone })),
    html('h3', {}, t.howReckoned),
    html('p', {}, t.sum(up, down, none, total)),
    html('p', {}, unit.rate === null ? t.noFormula : t.formula(up, down, rateInWords(unit.rate))),
    html('h3', {}, t.downtimes),
    unit.downtimes.length ? downtimeTable(unit, at) : html('p', { class: 'quiet' }, t.noDowntimes),
  ];
}

/**
 * @param {UnitFigures} unit
 * @param {(text: string) => string} at
 */
function downtimeTable({ downtimes, until }, at) {
  const rows = downtimes.map(({ downDateTime, recoveryDateTime }) => {
    const seconds = (Date.parse(recoveryDateTime ?? until) - Date.parse(downDateTime)) / 1000;
    const recovery = recoveryDateTime ? at(recoveryDateTime) : html('span', { class: 'state wrong' }, t.goingOn);
    return html('tr', {}, html('td', {}, at(downDateTime)), html('td', {}, recovery), html('td', { class: 'figures' }, timeInWords(Math.max(seconds, 0))));
  });
  const heads = [t.downTime, t.recoveryTime, t.duration].map((title) => html('th', { scope: 'col' }, title));
  return html('div', { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': t.downtimes },
    html('table', { class: 'rows' }, html('thead', {}, html('tr', {}, ...heads)), html('tbody', {}, ...rows)));
}

/** @param {UnitFigures} unit */
function nameOf({ unitId, name }) {
  return name === unitId ? unitId : `${unitId} ${name}`;
}

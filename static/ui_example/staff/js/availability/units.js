/**
 * The units of AVAILABILITY: a table with a bar for each, and what makes a figure, in a dialog.
 */
import { dateTime } from '../../../shared/calendar.js';
import { dialog, factList } from '../../../shared/dialogs.js';
import { html, svg } from '../../../shared/dom.js';
import { figure, inLanguage } from '../../../shared/language.js';
import { sortedTable } from '../../../shared/table.js';
import * as texts from '../../../shared/texts/availability.js';
import { countedSec, daysOf, duration, percent, placed } from './rules.js';

/** @typedef {import('./rules.js').UnitFigures} UnitFigures */
/** @typedef {{from: number, until: number, zone: string}} Reader  the whole period (ms), and in which zone times are told */

const t = inLanguage(texts);
const WIDTH = 1000;

/** @param {number | null} rate */
export function rateInWords(rate) {
  const value = percent(rate);
  return value === null ? t.noData : `${figure(value, 2)} %`;
}

/** @param {number} sec */
export function timeInWords(sec) {
  const { hours, minutes, seconds } = duration(sec);
  const parts = [hours ? t.hours(figure(hours)) : '', minutes ? t.minutes(minutes) : '', seconds ? t.seconds(figure(seconds)) : ''];
  return t.joined(parts.filter(Boolean)) || t.seconds('0');
}

/**
 * Short, where many stand side by side: `166:28:41`.
 * @param {number} sec
 */
export function hoursOf(sec) {
  const { hours, minutes, seconds } = duration(sec);
  return [figure(hours), ...[minutes, seconds].map((count) => String(count).padStart(2, '0'))].join(':');
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
    { title: t.unit, text: nameOf, cell: (unit) => html('bdi', { class: 'unit-name' }, nameOf(unit)) },
    {
      title: t.rate,
      text: ({ rate }) => rateInWords(rate),
      order: ({ rate }) => rate ?? -Infinity,
      cell: ({ rate }) => (rate === null ? html('span', { class: 'state' }, t.noData) : html('strong', { class: 'nowrap' }, rateInWords(rate))),
      figures: true,
    },
    { title: t.course, text: () => '', cell: (unit) => bar(unit, reader()), plain: true },
    time(t.uptime, 'upSec'),
    time(t.downtime, 'downSec'),
    time(t.noDataTime, 'noDataSec'),
    time(t.totalTime, 'totalSec'),
    { title: t.days, text: (unit) => figure(daysOf(unit, reader().zone)), order: (unit) => daysOf(unit, reader().zone), figures: true },
    { title: t.details, text: () => '', cell: (unit) => opener(unit, open), buttons: true },
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
    text: (unit) => hoursOf(unit[field]),
    order: (unit) => unit[field],
    cell: (unit) => html('span', { class: 'nowrap' }, hoursOf(unit[field])),
    figures: true,
  };
}

/**
 * @param {UnitFigures} unit
 * @param {(unit: UnitFigures) => void} open
 */
function opener(unit, open) {
  const button = html('button', { type: 'button', class: 'button small nowrap', 'aria-label': t.detailsOf(nameOf(unit)) }, t.details);
  button.addEventListener('click', () => open(unit));
  return button;
}

/**
 * @param {UnitFigures} unit
 * @param {Reader} reader
 */
function bar(unit, { from, until, zone }) {
  const at = (/** @type {string} */ text) => dateTime(Date.parse(text), zone);
  const words = t.share(timeInWords(unit.upSec), timeInWords(unit.downSec), timeInWords(unit.noDataSec));
  const rects = placed(unit.stretches, from, until, WIDTH)
    .sort((one, other) => Number(one.stretch.state === 'down') - Number(other.stretch.state === 'down')) // downtimes on top
    .map(({ stretch: { state, from: begin, until: end }, ...where }) => (
      svg('rect', { class: state, ...where }, svg('title', {}, `${t[state]}: ${t.countedFrom(at(begin), at(end))}`))
    ));
  const box = { viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${nameOf(unit)}: ${words}` };
  return svg('svg', { class: 'stretches', ...box }, ...rects);
}

/**
 * @param {UnitFigures} unit
 * @param {Reader} reader
 * @returns {Node[]}
 */
function details(unit, reader) {
  const at = (/** @type {string} */ text) => dateTime(Date.parse(text), reader.zone);
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
    ...reckoning(unit),
    html('h3', {}, t.downtimes),
    unit.downtimes.length ? downtimeTable(unit, at) : html('p', { class: 'quiet' }, t.noDowntimes),
  ];
}

/**
 * The seconds that make a rate, in two sentences.
 * @param {{upSec: number, downSec: number, noDataSec: number, totalSec: number, rate: number | null}} of
 */
export function reckoning({ upSec, downSec, noDataSec, totalSec, rate }) {
  const [up, down, none, total] = [upSec, downSec, noDataSec, totalSec].map((seconds) => figure(seconds, 3));
  return [
    html('p', {}, t.sum(up, down, none, total)),
    html('p', {}, rate === null ? t.noFormula : t.formula(up, down, rateInWords(rate))),
  ];
}

/**
 * @param {UnitFigures} unit
 * @param {(text: string) => string} at
 */
function downtimeTable(unit, at) {
  const rows = unit.downtimes.map((downtime) => {
    const { downDateTime, recoveryDateTime } = downtime;
    const seconds = (Date.parse(recoveryDateTime ?? unit.until) - Date.parse(downDateTime)) / 1000;
    return html('tr', {},
      html('td', {}, at(downDateTime)),
      html('td', {}, recoveryDateTime ? at(recoveryDateTime) : html('span', { class: 'state wrong' }, t.goingOn)),
      html('td', { class: 'figures' }, timeInWords(Math.max(seconds, 0))),
      html('td', { class: 'figures' }, `${figure(countedSec(downtime, unit), 3)} s`));
  });
  const head = (/** @type {string} */ title, kind = '') => html('th', { scope: 'col', class: kind }, title);
  const heads = [head(t.downTime), head(t.recoveryTime), head(t.duration, 'figures'), head(t.countedHere, 'figures')];
  const together = unit.downtimes.reduce((sum, downtime) => sum + countedSec(downtime, unit), 0);
  return html('div', { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': t.downtimes },
    html('table', { class: 'rows' }, html('thead', {}, html('tr', {}, ...heads)), html('tbody', {}, ...rows)),
    together - unit.downSec > 0.001 ? html('p', { class: 'quiet' }, t.countedOnce) : '');
}

/** @param {UnitFigures} unit */
function nameOf({ unitId, name }) {
  return name === unitId ? unitId : `${unitId} ${name}`;
}

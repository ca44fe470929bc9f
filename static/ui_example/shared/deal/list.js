/**
 * The deals of a day as a table in a dialog, and one of them in words.
 */
import { asJson, dialog, factList } from '../dialogs.js';
import { html } from '../dom.js';
import { figure, inLanguage } from '../language.js';
import { sortedTable } from '../table.js';
import * as texts from '../texts/deal.js';
import * as common from '../texts/frame.js';
import { instant } from '../time.js';
import { MASK, fields, story, timeOf } from './story.js';

/** @typedef {import('./rules.js').Status} Status */
/** @typedef {{deal: DealDocument, status: Status}} Row */
/** @typedef {import('./story.js').Reader} Reader */

const t = inLanguage(texts);
const all = inLanguage(common);
const UNKNOWN = '--';
const SIGNS = { ok: 'good', aborted: 'wrong', scrammed: 'wrong', running: 'going', unknown: 'warn' };
const START = 8; // the column by which the table is sorted first

export function dealList() {
  const one = dialog('reading');
  const list = dialog('wide');
  /** @type {Reader} */
  let reader = { zone: 'UTC', name: (id) => id };
  /** @param {Row} row */
  const open = ({ deal, status }) => {
    const sentences = story(deal, status, reader).map((sentence) => html('p', {}, sentence));
    one.open(text(deal.dealId), ...sentences, html('h3', {}, t.allFields), factList(fields(deal, reader.zone)), asJson(deal));
  };
  const place = html('table', { 'aria-label': t.deals });
  list.body.append(place);
  const table = sortedTable(place, columns(() => reader, open), { order: START });

  return {
    /**
     * @param {Row[]} rows
     * @param {Reader} now
     */
    show(rows, now) {
      reader = now;
      table.show(rows, { keep: list.element.open });
    },
    /** @param {string} title */
    open: (title) => list.open(title),
    close() {
      one.close();
      list.close();
    },
  };
}

/**
 * @param {() => Reader} reader
 * @param {(row: Row) => void} open
 * @returns {import('../table.js').Column<Row>[]}
 */
function columns(reader, open) {
  return [
    { title: t.id, text: ({ deal }) => text(deal.dealId), cell: ({ deal }) => html('bdi', { class: 'id', title: text(deal.dealId) }, text(deal.dealId)) },
    unit(t.dischargeUnit, 'dischargeUnitId', reader),
    unit(t.chargeUnit, 'chargeUnitId', reader),
    { title: t.requestType, text: ({ deal }) => (typeof deal.type === 'string' ? t.type(deal.type) : UNKNOWN) },
    amount(t.requestWh, 'requestAmountWh'),
    amount(t.negotiatedWh, 'dealAmountWh'),
    amount(t.cumulatedWh, 'cumulateAmountWh'),
    {
      title: t.status,
      text: ({ status }) => t.statuses[status],
      cell: ({ status }) => html('span', { class: `state ${SIGNS[status]}` }, t.statuses[status]),
    },
    time(t.start, 'startDateTime', reader),
    time(t.stop, 'stopDateTime', reader),
    { title: t.details, text: () => '', cell: (row) => opener(row, open), buttons: true },
  ];
}

/**
 * @param {Row} row
 * @param {(row: Row) => void} open
 */
function opener(row, open) {
  const button = html('button', { type: 'button', class: 'button small', 'aria-label': all.detailsOf(text(row.deal.dealId)) }, t.details);
  button.addEventListener('click', () => open(row));
  return button;
}

/**
 * @param {string} title
 * @param {string} field
 * @param {() => Reader} reader
 * @returns {import('../table.js').Column<Row>}
 */
function unit(title, field, reader) {
  const words = (/** @type {Row} */ { deal }) => (deal[field] === MASK ? t.neighbour : nameOf(deal[field], reader()));
  return { title, text: words, cell: (row) => html('bdi', {}, words(row)) };
}

/**
 * @param {unknown} id
 * @param {Reader} reader
 */
function nameOf(id, { name }) {
  return typeof id === 'string' && id !== '' ? name(id) : UNKNOWN;
}

/**
 * @param {string} title
 * @param {string} field
 * @returns {import('../table.js').Column<Row>}
 */
function amount(title, field) {
  const value = (/** @type {Row} */ { deal }) => (typeof deal[field] === 'number' ? deal[field] : -Infinity);
  return { title, text: (row) => figure(value(row), 2), order: value, figures: true };
}

/**
 * @param {string} title
 * @param {string} field
 * @param {() => Reader} reader
 * @returns {import('../table.js').Column<Row>}
 */
function time(title, field, reader) {
  return {
    title,
    text: ({ deal }) => timeOf(deal[field], reader().zone, UNKNOWN),
    order: ({ deal }) => instant(deal[field]) ?? -Infinity,
    cell: ({ deal }) => html('span', {}, ...timeOf(deal[field], reader().zone, UNKNOWN).split(' ')
      .flatMap((part, place) => [place ? ' ' : '', html('span', { class: 'nowrap' }, part)])),
  };
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' && value !== '' ? value : UNKNOWN;
}

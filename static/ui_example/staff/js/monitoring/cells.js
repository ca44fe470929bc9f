/**
 * How times and texts of monitoring are written in tables.
 */
import { dateTime } from '../../../shared/calendar.js';
import { html } from '../../../shared/dom.js';
import { instant } from '../../../shared/time.js';
import { text } from './rules.js';

export const UNKNOWN = '--';

/**
 * @param {unknown} value  an instant as the API writes it
 * @param {string} zone
 */
export function timeOf(value, zone) {
  const ms = instant(value);
  return ms === null ? text(value) || UNKNOWN : dateTime(ms, zone);
}

/**
 * A time that breaks between day and clock only.
 * @param {string} time
 */
export function timeCell(time) {
  return html('span', {}, ...time.split(' ')
    .flatMap((part, place) => [place ? ' ' : '', html('span', { class: 'nowrap' }, part)]));
}

/**
 * @template Row
 * @param {string} title
 * @param {(row: Row) => unknown} value
 * @param {() => string} zone
 * @returns {import('../../../shared/table.js').Column<Row>}
 */
export function timeColumn(title, value, zone) {
  return {
    title,
    text: (row) => timeOf(value(row), zone()),
    order: (row) => instant(value(row)) ?? -Infinity,
    cell: (row) => timeCell(timeOf(value(row), zone())),
  };
}

/**
 * @template Row
 * @param {string} title
 * @param {(row: Row) => string} words
 * @param {string} [kind]  a class
 * @returns {import('../../../shared/table.js').Column<Row>}
 */
export function textColumn(title, words, kind = '') {
  return { title, text: (row) => words(row) || UNKNOWN, cell: (row) => html('bdi', { class: kind }, words(row) || UNKNOWN) };
}

/**
 * Shows rows without losing the place of the keyboard: the same button of the same row has it again, if it is still there.
 * @param {HTMLElement} place
 * @param {() => void} draw
 * @param {HTMLElement} otherwise  what has it then
 */
export function keepingFocus(place, draw, otherwise) {
  const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  draw();
  if (!focused || (focused.isConnected && !focused.closest('[hidden]'))) return;
  const { id } = focused.dataset;
  const same = [...place.querySelectorAll('[data-id]')].find((each) => /** @type {HTMLElement} */ (each).dataset.id === id);
  /** @type {HTMLElement} */ (same && !same.closest('[hidden]') ? same : otherwise).focus();
}

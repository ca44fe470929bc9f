/**
 * Failures as a table, and one of them in a dialog.
 */
import { asJson, dialog, factList } from '../../../shared/dialogs.js';
import { html } from '../../../shared/dom.js';
import { inLanguage } from '../../../shared/language.js';
import { sortedTable } from '../../../shared/table.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { instant } from '../../../shared/time.js';
import { UNKNOWN, textColumn, timeCell, timeColumn, timeOf } from './cells.js';
import { text } from './rules.js';

/** @typedef {import('./rules.js').Failure} Failure */
/** @typedef {{zone: string, name: (id: string) => string}} Reader */

const t = inLanguage(texts);

/** One failure with all that is recorded of it. */
export function failureDetails() {
  const one = dialog('reading');
  return {
    /**
     * @param {Failure} failure
     * @param {string} zone
     */
    open(failure, zone) {
      const words = t.type(text(failure.type));
      one.open(text(failure.type) || UNKNOWN, html('p', { class: 'words' }, words || UNKNOWN),
        html('h3', {}, t.allFields), factList(fields(failure, zone)), asJson(failure));
    },
    close: one.close,
  };
}

/**
 * @param {Failure} failure
 * @param {string} zone
 * @returns {[string, string | Node][]}  each field as it is called; times by the clocks of the zone
 */
function fields(failure, zone) {
  return Object.entries(failure).map(([name, value]) => [name, valueOf(name, value, zone)]);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} zone
 */
function valueOf(name, value, zone) {
  if (name === 'detected' || name === 'closed') return timeOf(value, zone);
  return name === 'description' ? html('bdi', { class: 'lines' }, text(value) || UNKNOWN) : text(value) || UNKNOWN;
}

/**
 * @param {HTMLElement} place
 * @param {object} how
 * @param {string} how.label
 * @param {boolean} how.closed  with a column that says when they were closed
 * @param {(failure: Failure, zone: string) => void} how.open
 */
export function failureTable(place, { label, closed, open }) {
  /** @type {Reader} */
  let reader = { zone: 'UTC', name: (id) => id };
  const element = html('table', { class: 'failures', 'aria-label': label });
  place.append(element);
  const columns = columnsOf(() => reader, open).filter(({ title }) => closed || title !== t.closed);
  const table = sortedTable(element, columns, { back: true, search: closed });
  return {
    /**
     * @param {Failure[]} failures
     * @param {Reader} now
     * @param {{keep?: boolean}} [how]
     */
    show(failures, now, how) {
      reader = now;
      table.show(failures, how);
    },
  };
}

/**
 * @param {() => Reader} reader
 * @param {(failure: Failure, zone: string) => void} open
 * @returns {import('../../../shared/table.js').Column<Failure>[]}
 */
function columnsOf(reader, open) {
  const zone = () => reader().zone;
  return [
    timeColumn(t.detected, ({ detected }) => detected, zone),
    closedColumn(zone),
    {
      title: t.kind,
      text: ({ type }) => [text(type), t.type(text(type))].filter(Boolean).join(' ') || UNKNOWN,
      cell: ({ type }) => html('span', {}, html('bdi', { class: 'technical' }, text(type) || UNKNOWN), ' ', html('span', { class: 'quiet meaning' }, t.type(text(type)))),
    },
    textColumn(t.program, ({ program_id: program }) => text(program), 'program'),
    textColumn(t.unit, ({ unit_id: unit }) => (text(unit) ? reader().name(text(unit)) : '')),
    textColumn(t.description, ({ description }) => text(description), 'short'),
    { title: t.details, text: () => '', cell: (row) => opener(row, zone(), open), buttons: true },
  ];
}

/**
 * @param {() => string} zone
 * @returns {import('../../../shared/table.js').Column<Failure>}
 */
function closedColumn(zone) {
  const isOpen = (/** @type {Failure} */ { closed }) => !text(closed);
  return {
    title: t.closed,
    text: (row) => (isOpen(row) ? t.stillOpen : timeOf(row.closed, zone())),
    order: (row) => (isOpen(row) ? Infinity : instant(row.closed) ?? -Infinity),
    cell: (row) => (isOpen(row) ? html('span', { class: 'state wrong' }, t.stillOpen) : timeCell(timeOf(row.closed, zone()))),
  };
}

/**
 * @param {Failure} failure
 * @param {string} zone
 * @param {(failure: Failure, zone: string) => void} open
 */
function opener(failure, zone, open) {
  const name = t.detailsOf(`${t.type(text(failure.type)) || text(failure.type)}`, timeOf(failure.detected, zone));
  const button = html('button', { type: 'button', class: 'button small', 'aria-label': name, 'data-id': text(failure.id) }, t.details);
  button.addEventListener('click', () => open(failure, zone));
  return button;
}

/**
 * A table that is sorted, searched and paged. DataTables does that; it takes texts for markup, so it never gets one as it is:
 * cells are made as elements, and what is searched is escaped first.
 */
import { html } from './dom.js';
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';

const t = inLanguage(texts);

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: Row) => string} text  what is shown, and searched
 * @property {(row: Row) => number | string} [order]  what it is sorted by, where the text won't do; unknown figures as -Infinity
 * @property {(row: Row) => Node} [cell]  what is shown, where a text won't do
 * @property {boolean} [figures]  written flush right, in one width
 * @property {boolean} [plain]  neither sorted nor searched
 * @property {boolean} [buttons]  plain, and in reach where the table is wider than its page
 */

const ESCAPED = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });

const NEWEST_FIRST = ['desc', 'asc', '']; // a second click must not take the order away

/**
 * @template Row
 * @param {HTMLTableElement} table  empty, with its name as aria-label
 * @param {Column<Row>[]} columns
 * @param {{order?: number, back?: boolean, search?: boolean, empty?: string}} [options]  order: the column it is sorted by first
 */
export function sortedTable(table, columns, { order = 0, back = false, search = true, empty = t.noRows } = {}) {
  const heads = columns.map((column) => html('th', { scope: 'col', class: kind(column) }, column.title));
  table.classList.add('rows');
  table.append(html('thead', {}, html('tr', {}, ...heads)), html('tbody'));
  const made = new DataTable(table, {
    columns: columns.map((column, place) => ({ ...settings(column), ...(back && place === order ? { orderSequence: NEWEST_FIRST } : {}) })),
    order: [[order, back ? 'desc' : 'asc']],
    pageLength: 10,
    lengthMenu: [10, 25, 50, 100],
    autoWidth: false,
    deferRender: true,
    drawCallback: () => table.closest('.dt-container')?.querySelector('nav')?.setAttribute('aria-label', t.pagesOf(table.getAttribute('aria-label') ?? '')),
    language: languageOf(empty),
    layout: { topStart: search ? 'pageLength' : null, topEnd: search ? 'search' : null, bottomStart: 'info', bottomEnd: { paging: { firstLast: false } } },
  });
  scrollable(table);
  return {
    /**
     * @param {Row[]} rows
     * @param {{keep?: boolean}} [how]  keep: page, order and search stay as the reader left them
     */
    show(rows, { keep = false } = {}) {
      made.clear().rows.add(rows);
      if (!keep) made.search('').order([[order, back ? 'desc' : 'asc']]);
      made.draw(!keep);
    },
  };
}

/**
 * @template Row
 * @param {Column<Row>} column
 */
function settings(column) {
  const { text, order, cell, buttons, plain = buttons } = column;
  return {
    data: null,
    className: kind(column),
    orderable: !plain,
    searchable: !plain,
    type: order ? 'num' : 'string',
    render(/** @type {any} */ _data, /** @type {string} */ purpose, /** @type {Row} */ row) {
      if (purpose === 'display') return cell ? cell(row) : html('span', {}, text(row));
      if (purpose === 'filter') return escaped(text(row));
      return order ? order(row) : text(row).toLocaleLowerCase();
    },
  };
}

/** @param {{figures?: boolean, buttons?: boolean}} column */
function kind({ figures, buttons }) {
  return [figures && 'figures', buttons && 'in-reach'].filter(Boolean).join(' ');
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => ESCAPED[sign]);
}

/**
 * A table wider than its page is moved by itself, and by keyboard too.
 * @param {HTMLTableElement} table
 */
function scrollable(table) {
  const around = html('div', { class: 'scrolled', tabindex: 0, role: 'group' });
  around.setAttribute('aria-label', table.getAttribute('aria-label') ?? '');
  table.replaceWith(around);
  around.append(table);
}

/** @param {string} empty */
function languageOf(empty) {
  return {
    emptyTable: empty,
    zeroRecords: t.noMatch,
    info: t.rows('_START_', '_END_', '_TOTAL_'),
    infoEmpty: '',
    infoFiltered: t.rowsOf('_MAX_'),
    search: t.search,
    lengthMenu: t.entries('_MENU_'),
    searchPlaceholder: '',
    aria: {
      orderable: t.sort, orderableReverse: t.sortBack, orderableRemove: t.sortNot,
      paginate: { previous: t.previous, next: t.next, number: '' },
    },
    paginate: { previous: t.previous, next: t.next },
  };
}

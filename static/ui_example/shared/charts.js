/**
 * Charts: bars and lines over labels, painted by Chart.js in the colours of the theme, and the same figures as a table
 * for those who don't see them.
 */
import { html } from './dom.js';
import { figure, inLanguage } from './language.js';
import * as texts from './texts/frame.js';
import { THEME_CHANGED, colour } from './theme.js';

const t = inLanguage(texts);
const BAR_PX = 26;
const MARGIN_PX = 96;

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {'bar' | 'line'} kind
 * @property {string} colour  the name of a colour of the sheet, e.g. `--bar`
 * @property {(number | null)[]} values
 */

/**
 * @typedef {object} Figures
 * @property {string} summary  the chart in a sentence
 * @property {string} label  what the labels are, e.g. hour
 * @property {string} unit  e.g. Wh
 * @property {string[]} labels
 * @property {Series[]} series
 */

/**
 * @param {HTMLElement} place  gets the canvas and the table
 * @param {{lying?: boolean}} [options]  lying: bars from left to right, as high as they are many
 */
export function chart(place, { lying = false } = {}) {
  const canvas = html('canvas', { role: 'img' });
  const frame = html('div', { class: 'chart' }, canvas);
  const table = html('table', { class: 'plain' });
  const scrolled = html('div', { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': t.asTable }, table);
  place.append(frame, html('details', { class: 'as-table' }, html('summary', {}, t.asTable), scrolled));
  /** @type {ChartInstance | null} */
  let painted = null;
  /** @type {Figures | null} */
  let shown = null;

  function paint() {
    if (!shown) return;
    if (lying) frame.style.height = `${shown.labels.length * BAR_PX + MARGIN_PX}px`;
    painted?.destroy();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    painted = new Chart(canvas, config(shown, lying));
  }
  document.addEventListener(THEME_CHANGED, paint);

  return {
    /** @param {Figures} figures */
    show(figures) {
      shown = figures;
      canvas.setAttribute('aria-label', figures.summary);
      table.replaceChildren(...rows(figures));
      paint();
    },
  };
}

/** @param {Figures} figures */
function rows({ label, unit, labels, series }) {
  const head = html('tr', {}, html('th', { scope: 'col' }, label),
    ...series.map(({ name }) => html('th', { scope: 'col', class: 'figures' }, `${name} [${unit}]`)));
  const lines = labels.map((each, place) => html('tr', {}, html('th', { scope: 'row' }, html('bdi', {}, each)),
    ...series.map(({ values }) => html('td', { class: 'figures' }, figure(values[place], 2)))));
  return [html('thead', {}, head), html('tbody', {}, ...lines)];
}

/**
 * @param {Figures} figures
 * @param {boolean} lying
 */
function config({ label, unit, labels, series }, lying) {
  const amounts = scale(`${t.amount} [${unit}]`, true);
  const names = scale(label, false);
  return {
    type: 'bar',
    data: { labels: labels.map(shortened), datasets: series.map(dataset) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: lying ? 'y' : 'x',
      interaction: { mode: 'index', axis: lying ? 'y' : 'x', intersect: false },
      scales: lying ? { x: amounts, y: names } : { x: names, y: amounts },
      plugins: {
        legend: { align: 'start', labels: { color: colour('--ink'), usePointStyle: true, boxHeight: 8, sort: asGiven } },
        tooltip: { callbacks: { label: (/** @type {any} */ item) => `${item.dataset.label}: ${figure(item.raw, 2)} ${unit}` } },
      },
    },
  };
}

/**
 * @param {any} one
 * @param {any} other
 */
function asGiven(one, other) {
  return one.datasetIndex - other.datasetIndex;
}

/** @param {Series} series */
function dataset({ name, kind, colour: named, values }) {
  const painted = colour(named);
  const line = { borderWidth: 2.5, pointRadius: 2, pointHoverRadius: 5, tension: 0, order: 0, pointStyle: 'line' };
  const bar = { skipNull: true, borderRadius: 3, maxBarThickness: 44, categoryPercentage: 0.8, barPercentage: 0.9, order: 1, pointStyle: 'rectRounded' };
  const shown = kind === 'bar' ? values.map((value) => value || null) : values; // a bar of nothing takes no room
  return { type: kind, label: name, data: shown, backgroundColor: painted, borderColor: painted, ...(kind === 'line' ? line : bar) };
}

/**
 * @param {string} text
 * @param {boolean} amounts
 */
function scale(text, amounts) {
  return {
    beginAtZero: true,
    title: { display: true, text, color: colour('--quiet') },
    ticks: {
      color: colour('--quiet'), autoSkip: amounts || undefined, maxRotation: 0,
      ...(amounts ? { callback: (/** @type {number} */ value) => figure(value, 2) } : {}),
    },
    grid: { color: amounts ? colour('--line') : 'transparent' },
    border: { color: colour('--edge') },
  };
}

/** @param {string} text */
function shortened(text) {
  const signs = [...text];
  return signs.length > 18 ? `${signs.slice(0, 17).join('')}…` : text;
}

/**
 * The picture of a scenario: by time of day and charge of the battery, when the house asks and offers.
 */
import { html, svg } from '../../shared/dom.js';
import { figure, inLanguage } from '../../shared/language.js';
import * as texts from '../../shared/texts/scenario.js';
import { pictureOf, wordsOf } from './scenario_rules.js';

/** @typedef {import('./scenario_rules.js').Reading} Reading */
/** @typedef {import('./scenario_rules.js').Cell} Cell */

const t = inLanguage(texts);
const SIZE = { width: 372, height: 196 };
const FIELD = { x: 48, y: 20, width: 314, height: 150 };
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];
const KINDS = /** @type {const} */ (['asks', 'offers', 'takes', 'gives', 'both', 'rests']);
const LINE = 14; // height of what is written
const SIGN = 7; // about its width
const WIDE_SIGN = 12; // of kana and kanji

/**
 * @param {string} name
 * @param {Reading} reading
 */
export function scenarioPicture(name, reading) {
  const { layers, marks } = pictureOf(reading);
  return svg('svg', { class: 'scenario-picture', role: 'img', 'aria-label': t.picture(name), viewBox: `0 0 ${SIZE.width} ${SIZE.height}` },
    svg('rect', { class: 'field', ...FIELD }),
    ...layers.flatMap(({ x, width, cells }) => [svg('rect', { class: 'field', ...placed({ x, y: 0, width, height: 1 }) }), ...cells.map(cell)]),
    ...labelled(marks),
    ...HOURS.map(hour),
    svg('text', { class: 'axis', x: 2, y: 10 }, t.energy),
    svg('text', { class: 'axis', x: 2, y: FIELD.y + FIELD.height + 16 }, t.hour));
}

/** @param {{x: number, y: number, width: number, height: number}} part  of the field, 0 to 1 */
function placed({ x, y, width, height }) {
  const [left, top] = [FIELD.x + x * FIELD.width, FIELD.y + y * FIELD.height];
  return {
    x: left.toFixed(1), y: top.toFixed(1), width: (width * FIELD.width).toFixed(1), height: (height * FIELD.height).toFixed(1),
  };
}

/** @param {Cell} each */
function cell(each) {
  const [width, height] = [each.width * FIELD.width, each.height * FIELD.height];
  const words = each.acts.map((act) => t.words[act]).join(', ') || t.words.rests;
  const fits = height >= LINE && width >= lengthOf(words) + 8;
  const middle = { x: FIELD.x + each.x * FIELD.width + width / 2, y: FIELD.y + each.y * FIELD.height + height / 2 + 4 };
  const written = svg('text', { class: `cell-words ${each.kind}`, x: middle.x.toFixed(1), y: middle.y.toFixed(1), 'text-anchor': 'middle' }, words);
  return svg('g', {}, svg('title', {}, words), svg('rect', { class: `cell ${each.kind}`, ...placed(each) }), ...(fits ? [written] : []));
}

/** @param {string} words */
function lengthOf(words) {
  return [...words].reduce((sum, sign) => sum + (sign > '\u2fff' ? WIDE_SIGN : SIGN), 0);
}

/**
 * The charges at the left, as far as there is room for them.
 * @param {import('./scenario_rules.js').Mark[]} marks  from below
 */
function labelled(marks) {
  let free = Infinity;
  return marks.flatMap(({ wh, y }) => {
    const height = FIELD.y + y * FIELD.height;
    const line = svg('path', { class: 'mark', d: `M ${FIELD.x - 4} ${height.toFixed(1)} H ${FIELD.x}` });
    if (free - height < 11) return [line];
    free = height;
    return [line, svg('text', { class: 'axis', x: FIELD.x - 6, y: (height + 4).toFixed(1), 'text-anchor': 'end' }, figure(wh))];
  });
}

/** @param {number} each */
function hour(each) {
  const x = FIELD.x + each / 24 * FIELD.width;
  const foot = FIELD.y + FIELD.height;
  return svg('g', {}, svg('path', { class: 'mark', d: `M ${x.toFixed(1)} ${foot} V ${foot + 4}` }),
    svg('text', { class: 'axis', x: x.toFixed(1), y: foot + 16, 'text-anchor': 'middle' }, String(each)));
}

/** What the colours mean. */
export function scenarioLegend() {
  return html('ul', { class: 'legend' }, ...KINDS.map((kind) => html('li', {},
    svg('svg', { class: 'swatch', viewBox: '0 0 18 12', 'aria-hidden': 'true' }, svg('rect', { class: `cell ${kind}`, width: 18, height: 12 })),
    ` ${t.legend[kind]}`)));
}

/**
 * @param {Reading} reading
 * @param {'h3' | 'h4'} heading  one below what stands above it
 */
export function scenarioWords(reading, heading) {
  return html('div', { class: 'scenario-words' }, ...wordsOf(reading).flatMap(({ time, bands, strategy }) => [
    html(heading, {}, time),
    html('ul', {}, ...bands.map((band) => html('li', {}, band))),
    ...(strategy ? [html('p', { class: 'quiet' }, strategy)] : []),
  ]));
}

/**
 * One unit with all its figures, as in figure 4-5. Measures are in units of the drawing (layout.js).
 */
import { say, set, svg } from '../dom.js';
import { inLanguage } from '../language.js';
import * as spoken from '../texts/visual.js';
import { battery } from './battery.js';
import { dots, gradient, straight } from './dots.js';
import { inWords, measured, percent } from './format.js';

const t = inLanguage(spoken);

/** @typedef {import('./reading.js').Figures} Figures */
/** @typedef {[number, number, number, number]} Way */

const X = 88;
const BODY = { x: 62, y: 84, width: 52, height: 110 };
const PERCENT = { empty: 102, filled: 125, filledFrom: 78 }; // y in the empty or the filled part, never across the edge

/** @type {Record<'pv' | 'ac' | 'load' | 'charge' | 'discharge', Way>} */
const WAYS = {
  pv: [X, 69, X, 86],
  ac: [22, 142, 60, 142],
  load: [118, 140, 152, 140],
  charge: [X, 240, X, 198],
  discharge: [X, 198, X, 240],
};

export const FULL = {
  grid: { x: X, y: 240 },
  sides: { left: { x: 58, y: 168 }, right: { x: 118, y: 126 } },
};

/** The paints of all full units; they share coordinates. */
export function fullPaints() {
  return Object.entries(WAYS).map(([name, way]) => gradient(`full-${name}`, way));
}

export function fullUnit() {
  const parts = partsOf();
  const ways = waysOf();
  const store = battery(BODY);
  const { texts } = parts;
  const element = svg('g', { class: 'unit', role: 'img' }, parts.title,
    svg('g', { class: 'live' },
      svg('path', { class: 'drop', d: `M ${X} 194 V 240` }), parts.terminal, store.body,
      ...Object.values(ways).map((each) => each.element), parts.crown, parts.reference,
      texts.rsoc, texts.pv, texts.acV, texts.acW, texts.loadW, texts.loadV, texts.gridV, texts.gridW),
    texts.name, texts.mode, parts.noData);
  return {
    element,
    /**
     * @param {Figures} unit
     * @param {boolean} silent
     */
    update(unit, silent) {
      store.update(unit.rsoc);
      write(texts, unit);
      flow(ways, unit, silent);
      mark(element, parts, unit, silent);
    },
  };
}

function waysOf() {
  return Object.fromEntries(Object.entries(WAYS).map(([name, way]) => {
    const made = dots(`full-${name}`);
    made.lead(...straight(way));
    return [name, made];
  }));
}

function partsOf() {
  const text = (/** @type {string} */ kind, /** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ anchor) => (
    svg('text', { class: kind, x, y, 'text-anchor': anchor }));
  return {
    title: svg('title'),
    terminal: svg('path', { class: 'body', d: 'M 62 70 H 114 V 75 H 94 V 84 H 82 V 75 H 62 Z' }),
    crown: svg('path', { class: 'crown', d: 'M 57 67 L 49 38 L 71 50 L 88 38 L 105 50 L 127 38 L 119 67 Z' }),
    reference: svg('g', { class: 'reference' },
      svg('circle', { class: 'reference-ring', cx: 46, cy: 182, r: 9 }),
      svg('text', { class: 'reference-letter', x: 46, y: 186, 'text-anchor': 'middle' }, 'V')),
    noData: svg('text', { class: 'no-data', x: X, y: 150, 'text-anchor': 'middle' }, t.noData),
    texts: {
      name: text('name', X, 18, 'middle'),
      mode: text('mode', X, 33, 'middle'),
      pv: text('figure', X, 62, 'middle'),
      rsoc: text('figure percent', X, PERCENT.empty, 'middle'),
      acV: text('figure', 56, 122, 'end'),
      acW: text('figure', 56, 138, 'end'),
      loadW: text('figure', 119, 161, 'start'),
      loadV: text('figure', 119, 178, 'start'),
      gridV: text('figure', X - 8, 217, 'end'),
      gridW: text('figure', X + 8, 217, 'start'),
    },
  };
}

/**
 * @param {ReturnType<typeof partsOf>['texts']} texts
 * @param {Figures} unit
 */
function write(texts, unit) {
  say(texts.name, shortened(unit.name, 20));
  say(texts.mode, unit.mode);
  say(texts.pv, measured(unit.pvW, 'W'));
  say(texts.rsoc, percent(unit.rsoc));
  const filled = (unit.rsoc ?? 0) >= PERCENT.filledFrom;
  set(texts.rsoc, { class: `figure percent${filled ? ' covered' : ''}`, y: filled ? PERCENT.filled : PERCENT.empty });
  say(texts.acV, measured(unit.acV, 'V'));
  say(texts.acW, unit.acW === null ? '' : measured(unit.acW, 'W')); // few units measure it
  say(texts.loadW, measured(unit.loadW, 'W'));
  say(texts.loadV, measured(unit.loadV, 'V'));
  say(texts.gridV, measured(unit.gridV, 'V'));
  say(texts.gridW, measured(unit.gridW, 'W'));
}

/**
 * @param {Record<string, import('./dots.js').Dots>} ways
 * @param {Figures} unit
 * @param {boolean} silent
 */
function flow(ways, unit, silent) {
  const over = (/** @type {number | null} */ watts) => !silent && (watts ?? 0) > 0;
  ways.pv.show(over(unit.pvW));
  ways.ac.show(over(unit.acW));
  ways.load.show(over(unit.loadW));
  ways.charge.show(over(unit.gridW));
  ways.discharge.show(over(-(unit.gridW ?? 0)));
}

/**
 * What a unit is, beside its figures; the same for both sizes of drawing.
 * @param {SVGElement} element
 * @param {{title: SVGElement}} parts
 * @param {Figures} unit
 * @param {boolean} silent
 */
export function mark(element, { title }, unit, silent) {
  const words = inWords(unit, silent);
  set(element, { 'aria-label': words, 'data-unit': unit.id });
  say(title, words);
  element.classList.toggle('grid-master', unit.isGridMaster);
  element.classList.toggle('voltage-reference', unit.isVoltageReference);
  element.classList.toggle('silent', silent);
}

/**
 * @param {string} name
 * @param {number} length
 */
export function shortened(name, length) {
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}

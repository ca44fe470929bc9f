/**
 * One unit among many: name, battery, grid power and its marks; the rest in words (title, list of units).
 */
import { say, set, svg } from '../dom.js';
import { battery } from './battery.js';
import { dots, gradient, straight } from './dots.js';
import { measured, percent } from './format.js';
import { mark, shortened } from './unit_full.js';

/** @typedef {import('./reading.js').Figures} Figures */

const X = 22;

/** @type {Record<'charge' | 'discharge', [number, number, number, number]>} */
const WAYS = { charge: [X, 72, X, 60], discharge: [X, 60, X, 72] };

export const COMPACT = {
  terminal: { x: X, y: 62 },
  grid: { x: X, y: 70 },
  sides: { left: { x: 8, y: 46 }, right: { x: 36, y: 50 } },
};

export function compactPaints() {
  return Object.entries(WAYS).map(([name, way]) => gradient(`compact-${name}`, way));
}

export function compactUnit() {
  const texts = {
    name: svg('text', { class: 'name', x: 10, y: 11, 'text-anchor': 'start' }),
    rsoc: svg('text', { class: 'figure percent', x: 40, y: 30 }),
    grid: svg('text', { class: 'figure', x: 40, y: 45 }),
    mode: svg('text', { class: 'mode', x: 40, y: 59 }),
  };
  const title = svg('title');
  const store = battery({ x: 11, y: 21, width: 22, height: 38 });
  const [charge, discharge] = [dots('compact-charge'), dots('compact-discharge')];
  charge.lead(...straight(WAYS.charge));
  discharge.lead(...straight(WAYS.discharge));
  const element = svg('g', { class: 'unit compact', role: 'img' }, title,
    svg('g', { class: 'live' },
      svg('path', { class: 'drop', d: `M ${X} 59 V 70` }),
      svg('path', { class: 'body', d: 'M 13 16 H 31 V 18.5 H 25 V 21 H 19 V 18.5 H 13 Z' }),
      store.body, charge.element, discharge.element, texts.rsoc, texts.grid,
      svg('path', { class: 'crown', d: 'M 76 31 L 74 20 L 79.5 24.5 L 84 19 L 88.5 24.5 L 94 20 L 92 31 Z' }),
      svg('g', { class: 'reference' },
        svg('circle', { class: 'reference-ring', cx: 86, cy: 54, r: 6.5 }),
        svg('text', { class: 'reference-letter', x: 86, y: 57.5, 'text-anchor': 'middle' }, 'V'))),
    texts.name, texts.mode);
  return {
    element,
    /**
     * @param {Figures} unit
     * @param {boolean} silent
     */
    update(unit, silent) {
      store.update(unit.rsoc);
      write(texts, unit, silent);
      const watts = silent ? 0 : unit.gridW ?? 0;
      charge.show(watts > 0);
      discharge.show(watts < 0);
      mark(element, { title }, unit, silent);
    },
  };
}

/**
 * @param {Record<'name' | 'rsoc' | 'grid' | 'mode', SVGElement>} texts
 * @param {Figures} unit
 * @param {boolean} silent
 */
function write(texts, unit, silent) {
  say(texts.name, shortened(unit.name, 13));
  say(texts.rsoc, percent(unit.rsoc));
  say(texts.grid, measured(unit.gridW, 'W', 0));
  say(texts.mode, silent ? 'No DATA' : shortened(unit.mode, 8));
  set(texts.mode, { class: silent ? 'no-data' : 'mode' });
}

/**
 * Units drawn small, where many stand in one picture: `medium` has all figures as lines of text, `compact` the most
 * needed ones. What a drawing leaves out is in its words (title, list of units).
 */
import { say, svg } from '../dom.js';
import { inLanguage } from '../language.js';
import * as spoken from '../texts/visual.js';
import { battery } from './battery.js';
import { dots, gradient, straight } from './dots.js';
import { measured, percent } from './format.js';
import { mark, shortened } from './unit_full.js';

const t = inLanguage(spoken);

/** @typedef {import('./reading.js').Figures} Figures */
/** @typedef {import('./curves.js').Point} Point */

/**
 * @typedef {object} Shape  measures in units of the drawing (layout.js)
 * @property {string} kind
 * @property {{x: number, y: number, width: number, height: number}} body
 * @property {number} foot  y of the grid
 * @property {string} crown
 * @property {Point & {r: number}} reference
 * @property {Record<string, Point>} lines  where each text begins
 * @property {(unit: Figures, silent: boolean) => Record<string, string>} texts
 */

/** @param {number | null} volts @param {number | null} watts */
const both = (volts, watts) => `${measured(watts, 'W', 0)} ${measured(volts, 'V', 1)}`;

/** @type {Shape} */
const COMPACT_SHAPE = {
  kind: 'compact',
  body: { x: 11, y: 21, width: 22, height: 38 },
  foot: 70,
  crown: 'M 76 31 L 74 20 L 79.5 24.5 L 84 19 L 88.5 24.5 L 94 20 L 92 31 Z',
  reference: { x: 86, y: 54, r: 6.5 },
  lines: { name: { x: 10, y: 11 }, percent: { x: 40, y: 30 }, grid: { x: 40, y: 45 }, mode: { x: 40, y: 59 } },
  texts: (unit, silent) => ({
    name: shortened(unit.name, 13),
    percent: percent(unit.rsoc),
    grid: measured(unit.gridW, 'W', 0),
    mode: silent ? '' : shortened(unit.mode, 8),
  }),
};

/** @type {Shape} */
const MEDIUM_SHAPE = {
  kind: 'medium',
  body: { x: 12, y: 27, width: 28, height: 56 },
  foot: 104,
  crown: 'M 126 17 L 123 4 L 130 9 L 135 3 L 140 9 L 147 4 L 144 17 Z',
  reference: { x: 139, y: 32, r: 7 },
  lines: {
    name: { x: 10, y: 14 }, percent: { x: 50, y: 38 }, pv: { x: 50, y: 53 }, load: { x: 50, y: 67 }, ac: { x: 50, y: 81 },
    grid: { x: 34, y: 98 }, mode: { x: 84, y: 38 },
  },
  texts: (unit, silent) => ({
    name: shortened(unit.name, 17),
    percent: percent(unit.rsoc),
    pv: `PV ${measured(unit.pvW, 'W', 1)}`,
    load: t.load(both(unit.loadV, unit.loadW)),
    ac: `AC ${unit.acW === null ? measured(unit.acV, 'V', 1) : both(unit.acV, unit.acW)}`,
    grid: `${measured(unit.gridV, 'V', 0)} ${measured(unit.gridW, 'W', 0)}`,
    mode: silent ? '' : shortened(unit.mode, 8),
  }),
};

export const COMPACT = anchors(COMPACT_SHAPE);
export const MEDIUM = anchors(MEDIUM_SHAPE);
export const compactUnit = () => smallUnit(COMPACT_SHAPE);
export const mediumUnit = () => smallUnit(MEDIUM_SHAPE);

export function smallPaints() {
  return [COMPACT_SHAPE, MEDIUM_SHAPE].flatMap((shape) => (
    Object.entries(waysOf(shape)).map(([name, way]) => gradient(`${shape.kind}-${name}`, way))));
}

/** @param {Shape} shape */
function anchors({ body, foot }) {
  const middle = body.y + body.height * 0.7;
  return {
    grid: { x: body.x + body.width / 2, y: foot },
    sides: { left: { x: body.x - 3, y: middle }, right: { x: body.x + body.width + 3, y: middle } },
  };
}

/**
 * @param {Shape} shape
 * @returns {Record<'charge' | 'discharge', [number, number, number, number]>}
 */
function waysOf({ body, foot }) {
  const x = body.x + body.width / 2;
  const bottom = body.y + body.height + 2;
  return { charge: [x, foot, x, bottom], discharge: [x, bottom, x, foot] };
}

/** @param {Shape} shape */
function smallUnit(shape) {
  const parts = partsOf(shape);
  const ways = waysOf(shape);
  const [charge, discharge] = [dots(`${shape.kind}-charge`), dots(`${shape.kind}-discharge`)];
  charge.lead(...straight(ways.charge));
  discharge.lead(...straight(ways.discharge));
  const { name, mode, ...figures } = parts.texts;
  const element = svg('g', { class: `unit small ${shape.kind}`, role: 'img' }, parts.title,
    svg('g', { class: 'live' }, ...parts.body, parts.store.body, charge.element, discharge.element,
      ...Object.values(figures), parts.crown, parts.reference),
    name, mode, parts.noData);
  return {
    element,
    /**
     * @param {Figures} unit
     * @param {boolean} silent
     */
    update(unit, silent) {
      parts.store.update(unit.rsoc);
      for (const [line, words] of Object.entries(shape.texts(unit, silent))) say(parts.texts[line], words);
      const watts = silent ? 0 : unit.gridW ?? 0;
      charge.show(watts > 0);
      discharge.show(watts < 0);
      mark(element, parts, unit, silent);
    },
  };
}

/** @param {Shape} shape */
function partsOf({ body, foot, crown, reference, lines }) {
  const [left, x, right] = [body.x, body.x + body.width / 2, body.x + body.width];
  const ring = svg('circle', { class: 'reference-ring', cx: reference.x, cy: reference.y, r: reference.r });
  const letter = svg('text', { class: 'reference-letter', x: reference.x, y: reference.y + 3.5, 'text-anchor': 'middle' }, 'V');
  const texts = Object.fromEntries(Object.entries(lines).map(([line, place]) => (
    [line, svg('text', { class: `line-${line}`, x: place.x, y: place.y })])));
  return {
    title: svg('title'),
    store: battery(body),
    texts,
    body: [
      svg('path', { class: 'drop', d: `M ${x} ${body.y + body.height} V ${foot}` }),
      svg('path', { class: 'body', d: `M ${left + 2} ${body.y - 5} H ${right - 2} V ${body.y - 2.5} H ${x + 3} V ${body.y} H ${x - 3} V ${body.y - 2.5} H ${left + 2} Z` }),
    ],
    crown: svg('path', { class: 'crown', d: crown }),
    reference: svg('g', { class: 'reference' }, ring, letter),
    noData: svg('text', { class: 'no-data', x: lines.mode.x, y: lines.mode.y }, t.noData),
  };
}

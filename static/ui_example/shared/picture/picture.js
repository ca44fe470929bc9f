/**
 * The whole picture: units in their places, the DC grid between them, deals on top.
 * Elements are kept from one state to the next, so that movement goes on.
 */
import { set, svg } from '../dom.js';
import { inLanguage } from '../language.js';
import * as texts from '../texts/visual.js';
import { dealFlows } from './deal_flows.js';
import { CELL, arrange } from './layout.js';
import { FULL, fullPaints, fullUnit } from './unit_full.js';
import { COMPACT, MEDIUM, compactUnit, mediumUnit, smallPaints } from './unit_small.js';

/** @typedef {import('./reading.js').Figures} Figures */
/** @typedef {import('./flows.js').Flow} Flow */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {ReturnType<typeof fullUnit>} Drawn */

const KINDS = {
  full: { make: fullUnit, anchors: FULL },
  medium: { make: mediumUnit, anchors: MEDIUM },
  compact: { make: compactUnit, anchors: COMPACT },
};
const LOWEST = 240; // px: windows flatter than that are scrolled

export class Picture {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.grid = svg('path', { class: 'grid' });
    this.unitLayer = svg('g');
    this.deals = dealFlows();
    this.root = svg('svg', { role: 'group', 'aria-label': inLanguage(texts).units },
      svg('defs', {}, ...fullPaints(), ...smallPaints()), this.grid, this.deals.layer, this.unitLayer);
    host.append(this.root);
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    /** @type {[Figures[], Set<string>, Flow[]]} */
    this.shown = [[], new Set(), []];
    this.detail = '';
    const resized = new ResizeObserver(() => this.draw());
    resized.observe(host);
    if (host.previousElementSibling) resized.observe(host.previousElementSibling); // words above it push it down
    window.addEventListener('resize', () => this.draw());
  }

  /**
   * @param {Figures[]} states  in the order in which they stand
   * @param {Set<string>} silent
   * @param {Flow[]} flows
   */
  show(states, silent, flows) {
    if (states.length === 0) this.startAgain(this.detail);
    this.shown = [states, silent, flows];
    this.draw();
  }

  /**
   * The picture is kept, but nobody knows whether it is still true.
   * @param {boolean} old
   */
  grey(old) {
    this.root.classList.toggle('old', old);
  }

  draw() {
    const [states, silent, flows] = this.shown;
    const layout = arrange(states.length, roomOf(this.host));
    if (layout.detail !== this.detail) this.startAgain(layout.detail);
    set(this.root, { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}` });
    states.forEach((unit, place) => {
      const { x, y } = layout.places[place];
      const each = this.drawnOf(unit.id, layout.detail, place);
      set(each.element, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${layout.scale.toFixed(3)})` });
      each.update(unit, silent.has(unit.id));
    });
    set(this.grid, { d: gridLine(layout) });
    set(this.deals.layer, { transform: `scale(${layout.scale.toFixed(3)})` });
    this.deals.show(flows, anchorsOf(states, layout), CELL[layout.detail].height, layout.width / layout.scale);
  }

  /** @param {string} detail */
  startAgain(detail) {
    this.detail = detail;
    this.drawn.clear();
    this.unitLayer.replaceChildren();
  }

  /**
   * @param {string} id
   * @param {Layout['detail']} kind
   * @param {number} place  in reading order
   */
  drawnOf(id, kind, place) {
    const each = this.drawn.get(id) ?? KINDS[kind].make();
    this.drawn.set(id, each);
    const there = this.unitLayer.children[place];
    if (there !== each.element) this.unitLayer.insertBefore(each.element, there ?? null);
    return each;
  }
}

/**
 * The width the page gives, and the height that is left in the window between what stands above and below the picture.
 * @param {HTMLElement} host
 */
export function roomOf(host) {
  const below = host.nextElementSibling?.getBoundingClientRect().height ?? 0;
  const top = host.getBoundingClientRect().top + window.scrollY;
  return { width: host.clientWidth, height: Math.max(LOWEST, window.innerHeight - top - below - 10) };
}

/**
 * Every row of units hangs on a line; at the right the lines are joined.
 * @param {Layout} layout
 * @returns {string}  for the attribute `d`
 */
function gridLine(layout) {
  const { x, y } = KINDS[layout.detail].anchors.grid;
  if (layout.places.length < 2) return '';
  const points = layout.places.map((place) => ({ x: place.x + x * layout.scale, y: place.y + y * layout.scale }));
  const first = points.filter((_, place) => place % layout.columns === 0);
  const last = points[points.length - 1];
  if (layout.rows === 1) return `M ${first[0].x.toFixed(1)} ${first[0].y.toFixed(1)} H ${last.x.toFixed(1)}`;
  const rows = first.map((point) => `M ${point.x.toFixed(1)} ${point.y.toFixed(1)} H ${layout.bus.toFixed(1)}`);
  return `${rows.join(' ')} M ${layout.bus.toFixed(1)} ${first[0].y.toFixed(1)} V ${last.y.toFixed(1)}`;
}

/**
 * @param {Figures[]} states
 * @param {Layout} layout
 * @returns {Map<string, import('./deal_flows.js').Anchors>}
 */
function anchorsOf(states, layout) {
  const { grid, sides } = KINDS[layout.detail].anchors;
  return new Map(states.map(({ id }, place) => {
    const corner = { x: layout.places[place].x / layout.scale, y: layout.places[place].y / layout.scale };
    const moved = (/** @type {{x: number, y: number}} */ point) => ({ x: point.x + corner.x, y: point.y + corner.y });
    return [id, { start: moved(grid), sides: { left: moved(sides.left), right: moved(sides.right) } }];
  }));
}

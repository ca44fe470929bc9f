/**
 * The deals as dotted curves between units.
 */
import { set, svg } from '../dom.js';
import { along, between, path } from './curves.js';
import { dots, gradient } from './dots.js';
import { pace } from './flows.js';

/** @typedef {import('./flows.js').Flow} Flow */
/** @typedef {import('./curves.js').Point} Point */
/** @typedef {{start: Point, sides: {left: Point, right: Point}}} Anchors  in units of the drawing */
/** @typedef {{element: SVGElement, paint: SVGElement, way: import('./dots.js').Dots}} Drawn */

/**
 * @param {typeof between} [curve]  how energy gets from one unit to another
 */
export function dealFlows(curve = between) {
  const layer = svg('g', { class: 'deal-flows', 'aria-hidden': 'true' });
  /** @type {Map<string, Drawn>} */
  const drawn = new Map();

  return {
    layer,
    /**
     * @param {Flow[]} flows
     * @param {Map<string, Anchors>} anchors  of the units in the picture
     * @param {number} reach
     * @param {number} [right]  where the picture ends
     */
    show(flows, anchors, reach, right) {
      const seen = flows.filter(({ from, to }) => from !== to && anchors.has(from) && anchors.has(to));
      dropOthers(drawn, new Set(seen.map(({ id }) => id)));
      /** @type {Map<string, number>} */
      const pairs = new Map();
      for (const flow of seen) {
        const pair = [flow.from, flow.to].sort().join(' ');
        const nth = pairs.get(pair) ?? 0;
        pairs.set(pair, nth + 1);
        const target = /** @type {Anchors} */ (anchors.get(flow.to));
        lead(drawnOf(flow.id), flow, curve(/** @type {Anchors} */ (anchors.get(flow.from)).start, target.sides, reach, nth, right));
      }
    },
  };

  /** @param {string} id */
  function drawnOf(id) {
    const before = drawn.get(id);
    if (before) return before;
    const name = `deal-${id.replace(/[^\w-]/g, '_')}`;
    const way = dots(name);
    const paint = gradient(name, [0, 0, 1, 1]);
    const made = { element: svg('g', { 'data-deal': id }, paint, way.element), paint, way };
    layer.append(made.element);
    drawn.set(id, made);
    return made;
  }
}

/**
 * @param {Drawn} drawn
 * @param {Flow} flow
 * @param {import('./curves.js').Curve} curve
 */
function lead({ element, paint, way }, flow, curve) {
  set(paint, { x1: curve.from.x, y1: curve.from.y, x2: curve.to.x, y2: curve.to.y });
  way.lead(path(curve), along(curve, 0.55));
  way.pace(pace(flow.currentA));
  way.show(true);
  set(element, { class: `deal ${flow.state}` });
}

/**
 * @param {Map<string, Drawn>} drawn
 * @param {Set<string>} kept
 */
function dropOthers(drawn, kept) {
  for (const [id, { element }] of drawn) {
    if (kept.has(id)) continue;
    element.remove();
    drawn.delete(id);
  }
}

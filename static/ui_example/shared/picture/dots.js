/**
 * Moving dots along a path, with an arrowhead for those who want no movement.
 */
import { set, svg } from '../dom.js';

/** @typedef {ReturnType<typeof dots>} Dots */

/**
 * @param {string} paint  its id, from green where energy comes from to white where it goes
 */
export function dots(paint) {
  const line = svg('path', { class: 'dots', stroke: `url(#${paint})` });
  const head = svg('path', { class: 'head', d: 'M -6 -5 L 7 0 L -6 5 L -3 0 Z' });
  const element = svg('g', { class: 'flow', hidden: true }, line, head); // the sheet gives `hidden` its meaning in SVG
  return {
    element,
    /**
     * @param {string} d
     * @param {{x: number, y: number, degrees: number}} arrow
     */
    lead(d, arrow) {
      set(line, { d });
      set(head, { transform: `translate(${arrow.x.toFixed(1)} ${arrow.y.toFixed(1)}) rotate(${arrow.degrees.toFixed(0)})` });
    },
    /** @param {boolean} flowing */
    show(flowing) {
      set(element, { hidden: !flowing });
    },
    /** @param {number} seconds  for the way from one dot to the next */
    pace(seconds) {
      const duration = `${seconds}s`;
      if (line.style.animationDuration !== duration) line.style.animationDuration = duration;
    },
  };
}

/**
 * A straight way, and the arrow in its middle.
 * @param {[number, number, number, number]} way  x and y of start and end
 * @returns {[string, {x: number, y: number, degrees: number}]}
 */
export function straight([x1, y1, x2, y2]) {
  const degrees = Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
  return [`M ${x1} ${y1} L ${x2} ${y2}`, { x: (x1 + x2) / 2, y: (y1 + y2) / 2, degrees }];
}

/**
 * @param {string} id
 * @param {[number, number, number, number]} way
 */
export function gradient(id, [x1, y1, x2, y2]) {
  return svg('linearGradient', { id, gradientUnits: 'userSpaceOnUse', x1, y1, x2, y2 },
    svg('stop', { offset: 0, class: 'source' }), svg('stop', { offset: 1, class: 'goal' }));
}

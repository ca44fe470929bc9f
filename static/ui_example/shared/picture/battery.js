/**
 * The body of a battery, filled by its level.
 */
import { set, svg } from '../dom.js';
import { level } from './format.js';

/**
 * @param {{x: number, y: number, width: number, height: number}} box
 */
export function battery(box) {
  const fill = svg('rect', { class: 'fill', x: box.x + 1, width: box.width - 2 });
  const body = svg('g', {}, svg('rect', { ...box, class: 'body' }), fill);
  return {
    body,
    /** @param {number | null} rsoc  % */
    update(rsoc) {
      const part = Math.min(Math.max(rsoc ?? 0, 0), 100) / 100;
      const height = part * (box.height - 2);
      set(fill, { height: height.toFixed(1), y: (box.y + box.height - 1 - height).toFixed(1), 'data-level': level(rsoc) });
    },
  };
}

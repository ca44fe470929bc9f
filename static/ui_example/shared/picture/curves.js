/**
 * The curves along which energy flows between units, in the units of the drawing. Touches no document.
 */

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{from: Point, bend: [Point, Point], to: Point}} Curve  a cubic Bézier curve */

/**
 * From the grid terminal below one battery to the side of another one.
 * @param {Point} terminal  below the discharging unit
 * @param {{left: Point, right: Point}} sides  of the charging unit's battery
 * @param {number} reach  about the height of a unit: how far curves swing
 * @param {number} nth  0, 1, … : the how manieth curve between these two units
 * @returns {Curve}
 */
export function between(terminal, sides, reach, nth) {
  const fromRight = terminal.x >= (sides.left.x + sides.right.x) / 2 - 1;
  const to = fromRight ? sides.right : sides.left;
  const out = fromRight ? 1 : -1;
  const away = Math.min(Math.abs(terminal.x - to.x), reach);
  const spread = (nth + 1) * 0.16 * reach;
  return {
    from: terminal,
    bend: [
      { x: terminal.x - out * away * 0.12, y: terminal.y + 0.12 * reach + spread },
      { x: to.x + out * Math.max(0.45 * away, spread), y: to.y + (terminal.y > to.y ? 1 : -1) * spread * 0.5 },
    ],
    to,
  };
}

/**
 * @param {Curve} curve
 * @returns {string}  for the attribute `d`
 */
export function path({ from, bend: [first, second], to }) {
  const point = (/** @type {Point} */ { x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M ${point(from)} C ${point(first)}, ${point(second)}, ${point(to)}`;
}

/**
 * The place and direction at a part of the curve, for an arrowhead.
 * @param {Curve} curve
 * @param {number} part  0 = start … 1 = end
 * @returns {Point & {degrees: number}}
 */
export function along({ from, bend: [first, second], to }, part) {
  const rest = 1 - part;
  const place = (/** @type {'x' | 'y'} */ axis) => rest ** 3 * from[axis] + 3 * rest ** 2 * part * first[axis]
    + 3 * rest * part ** 2 * second[axis] + part ** 3 * to[axis];
  const slope = (/** @type {'x' | 'y'} */ axis) => 3 * rest ** 2 * (first[axis] - from[axis])
    + 6 * rest * part * (second[axis] - first[axis]) + 3 * part ** 2 * (to[axis] - second[axis]);
  return { x: place('x'), y: place('y'), degrees: Math.atan2(slope('y'), slope('x')) * 180 / Math.PI };
}

/**
 * The curves along which energy flows between units, in the units of the drawing. Touches no document.
 */

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{from: Point, bend: [Point, Point], to: Point}} Curve  a cubic Bézier curve */

/**
 * From where one unit hangs on the grid to the side of another one's battery.
 * @param {Point} start  on the grid, below the discharging unit
 * @param {{left: Point, right: Point}} sides  of the charging unit's battery
 * @param {number} reach  about the height of a unit: how far curves swing
 * @param {number} nth  0, 1, … : the how manieth curve between these two units
 * @param {number} [right]  where the picture ends
 * @returns {Curve}
 */
export function between(start, sides, reach, nth, right = Infinity) {
  const fromRight = start.x >= (sides.left.x + sides.right.x) / 2 - 1;
  const to = fromRight ? sides.right : sides.left;
  const out = fromRight ? 1 : -1;
  const down = start.y > to.y ? -1 : 1;
  const spread = nth * 0.14 * reach;
  const across = Math.abs(start.x - to.x);
  const bend = across < 0.4 * reach ? swing() : lean();
  return { from: start, bend, to };

  /** Units above one another: the curve goes round what stands between. @returns {[Point, Point]} */
  function swing() {
    const far = inside(0.34 * reach + spread);
    return [{ x: start.x + out * far, y: start.y + 0.06 * reach }, { x: to.x + out * far, y: to.y - down * 0.2 * reach }];
  }

  /**
   * Narrower where the picture ends, and never as narrow as the curve before: a curve gets three quarters as far as its bends.
   * @param {number} wanted
   */
  function inside(wanted) {
    const most = (right - Math.max(start.x, to.x)) / 0.75;
    return out > 0 && Number.isFinite(most) ? Math.min(wanted, most * wanted / (wanted + 0.14 * reach)) : wanted;
  }

  /** Units beside one another: the curve hangs below the grid, then comes in from the side. @returns {[Point, Point]} */
  function lean() {
    const away = Math.min(across, 1.2 * reach);
    return [
      { x: start.x - out * 0.15 * away, y: start.y + 0.2 * reach + spread },
      { x: to.x + out * 0.5 * away, y: to.y - down * 0.04 * reach + spread },
    ];
  }
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

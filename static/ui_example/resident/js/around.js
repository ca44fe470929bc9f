/**
 * Where the own unit stands, and around it those that share energy with it. Touches no document.
 * They stand in the order of the deals, left and right in turn: a place says nothing about who they are.
 */
import { CELL } from '../../shared/picture/layout.js';

/** @typedef {import('../../shared/picture/curves.js').Point} Point */
/** @typedef {{width: number, height: number}} Size */
/**
 * @typedef {object} Around  in units of the drawing
 * @property {number} scale  pixels per unit of the drawing
 * @property {Size} size  of the whole picture
 * @property {Point} own  left upper corner
 * @property {Point[]} shadows  left upper corners
 * @property {Size} shadow
 */

const BOX = { width: 372, height: 312 }; // room for shadows is kept free: a deal that begins must not make the unit jump
const OWN = { x: (BOX.width - CELL.full.width) / 2, y: 16 };
const SHADOW = { width: 36, height: 66 };
const EDGE = 22; // of a single one; several begin further out
const OUTERMOST = 4;
const GAP = 12;
const SIDE = 128; // wide: nearer to the unit stands what is written beside it
const HEIGHT = 270; // the shadows stand above what hangs below the unit
const SMALLEST = 0.8;
const LARGEST = 3;

/**
 * @param {number} count  of shadows
 * @param {Size} room  px
 * @returns {Around}
 */
export function around(count, room) {
  const scale = Math.max(SMALLEST, Math.min(room.width / BOX.width, room.height / BOX.height, LARGEST));
  const shrink = Math.min(1, HEIGHT / Math.max(1, Math.ceil(count / 2)) / (SHADOW.height + GAP));
  const shadow = { width: SHADOW.width * shrink, height: SHADOW.height * shrink };
  const shadows = Array.from({ length: count }, (_, place) => corner(place, count, shadow));
  return { scale, size: BOX, own: OWN, shadows, shadow };
}

/**
 * @param {number} place
 * @param {number} count
 * @param {Size} shadow
 * @returns {Point}
 */
function corner(place, count, shadow) {
  const isLeft = place % 2 === 0;
  const ofSide = isLeft ? Math.ceil(count / 2) : Math.floor(count / 2);
  const nth = Math.floor(place / 2);
  const middle = ofSide === 1 ? HEIGHT * (isLeft ? 0.35 : 0.65) : HEIGHT * (nth + 0.5) / ofSide;
  // the lower, the further in: so the ways to the upper ones pass by
  const step = ofSide === 1 ? 0 : Math.min(shadow.width + 6, (SIDE - OUTERMOST - shadow.width) / (ofSide - 1));
  const out = ofSide === 1 ? EDGE : OUTERMOST + nth * step;
  return { x: isLeft ? out : BOX.width - out - shadow.width, y: middle - shadow.height / 2 };
}

/**
 * The way between the feet of two units: it hangs below them, clear of what is written beside the own one.
 * @param {Point} from
 * @param {{left: Point, right: Point}} to  the foot, whichever side
 * @returns {import('../../shared/picture/curves.js').Curve}
 */
export function hanging(from, { left: to }) {
  const [low, high] = from.y > to.y ? [from, to] : [to, from];
  const below = {
    low: { x: low.x + 0.5 * (high.x - low.x), y: low.y + 52 },
    high: { x: high.x, y: high.y + 0.85 * (low.y - high.y) + 24 },
  };
  return { from, bend: low === from ? [below.low, below.high] : [below.high, below.low], to };
}

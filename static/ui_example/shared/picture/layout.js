/**
 * Where n units stand in a window of a given size: as large as fits, in a grid that is not stretched.
 * Touches no document.
 */

/** @typedef {{width: number, height: number}} Size */
/**
 * @typedef {object} Layout
 * @property {'full' | 'medium' | 'compact'} detail
 * @property {number} scale  pixels per unit of the drawing
 * @property {number} columns
 * @property {number} rows
 * @property {number} width  of the whole picture, px
 * @property {number} height  of the whole picture, px; more than the window's where units would become unreadable
 * @property {{x: number, y: number}[]} places  left upper corner of every unit, px
 * @property {number} bus  x of the line that joins the rows, px
 */

/** The drawings' own sizes; 13 of their units are the height of ordinary text. */
export const CELL = {
  full: { width: 176, height: 246 },
  medium: { width: 152, height: 110 },
  compact: { width: 96, height: 72 },
};
const SMALLEST = { full: 0.85, medium: 0.85, compact: 0.9 };
const LARGEST = { full: 3.2, medium: 2, compact: 1.8 };
const ENOUGH = 1.15; // a unit this large is read from afar: rather a compact block than one long row
const MARGIN = 12; // room for the line at the right
const LOOSEST = 1.7; // how far apart units may stand, in units' widths
const PHONE = 600; // px: narrower windows are scrolled anyway

/**
 * @param {number} count
 * @param {Size} window  px
 * @returns {Layout}
 */
export function arrange(count, window) {
  const room = { width: Math.max(window.width - 2 * MARGIN, CELL.compact.width), height: Math.max(window.height - 2 * MARGIN, CELL.compact.height) };
  const tall = room.width < PHONE ? { ...room, height: room.height * 2.5 } : room;
  const found = fitting(count, room, 'full') ?? fitting(count, tall, 'full') ?? fitting(count, room, 'medium') ?? fitting(count, room, 'compact') ?? scrolled(count, room);
  return placed(count, found, room);
}

/**
 * @typedef {{detail: Layout['detail'], columns: number, scale: number}} Grid
 */

/**
 * @param {number} count
 * @param {Size} room
 * @param {Layout['detail']} detail
 * @returns {Grid | null}
 */
function fitting(count, room, detail) {
  const cell = CELL[detail];
  /** @type {(Grid & {worth: number, skew: number}) | null} */
  let best = null;
  for (let columns = 1; columns <= Math.max(count, 1); columns += 1) {
    const rows = Math.ceil(count / columns);
    const scale = Math.min(room.width / columns / cell.width, room.height / rows / cell.height, LARGEST[detail]);
    const candidate = { detail, columns, scale, worth: Math.min(scale, ENOUGH), skew: Math.abs(columns - rows) };
    if (!best || candidate.worth > best.worth || (candidate.worth === best.worth && candidate.skew < best.skew)) best = candidate;
  }
  return best && best.scale >= SMALLEST[detail] ? best : null;
}

/**
 * @param {number} count
 * @param {Size} room
 * @returns {Grid}
 */
function scrolled(count, room) {
  const columns = Math.min(count, Math.max(1, Math.floor(room.width / CELL.compact.width)));
  return { detail: 'compact', columns, scale: Math.min(1, room.width / columns / CELL.compact.width) };
}

/**
 * @param {number} count
 * @param {Grid} grid
 * @param {Size} room
 * @returns {Layout}
 */
function placed(count, { detail, columns, scale }, room) {
  const rows = Math.max(1, Math.ceil(count / columns));
  const [width, height] = [CELL[detail].width * scale, CELL[detail].height * scale];
  const pitch = { x: Math.min(room.width / columns, width * LOOSEST), y: Math.max(height, Math.min(room.height / rows, height * 1.25)) };
  const left = MARGIN + (room.width - pitch.x * columns) / 2;
  const total = room.width < PHONE ? pitch.y * rows : Math.max(pitch.y * rows, room.height);
  const top = MARGIN + (total - pitch.y * rows) / 2;
  const places = Array.from({ length: count }, (_, index) => ({
    x: left + (index % columns) * pitch.x + (pitch.x - width) / 2,
    y: top + Math.floor(index / columns) * pitch.y + (pitch.y - height) / 2,
  }));
  return { detail, scale, columns, rows, width: room.width + 2 * MARGIN, height: total + 2 * MARGIN, places, bus: left + pitch.x * columns + MARGIN / 2 };
}

/**
 * The order in which units stand: as people count, unit 2 before unit 10.
 * @param {Iterable<string>} ids
 */
export function ordered(ids) {
  return [...ids].sort(new Intl.Collator('en', { numeric: true }).compare);
}

/**
 * What is known of the units of a cluster, and whether it is still true. Touches no document (of the browser).
 *
 * A set may hold one of four units while it is being written, and the same states may come again under a new
 * datasetId: so a unit keeps its last state, and only a `time` that moves on proves that it speaks.
 */
import { instant } from '../time.js';
import { numberAt } from './reading.js';

/** @typedef {{document: UnitDocument, changedAt: number}} Known  changedAt: on the page's watch, ms */
/** @typedef {Map<string, Known>} Units */

/**
 * @param {Units} known
 * @param {Record<string, UnitDocument> | null} set  the answer of latestSet
 * @param {number} watched  the page's watch now, ms
 * @returns {Units}
 */
export function remember(known, set, watched) {
  const units = new Map(known);
  for (const [id, document] of Object.entries(set ?? {})) {
    if (document === null || typeof document !== 'object') continue;
    const before = known.get(id);
    const still = before !== undefined && before.document.time === document.time;
    units.set(id, { document, changedAt: still ? before.changedAt : watched });
  }
  return units;
}

/**
 * Gives registered units of which nothing is known their place, as soon as anything is known of others: a unit that ended must not
 * vanish, and it is silent from now on, for it may come with the next answer.
 * @param {Units} known
 * @param {Iterable<string>} registered
 * @param {number} watched  the page's watch now, ms
 * @returns {Units}
 */
export function awaited(known, registered, watched) {
  if (known.size === 0) return known;
  const unheard = [...registered].filter((id) => !known.has(id));
  return new Map([...known, ...unheard.map((id) => /** @type {[string, Known]} */ ([id, { document: {}, changedAt: watched }]))]);
}

/**
 * The greatest datasetId known, i.e. when anything last came in; ms since epoch.
 * @param {Units} units
 * @returns {number | null}
 */
export function received(units) {
  const ids = [...units.values()].map(({ document }) => numberAt(document, 'datasetId')).filter((id) => id !== null);
  return ids.length ? Math.max(...ids) : null;
}

/**
 * The units' own latest time; ms since epoch.
 * @param {Units} units
 * @returns {number | null}
 */
export function latestTime(units) {
  const times = [...units.values()].map(({ document }) => instant(document.time)).filter((time) => time !== null);
  return times.length ? Math.max(...times) : null;
}

/**
 * Whether the whole picture is old: the service center has not answered for so long.
 * @param {number | null} answeredAt  ms, null = never
 * @param {number} now  ms, of the same clock
 * @param {number} noDataAfterSec
 */
export function outdated(answeredAt, now, noDataAfterSec) {
  return answeredAt !== null && now - answeredAt >= noDataAfterSec * 1000;
}

/**
 * The units that are shown as `No DATA`.
 * @param {Units} units
 * @param {{watched: number, serverNow: number, noDataAfterSec: number}} now  ms, ms since epoch, s
 * @returns {Set<string>}
 */
export function silent(units, { watched, serverNow, noDataAfterSec }) {
  const limit = noDataAfterSec * 1000;
  const last = received(units);
  const allSilent = last !== null && serverNow - last > limit;
  const quiet = [...units].filter(([, { changedAt }]) => allSilent || watched - changedAt >= limit);
  return new Set(quiet.map(([id]) => id));
}

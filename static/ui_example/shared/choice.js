/**
 * What somebody looks at (community, cluster and, for residents, unit), remembered from page to page.
 */
import { read, written } from './cookies.js';

/** @typedef {'community' | 'cluster' | 'unit'} Level */
/** @typedef {Record<Level, string>} Choice  ids; empty = not chosen */

/**
 * @param {string} role  staff and residents are remembered apart
 * @param {Level} level
 */
function cookie(role, level) {
  return `apis_${role}_${level}`;
}

/**
 * @param {string} role
 * @returns {Choice}
 */
export function remembered(role) {
  const recall = (/** @type {Level} */ level) => read(document.cookie, cookie(role, level));
  return { community: recall('community'), cluster: recall('cluster'), unit: recall('unit') };
}

/**
 * @param {string} role
 * @param {Level[]} levels
 * @param {Choice} choice
 */
export function remember(role, levels, choice) {
  for (const level of levels) {
    document.cookie = written(cookie(role, level), choice[level], location.protocol === 'https:');
  }
}

/**
 * Small choices of a reader that every page keeps: language, theme, time zone.
 */
import { read, written } from './cookies.js';

/** @typedef {'language' | 'theme' | 'zone'} Kept */

/** @param {Kept} name */
export function kept(name) {
  return read(document.cookie, `apis_${name}`);
}

/**
 * @param {Kept} name
 * @param {string} value  empty = forget
 */
export function keep(name, value) {
  document.cookie = written(`apis_${name}`, value, location.protocol === 'https:');
}

/**
 * Light or dark: as the reader's system is, until somebody chooses here.
 */
import { keep } from './kept.js';

export const THEME_CHANGED = 'apis:theme';
const system = matchMedia('(prefers-color-scheme: dark)');

system.addEventListener('change', () => {
  if (!document.documentElement.dataset.theme) tell();
});

/** @returns {'light' | 'dark'}  what is seen now */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

/** @param {'light' | 'dark'} wanted */
export function wear(wanted) {
  document.documentElement.dataset.theme = wanted;
  keep('theme', wanted);
  tell();
}

/**
 * A colour as the sheet of styles has it now, for what is painted rather than styled.
 * @param {string} name  e.g. `--ink`
 */
export function colour(name) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const pair = /^light-dark\(([^,]+), ([^)]+)\)$/.exec(value);
  return pair ? pair[theme() === 'dark' ? 2 : 1] : value;
}

function tell() {
  document.dispatchEvent(new Event(THEME_CHANGED));
}

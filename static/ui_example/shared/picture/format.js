/**
 * Figures as text. What is not known is `--`, never NaN. Touches no document.
 */

import { inLanguage } from '../language.js';
import * as texts from '../texts/visual.js';

export const UNKNOWN = '--';
const t = inLanguage(texts);

/** @typedef {import('./reading.js').Figures} Figures */

/**
 * @param {number | null | undefined} value
 * @param {string} unit
 * @param {number} [digits]  at most so many decimals
 */
export function measured(value, unit, digits = 1) {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN + unit;
  const rounded = Number(value.toFixed(digits));
  return `${rounded === 0 ? 0 : rounded}${unit}`; // converters report -0.0
}

/** @param {number | null} rsoc  % */
export function percent(rsoc) {
  return measured(rsoc, '%', 0);
}

/**
 * @param {number | null} rsoc  %
 * @returns {'unknown' | 'low' | 'middle' | 'high'}
 */
export function level(rsoc) {
  if (rsoc === null) return 'unknown';
  if (rsoc < 20) return 'low';
  return rsoc < 50 ? 'middle' : 'high';
}

/**
 * @param {Figures} unit
 * @param {boolean} silent  true = No DATA
 * @returns {string}  the picture of a unit in words
 */
export function inWords(unit, silent) {
  return [
    unit.name,
    silent ? t.noDataLast : '',
    unit.isGridMaster ? t.signGridMaster : '',
    unit.isVoltageReference ? t.signReference : '',
    unit.mode ? t.mode(unit.mode) : '',
    t.battery(spoken(unit.rsoc, '%', 0)),
    t.solar(spoken(unit.pvW, 'W')),
    unit.acV === null && unit.acW === null ? '' : t.acInput(`${spoken(unit.acV, 'V')}${unit.acW === null ? '' : ` ${spoken(unit.acW, 'W')}`}`),
    t.load(`${spoken(unit.loadW, 'W')} ${spoken(unit.loadV, 'V')}`),
    t.grid(spoken(unit.gridV, 'V'), grid(unit.gridW)),
  ].filter(Boolean).join(', ');
}

/** @param {number | null} watts */
function grid(watts) {
  if (watts === null || watts === 0) return spoken(watts, 'W');
  const power = spoken(Math.abs(watts), 'W');
  return watts > 0 ? t.charging(power) : t.discharging(power);
}

/**
 * @param {number | null} value
 * @param {string} unit
 * @param {number} [digits]
 */
function spoken(value, unit, digits) {
  return value === null ? t.unknown : measured(value, ` ${unit}`, digits);
}

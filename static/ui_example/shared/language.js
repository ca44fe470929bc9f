/**
 * English or Japanese: which one, and how figures are written in it.
 * The texts are in texts/, both languages of a topic side by side; every page takes them from there through `inLanguage`.
 */
import { keep } from './kept.js';

/** @typedef {'en' | 'ja'} Language */

/** @type {Language}  early.js has written it into the page; outside a browser it is English */
export const language = typeof document !== 'undefined' && document.documentElement.lang === 'ja' ? 'ja' : 'en';

/**
 * The texts of a topic in the language that is spoken here.
 * @template {object} Texts
 * @param {{en: Texts, ja: Texts}} both
 * @returns {Texts}
 */
export function inLanguage(both) {
  return both[language];
}

/** @returns {Language}  the one that was not chosen */
export function otherLanguage() {
  return language === 'ja' ? 'en' : 'ja';
}

/**
 * Remembers a language, and begins the page anew in it: address and choices stay.
 * @param {Language} wanted
 */
export function speak(wanted) {
  keep('language', wanted);
  location.reload();
}

/**
 * A figure as it is written here, `1,051` or `51.8`; `--` for what is none.
 * @param {unknown} value
 * @param {number} [digits]  at most so many decimals
 */
export function figure(value, digits = 0) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '--';
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(Number(value.toFixed(digits)) || 0);
}

/**
 * Puts the texts into what stands in the HTML of a page: `data-text="key"` becomes its content, `data-label="key"` its name.
 * @param {Record<string, unknown>} texts
 */
export function fillIn(texts) {
  for (const element of document.querySelectorAll('[data-text], [data-label]')) {
    const { text, label } = /** @type {HTMLElement} */ (element).dataset;
    if (text && typeof texts[text] === 'string') element.textContent = texts[text];
    if (label && typeof texts[label] === 'string') element.setAttribute('aria-label', texts[label]);
  }
}

/**
 * Refusals and failures as words for people. Touches no document.
 */
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';
import { span } from './time.js';

const t = inLanguage(texts);

/**
 * @param {unknown} thrown
 * @returns {number}  HTTP status, 0 = no answer, -1 = a fault of the page itself
 */
export function statusOf(thrown) {
  const status = /** @type {any} */ (thrown)?.answer?.status;
  return typeof status === 'number' ? status : -1;
}

/** @param {unknown} thrown */
export function textOf(thrown) {
  const text = /** @type {any} */ (thrown)?.answer?.responseText;
  return typeof text === 'string' ? text.trim() : '';
}

/** @param {unknown} thrown */
export function isLoginRequired(thrown) {
  return statusOf(thrown) === 403 && textOf(thrown) === 'login required';
}

/** @param {unknown} thrown */
export function isRoleRequired(thrown) {
  return statusOf(thrown) === 403 && /^(staff|resident) required$/.test(textOf(thrown));
}

/**
 * @param {unknown} thrown
 * @returns {string}  a sentence without a full stop
 */
export function inWords(thrown) {
  const status = statusOf(thrown);
  if (status === 0) return t.unreachable;
  if (status === -1) return t.notShown;
  const text = textOf(thrown);
  if (text === texts.en.telemetryAway) return t.telemetryAway;
  return text && text.length <= 120 && !text.startsWith('<') ? t.saying(text) : t.answered(status);
}

/** @param {unknown} thrown */
export function loginInWords(thrown) {
  if (statusOf(thrown) === 403) return textOf(thrown).startsWith('csrf') ? t.cookiesNeeded : t.loginFailed;
  if (statusOf(thrown) !== 429) return inWords(thrown);
  const wait = Number(/** @type {any} */ (thrown).answer.getResponseHeader?.('Retry-After') ?? NaN);
  return t.tooMany(wait > 0 ? span(wait) : t.aFewMinutes);
}

/**
 * What went wrong as a whole sentence.
 * @param {unknown} thrown
 */
export function sentenceOf(thrown) {
  return t.sentence(inWords(thrown));
}

/**
 * @param {string} sentence
 */
export function capital(sentence) {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/**
 * A text from outside within a sentence: written in its own direction.
 * @param {string} text
 */
export function apart(text) {
  return `\u2068${text}\u2069`;
}

/**
 * What is left to choose, and whether something was chosen in vain: not what, which another user may have chosen.
 * @param {import('./choice.js').Level[]} levels
 * @param {import('./choice.js').Choice} wanted
 * @param {import('./choice.js').Choice} offered  what of it there is
 */
export function toChoose(levels, wanted, offered) {
  const inVain = levels.some((level) => wanted[level] !== offered[level]);
  return [inVain ? t.notThere : '', t.toChoose(levels.map((level) => t[level]))].filter(Boolean).join(' ');
}

/**
 * Instants and spans as people read them. Touches no document; the zone is the browser's unless one is given.
 */
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';

const t = inLanguage(texts);

/**
 * @param {unknown} text  as the API writes instants
 * @returns {number | null}  ms
 */
export function instant(text) {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

/**
 * Month/day hour:minute and the zone, as in figure 4-5: `1/10 4:24 GMT+9`.
 * @param {number} ms
 * @param {string} [timeZone]
 */
export function clockTime(ms, timeZone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset',
  }).formatToParts(ms);
  const part = (/** @type {string} */ type) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('month')}/${part('day')} ${Number(part('hour'))}:${part('minute')} ${part('timeZoneName')}`;
}

/**
 * A span in its largest unit: `12 seconds`, `1 minute`, `3 hours`, `2 days`.
 * @param {number} sec
 */
export function span(sec) {
  const whole = Math.max(0, Math.round(sec));
  if (whole < 60) return t.seconds(whole);
  if (whole < 3600) return t.minutes(Math.round(whole / 60));
  if (whole < 48 * 3600) return t.hours(Math.round(whole / 3600));
  return t.days(Math.round(whole / 86400));
}

/**
 * How long ago, for instants in the past; what is a little ahead of the clock was just now.
 * @param {number} sec
 */
export function ago(sec) {
  return sec < 2 ? t.justNow : t.ago(span(sec));
}

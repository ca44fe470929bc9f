/**
 * What must not be overlooked, on top: the monitors see nothing, or jobs are late.
 */
import { html } from '../../../shared/dom.js';
import { inLanguage } from '../../../shared/language.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { span } from '../../../shared/time.js';
import { apart } from '../../../shared/words.js';
import { keepingFocus, timeOf } from './cells.js';
import { records, text } from './rules.js';

/** @typedef {import('./rules.js').Failure} Failure */

const t = inLanguage(texts);

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} after  what follows it, for the keyboard
 * @param {(failure: Failure, zone: string) => void} open
 */
export function alarms(place, after, open) {
  let said = '';
  return {
    /**
     * @param {Failure[]} blind
     * @param {unknown} late
     * @param {string} zone
     */
    show(blind, late, zone) {
      const jobs = records(late);
      const now = JSON.stringify([blind, jobs, zone]);
      if (now === said) return; // an alarm that stands is not raised again every 15 seconds
      said = now;
      keepingFocus(place, () => {
        place.replaceChildren(...blind.map((failure) => blindness(failure, zone, open)), ...(jobs.length ? [lateness(jobs, zone)] : []));
        place.hidden = place.childElementCount === 0;
      }, after);
    },
    forget() {
      said = '';
      place.hidden = true;
      place.replaceChildren();
    },
  };
}

/**
 * @param {Failure} failure
 * @param {string} zone
 * @param {(failure: Failure, zone: string) => void} open
 */
function blindness(failure, zone, open) {
  const button = html('button', {
    type: 'button', class: 'button small', 'data-id': text(failure.id), 'aria-label': t.detailsOf(t.type(text(failure.type)), timeOf(failure.detected, zone)),
  }, t.details);
  button.addEventListener('click', () => open(failure, zone));
  return html('div', { class: 'alarm wrong' }, html('div', { role: 'alert' },
    html('p', { class: 'strong lines' }, t.blind(apart(text(failure.description)))),
    html('p', {}, t.blindSince(timeOf(failure.detected, zone)))), button);
}

/**
 * @param {Record<string, any>[]} jobs
 * @param {string} zone
 */
function lateness(jobs, zone) {
  return html('div', { class: 'alarm warn' }, html('div', { role: 'alert' },
    html('p', { class: 'strong' }, t.late), html('ul', {}, ...jobs.map((job) => lateJob(job, zone)))));
}

/**
 * @param {Record<string, any>} job
 * @param {string} zone
 */
function lateJob({ name, succeeded, intervalSec }, zone) {
  const facts = [
    t.job(text(name)),
    text(succeeded) ? t.succeeded(timeOf(succeeded, zone)) : t.neverSucceeded,
    typeof intervalSec === 'number' ? t.lateJob(span(intervalSec)) : '',
  ].filter(Boolean).join('; ');
  return html('li', {}, html('bdi', { class: 'technical' }, text(name)), ` – ${facts}`);
}

/**
 * Failures by date: of which days, and the table of them, closed ones too.
 */
import { byId, say } from '../../../shared/dom.js';
import { figure, inLanguage } from '../../../shared/language.js';
import { Loading } from '../../../shared/loading.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { keepingFocus } from './cells.js';
import { failureTable } from './failures.js';
import { daysOf, records } from './rules.js';

/** @typedef {import('./rules.js').Failure} Failure */
/** @typedef {import('./rules.js').Days} Days */
/** @typedef {import('../monitoring.js').Here} Here */
/** @typedef {{here: Here, days: Days}} Question */

const t = inLanguage(texts);

/**
 * @typedef {object} Around
 * @property {(thrown: unknown) => boolean} refused
 * @property {(failure: Failure, zone: string) => void} open
 * @property {(days: {from: string, to: string}) => void} go
 */

export class ByDate {
  /** @param {Around} around */
  constructor({ refused, open, go }) {
    this.first = byId('first', HTMLInputElement);
    this.last = byId('last', HTMLInputElement);
    this.all = byId('all-days', HTMLButtonElement);
    this.words = byId('days-words', HTMLElement);
    this.place = byId('by-date-table', HTMLElement);
    this.table = failureTable(this.place, { label: t.byDate, closed: true, open });
    this.loading = new Loading({ place: byId('by-date-trouble', HTMLElement), refused });
    /** @type {Question | null} */
    this.question = null;
    this.shown = ''; // for which question
    byId('days', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      // half a date is no date, and not none either
      if (this.first.reportValidity() && this.last.reportValidity()) go({ from: this.first.value, to: this.last.value });
    });
    this.all.addEventListener('click', () => {
      this.first.focus();
      go({ from: '', to: '' });
    });
  }

  /**
   * @param {Here} here
   * @param {import('../../../shared/address.js').Place} place
   */
  show(here, { from, to }) {
    const days = daysOf(here.zone, from, to);
    [this.first.value, this.last.value] = [days.first, days.last];
    this.all.disabled = !from && !to;
    const isPossible = !days.wrong && !days.backwards;
    this.question = isPossible ? { here, days } : null;
    if (isPossible) this.load();
    else this.refuse(days);
  }

  load() {
    if (!this.question) return;
    const { here, days } = this.question;
    this.loading.load(
      () => client.monitoring.failure.list(...here.ids, days.from, days.to),
      (answer) => this.draw(records(answer), here, days),
    );
  }

  /**
   * @param {Failure[]} failures
   * @param {Here} here
   * @param {Days} days
   */
  draw(failures, here, days) {
    const key = JSON.stringify([here.ids, here.zone, days]);
    say(this.words, inWords(days, figure(failures.length)));
    keepingFocus(this.place, () => {
      this.place.hidden = false;
      this.table.show(failures, here, { keep: this.shown === key });
    }, this.words);
    this.shown = key;
  }

  /** @param {Days} days */
  refuse({ wrong, first, last }) {
    this.loading.forget();
    this.shown = '';
    this.place.hidden = true;
    say(this.words, wrong ? t.noDay(wrong) : t.backwards(first, last));
  }

  rest() {
    this.loading.forget();
  }

  forget() {
    this.rest();
    this.question = null;
    this.shown = '';
    this.place.hidden = true;
    say(this.words, '');
  }
}

/**
 * @param {Days} days
 * @param {string} count
 */
function inWords({ first, last }, count) {
  if (first && last) return t.ofDays(first, last, count);
  if (first) return t.since(first, count);
  return last ? t.until(last, count) : t.ofAllDays(count);
}

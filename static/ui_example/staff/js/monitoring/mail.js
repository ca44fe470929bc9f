/**
 * Mail that no mail server has accepted, and trying it again.
 */
import { byId, html, say } from '../../../shared/dom.js';
import { figure, inLanguage } from '../../../shared/language.js';
import { sortedTable } from '../../../shared/table.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { instant } from '../../../shared/time.js';
import { apart, statusOf } from '../../../shared/words.js';
import { attempted, quiet, sayWhyNot } from './action.js';
import { UNKNOWN, keepingFocus, textColumn, timeCell, timeColumn, timeOf } from './cells.js';
import { addresses, isParked, text } from './rules.js';

/** @typedef {import('./rules.js').Notice} Notice */

/**
 * @typedef {object} Around
 * @property {(noticeId: unknown) => Promise<unknown>} retry
 * @property {() => void} refresh
 * @property {(thrown: unknown) => boolean} refused
 */

const t = inLanguage(texts);

export class UndeliveredMail {
  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    this.place = byId('mail-table', HTMLElement);
    this.words = byId('mail-words', HTMLElement);
    this.count = byId('mail-count', HTMLElement);
    this.trouble = byId('mail-trouble', HTMLElement);
    this.zone = 'UTC';
    this.shown = '';
    this.said = ''; // what came of trying again
    this.looks = 0; // at the list, since that was said
    this.busy = false;
    this.table = tableOf(this.place, () => this.zone, (notice) => this.retry(notice));
  }

  /**
   * @param {Notice[]} notices
   * @param {string} zone
   */
  show(notices, zone) {
    this.looks += 1;
    if (this.looks > 1 && !this.busy) this.tell(''); // said, and read for 15 seconds
    const key = JSON.stringify([notices, zone]);
    if (key === this.shown) return;
    const keep = this.shown !== '';
    [this.shown, this.zone] = [key, zone];
    keepingFocus(this.place, () => {
      this.place.hidden = this.count.hidden = notices.length === 0;
      say(this.count, notices.length ? t.mailCount(figure(notices.length)) : '');
      this.tell(this.said);
      this.table.show(notices, { keep });
    }, this.words);
  }

  forget() {
    this.shown = this.said = '';
    quiet(this.trouble);
  }

  /** @param {Notice} notice */
  async retry(notice) {
    if (this.busy) return;
    this.busy = true;
    this.tell(t.retrying);
    if (this.trouble.contains(document.activeElement)) this.words.focus();
    quiet(this.trouble);
    const outcome = await attempted(() => this.around.retry(notice.id), this.around.refused);
    this.busy = false;
    this.tellOf(notice, outcome);
    if (!outcome.refused) this.around.refresh();
  }

  /**
   * @param {Notice} notice
   * @param {import('./action.js').Outcome} outcome
   */
  tellOf(notice, outcome) {
    const subject = apart(text(notice.subject) || UNKNOWN);
    const isGone = !outcome.done && statusOf(outcome.thrown) === 400;
    this.looks = 0;
    this.tell(outcome.done ? t.retried(subject) : isGone ? t.gone(subject) : '');
    if (!outcome.done && !isGone) sayWhyNot(this.trouble, outcome, t.notRetried, () => this.retry(notice));
  }

  /** @param {string} words */
  tell(words) {
    this.said = words;
    say(this.words, words || (this.place.hidden ? t.allDelivered : ''));
    this.words.hidden = this.words.textContent === '';
  }
}

/**
 * @param {HTMLElement} place
 * @param {() => string} zone
 * @param {(notice: Notice) => void} retry
 */
function tableOf(place, zone, retry) {
  const element = html('table', { class: 'mail', 'aria-label': t.mail });
  place.append(element);
  return sortedTable(element, [
    timeColumn(t.created, (/** @type {Notice} */ { created }) => created, zone),
    textColumn(t.subject, ({ subject }) => text(subject), 'roomy'),
    textColumn(t.recipients, ({ recipients }) => addresses(recipients).join(', '), 'roomy'),
    { title: t.attempts, text: ({ attempts }) => figure(attempts), order: ({ attempts }) => Number(attempts), figures: true },
    nextColumn(zone),
    textColumn(t.lastError, ({ last_error: error }) => text(error), 'roomy'),
    { title: t.retry, text: () => '', cell: (notice) => button(notice, retry), buttons: true },
  ], { back: true, search: false });
}

/**
 * @param {() => string} zone
 * @returns {import('../../../shared/table.js').Column<Notice>}
 */
function nextColumn(zone) {
  return {
    title: t.next,
    text: (notice) => (isParked(notice) ? t.givenUpAt(timeOf(notice.parked, zone())) : timeOf(notice.next_attempt, zone())),
    order: (notice) => (isParked(notice) ? Infinity : instant(notice.next_attempt) ?? -Infinity),
    cell: (notice) => (isParked(notice)
      ? html('span', {}, html('span', { class: 'state wrong' }, t.givenUp), ' ', timeCell(timeOf(notice.parked, zone())))
      : timeCell(timeOf(notice.next_attempt, zone()))),
  };
}

/**
 * @param {Notice} notice
 * @param {(notice: Notice) => void} retry
 */
function button(notice, retry) {
  const name = t.retryOf(apart(text(notice.subject) || UNKNOWN));
  const made = html('button', { type: 'button', class: 'button small', 'aria-label': name, 'data-id': text(notice.id) }, t.retry);
  made.addEventListener('click', () => retry(notice));
  return made;
}

/**
 * Asking for something and showing it: only the last question counts, progress is shown, and what goes wrong is said
 * in words where it happens, with a way to try again; a server that is away is asked again by itself.
 */
import { pause } from './backoff.js';
import { html } from './dom.js';
import { inLanguage } from './language.js';
import { within } from './polling.js';
import { working } from './progress.js';
import * as texts from './texts/frame.js';
import { sentenceOf, statusOf } from './words.js';

const t = inLanguage(texts);
const PATIENCE_MS = 60_000;

/**
 * @typedef {object} Around
 * @property {HTMLElement} place  where it is said what went wrong
 * @property {(thrown: unknown) => boolean} refused  of the frame: takes what concerns login and rights
 * @property {() => string} [shownFrom]  the time of what is still to be seen; empty where nothing is
 */

export class Loading {
  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    this.latest = 0;
    this.failures = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    window.addEventListener('online', () => around.place.querySelector('button')?.click());
  }

  /**
   * @template T
   * @param {() => Promise<T>} ask
   * @param {(answer: T) => void} show
   * @returns {Promise<boolean>}  whether it was shown
   */
  async load(ask, show) {
    this.latest += 1;
    const mine = this.latest;
    clearTimeout(this.timer);
    try {
      const answer = await working(within(ask(), PATIENCE_MS));
      if (mine !== this.latest) return false;
      show(answer);
      this.failures = 0;
      this.quiet();
      return true;
    } catch (thrown) {
      if (mine === this.latest && !this.around.refused(thrown)) this.failed(thrown, () => this.load(ask, show));
      return false;
    }
  }

  /** Whatever is still on its way does not count any more. */
  forget() {
    this.latest += 1;
    this.failures = 0;
    this.quiet();
  }

  quiet() {
    clearTimeout(this.timer);
    this.around.place.hidden = true;
    this.around.place.replaceChildren();
  }

  /**
   * @param {unknown} thrown
   * @param {() => void} again
   */
  failed(thrown, again) {
    const { place, shownFrom } = this.around;
    const status = statusOf(thrown);
    const mayPass = status === 0 || status >= 500;
    if (status === -1) console.warn(thrown); // a fault of the page: who mends it must see it
    const button = html('button', { type: 'button' }, t.tryNow);
    button.addEventListener('click', again);
    const focused = place.contains(document.activeElement);
    place.replaceChildren(html('p', { role: 'alert' }, words(thrown, shownFrom?.() ?? '')), button);
    place.hidden = false;
    if (focused) button.focus();
    if (mayPass) this.timer = setTimeout(again, pause(this.failures));
    this.failures += 1;
  }
}

/**
 * @param {unknown} thrown
 * @param {string} time  of what is still to be seen
 */
function words(thrown, time) {
  const status = statusOf(thrown);
  return [
    navigator.onLine ? '' : t.offline,
    sentenceOf(thrown),
    status === 0 || status >= 500 ? t.again : '',
    status === 400 ? t.chooseAgain : '',
    time ? t.shownFrom(time) : '',
  ].filter(Boolean).join(' ');
}

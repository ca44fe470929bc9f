/**
 * A bar at the top of the page while something takes longer than people like to wait without a sign.
 */
import { html } from './dom.js';
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';

const t = inLanguage(texts);
const PATIENCE_MS = 700;

const bar = html('div', { class: 'progress', role: 'progressbar', 'aria-label': t.loading, hidden: true });
let running = 0;
/** @type {number | undefined} */
let timer;

/**
 * Shows the bar for as long as the promise is open, unless it is quick.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export function working(promise) {
  if (!bar.isConnected) document.body.append(bar);
  running += 1;
  if (running === 1) timer = setTimeout(() => { bar.hidden = false; }, PATIENCE_MS);
  const done = () => {
    running -= 1;
    if (running > 0) return;
    clearTimeout(timer);
    bar.hidden = true;
  };
  promise.then(done, done);
  return promise;
}

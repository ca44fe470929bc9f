/**
 * What is said above and below the picture: what is wrong, and from when the data are.
 */
import { byId, say } from '../dom.js';
import { inLanguage } from '../language.js';
import * as texts from '../texts/visual.js';
import { ago, clockTime } from '../time.js';

const t = inLanguage(texts);

/** @param {() => void} again  asks now instead of later */
export function statusWords(again) {
  const status = byId('status', HTMLElement);
  const button = byId('try-now', HTMLButtonElement);
  const time = byId('data-time', HTMLElement);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') again();
  });

  /**
   * @param {boolean} offered
   * @param {boolean} trying  it is being done, once is enough
   */
  function offerTry(offered, trying) {
    if (!offered && document.activeElement === button) byId('title', HTMLElement).querySelector('button')?.focus(); // so that the keyboard is not lost with it
    button.hidden = !offered;
    button.setAttribute('aria-disabled', String(trying)); // not `disabled`, which would take the focus away
  }

  return {
    offerTry,
    /** @param {string} text */
    status: (text) => say(status, text),
    /**
     * @param {number | null} unitTime  ms since epoch
     * @param {number | null} receivedAt  ms since epoch
     * @param {number} now  ms since epoch
     * @param {string} [zone]
     */
    time(unitTime, receivedAt, now, zone) {
      const own = unitTime === null ? '' : clockTime(unitTime, zone);
      const came = receivedAt === null ? '' : t.received(ago((now - receivedAt) / 1000));
      say(time, [own, came].filter(Boolean).join(' · '));
    },
    forget() {
      for (const each of [status, time]) say(each, '');
      offerTry(false, false);
    },
  };
}

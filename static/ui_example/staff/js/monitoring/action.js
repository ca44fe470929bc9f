/**
 * Doing once what somebody asked for: what goes wrong is said in words with a button to try again, and nothing is
 * repeated by itself, for the one who asked may be gone.
 */
import { html } from '../../../shared/dom.js';
import { inLanguage } from '../../../shared/language.js';
import { within } from '../../../shared/polling.js';
import { working } from '../../../shared/progress.js';
import * as common from '../../../shared/texts/frame.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { inWords } from '../../../shared/words.js';

const t = inLanguage(texts);
const all = inLanguage(common);
const PATIENCE_MS = 60_000;

/** @typedef {{done: boolean, thrown?: unknown, refused?: boolean}} Outcome */

/**
 * @param {() => Promise<unknown>} act
 * @param {(thrown: unknown) => boolean} refused  of the frame
 * @returns {Promise<Outcome>}
 */
export async function attempted(act, refused) {
  try {
    await working(within(act(), PATIENCE_MS));
    return { done: true };
  } catch (thrown) {
    return { done: false, thrown, refused: refused(thrown) };
  }
}

/**
 * @param {HTMLElement} place
 * @param {Outcome} outcome
 * @param {(why: string) => string} sentence
 * @param {() => void} again
 */
export function sayWhyNot(place, { thrown, refused }, sentence, again) {
  const button = html('button', { type: 'button', class: 'button small' }, all.tryNow);
  button.addEventListener('click', again);
  place.replaceChildren(html('p', { role: 'alert' }, sentence(refused ? t.loginEnded : inWords(thrown))), button);
  place.hidden = false;
}

/** @param {HTMLElement} place */
export function quiet(place) {
  place.hidden = true;
  place.replaceChildren();
}

/**
 * Asking again and again: only while the page is seen, one round at a time, slower while it fails.
 */
import { pause } from './backoff.js';

/**
 * @param {() => Promise<boolean>} round  asks once; tells whether it succeeded; does not reject
 * @returns {{start: () => void, stop: () => void, going: () => boolean}}  start also means: again from the beginning, at once
 */
export function polling(round) {
  /** @type {number | undefined} */
  let timer;
  let wanted = false;
  let inFlight = false;
  let again = false;
  let failures = 0;

  async function next() {
    clearTimeout(timer);
    again = inFlight; // asked for meanwhile: the answer on its way may be for another cluster
    if (inFlight) return;
    inFlight = true;
    failures = (await round()) ? 0 : failures + 1;
    inFlight = false;
    plan();
  }

  function plan() {
    if (!wanted || document.hidden) return;
    if (again) next();
    else timer = setTimeout(next, pause(failures));
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (wanted && !document.hidden) next();
  });
  window.addEventListener('online', () => { if (wanted && failures && !document.hidden) next(); });

  return {
    start() {
      wanted = true;
      failures = 0;
      if (!document.hidden) next();
    },
    stop() {
      wanted = false;
      clearTimeout(timer);
    },
    going: () => wanted,
  };
}

/**
 * A promise that is not waited for longer than `ms`: then it is rejected as an answer that never came.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} ms
 * @returns {Promise<T>}
 */
export function within(promise, ms) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject({ answer: { status: 0 } }), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

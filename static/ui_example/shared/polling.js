/**
 * Asking again and again: only while the page is seen, one round that counts at a time, slower while it fails.
 */
import { pause } from './backoff.js';

/**
 * @param {(counts: () => boolean) => Promise<boolean>} round  asks once; tells whether it succeeded; does not reject.
 *   It is told whether its answer still counts: not if the page was stopped, or begun anew, before it came.
 * @returns {{start: () => void, stop: () => void, going: () => boolean}}  start also means: again from the beginning, at once, whatever is
 *   on its way; going: it asks by itself
 */
export function polling(round) {
  /** @type {number | undefined} */
  let timer;
  let wanted = false;
  let failures = 0;
  let turn = 0;
  const seen = () => wanted && !document.hidden;

  async function next() {
    const mine = begun();
    const succeeded = await round(() => mine === turn);
    if (mine !== turn) return;
    failures = succeeded ? 0 : failures + 1;
    if (seen()) timer = setTimeout(next, pause(failures));
  }

  /** What is on its way doesn't count any more. */
  function begun() {
    clearTimeout(timer);
    turn += 1;
    return turn;
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (seen()) next();
  });
  window.addEventListener('online', () => { if (failures && seen()) next(); });

  return {
    start() {
      wanted = true;
      failures = 0;
      begun();
      if (seen()) next();
    },
    stop() {
      wanted = false;
      begun();
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

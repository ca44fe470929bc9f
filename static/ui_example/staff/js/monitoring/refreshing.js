/**
 * Asking again every 15 seconds, as long as somebody sees the page.
 * What goes wrong is asked again by `Loading`; here a question that nobody answered is only not forgotten.
 */
const PERIOD_MS = 15_000;
const FORGOTTEN_MS = 75_000; // longer than Loading waits, for an answer or between attempts

/** @param {() => void} round  asks once */
export function refreshing(round) {
  /** @type {number | undefined} */
  let timer;
  let wanted = false;

  function next() {
    clearTimeout(timer);
    if (!wanted || document.hidden) return;
    timer = setTimeout(next, FORGOTTEN_MS);
    round();
  }

  document.addEventListener('visibilitychange', next);

  return {
    /** From now on, and now. */
    start() {
      wanted = true;
      next();
    },
    /** An answer was shown: the next question has time. */
    shown() {
      clearTimeout(timer);
      if (wanted) timer = setTimeout(next, PERIOD_MS);
    },
    stop() {
      wanted = false;
      clearTimeout(timer);
    },
  };
}

/**
 * Two clocks of a page: how long it has really been watching, and what time it is at the server.
 * Neither follows a browser's clock that somebody sets.
 */

/**
 * A stopwatch that stands still while it is paused (tab hidden, service center silent).
 * @param {() => number} monotonic  ms
 */
export function watch(monotonic) {
  let lost = 0;
  /** @type {number | null} */
  let pausedAt = null;
  return {
    /** @returns {number} ms */
    read: () => (pausedAt ?? monotonic()) - lost,
    pause() {
      pausedAt ??= monotonic();
    },
    resume() {
      if (pausedAt !== null) lost += monotonic() - pausedAt;
      pausedAt = null;
    },
  };
}

/**
 * The server's clock, from what it last said.
 * @param {() => number} monotonic  ms
 * @param {() => number} fallback  ms since epoch, for a server that doesn't say
 */
export function serverClock(monotonic, fallback) {
  /** @type {{said: number, at: number} | null} */
  let last = null;
  return {
    /** @param {number} ms  since epoch */
    heard(ms) {
      last = { said: ms, at: monotonic() };
    },
    /** @returns {number} ms since epoch */
    now: () => (last ? last.said + monotonic() - last.at : fallback()),
    /** @param {number} ms */
    olderThan: (ms) => last === null || monotonic() - last.at >= ms,
  };
}

/**
 * Whose clocks a page shows: those of the community, or those of this browser.
 */
import { isZone } from './calendar.js';
import { keep, kept } from './kept.js';

/** @typedef {'community' | 'browser'} Whose */

export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @returns {Whose} */
export function whoseZone() {
  return kept('zone') === 'browser' ? 'browser' : 'community';
}

/** @param {Whose} whose */
export function keepZone(whose) {
  keep('zone', whose === 'browser' ? whose : '');
}

/**
 * The zones of communities, asked for once each.
 */
export function zones() {
  /** @type {Map<string, string>} */
  const known = new Map();
  return {
    /** @param {import('./choice.js').Choice} choice */
    of: (choice) => known.get(choice.community) ?? '',
    /**
     * @param {import('./choice.js').Choice} choice
     * @param {import('./choice.js').Level[]} levels
     */
    async ask(choice, levels) {
      if (known.has(choice.community)) return;
      const { timeZone } = await client.community.timeZone(...levels.map((level) => choice[level]));
      known.set(choice.community, isZone(timeZone) ? timeZone : BROWSER_ZONE);
    },
  };
}

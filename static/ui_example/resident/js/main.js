/**
 * What is the same on all pages of residents.
 */

/** @type {Pick<import('../../shared/frame.js').Page, 'role' | 'displays' | 'levels'>} */
export const RESIDENT = {
  role: 'resident',
  displays: ['VISUAL', 'DEAL', 'SCENARIO'],
  levels: ['community', 'cluster', 'unit'],
};

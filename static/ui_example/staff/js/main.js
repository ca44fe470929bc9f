/**
 * What is the same on all pages of staff.
 */

/** @type {Pick<import('../../shared/frame.js').Page, 'role' | 'displays' | 'levels'>} */
export const STAFF = {
  role: 'staff',
  displays: ['VISUAL', 'AVAILABILITY', 'DEAL', 'MONITORING'],
  levels: ['community', 'cluster'],
};

/**
 * A page whose display is still to come: the frame works, and one sentence says what is missing.
 */
import { byId } from './dom.js';
import { openFrame } from './frame.js';

/**
 * @param {Pick<import('./frame.js').Page, 'role' | 'display' | 'displays' | 'levels'>} page
 */
export function openLater(page) {
  const later = byId('later', HTMLElement);
  later.hidden = true;
  const hide = () => { later.hidden = true; };
  openFrame({ ...page, show: () => { later.hidden = false; }, rest: () => {}, clear: hide });
}

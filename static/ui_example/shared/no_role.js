/**
 * What an account is told that is not of the kind a page is for, and where it is at home.
 */
import { html } from './dom.js';
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';

const t = inLanguage(texts);
export const NO_ROLE = { staff: t.noStaff, resident: t.noResident };
const ELSEWHERE = {
  staff: { href: '../resident/visual.html', words: t.toResidents },
  resident: { href: '../staff/visual.html', words: t.toStaff },
};

/** @param {'staff' | 'resident'} role  of the page */
export function wayElsewhere(role) {
  const { href, words } = ELSEWHERE[role];
  return html('p', {}, html('a', { href }, words));
}

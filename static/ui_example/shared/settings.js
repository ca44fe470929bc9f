/**
 * The settings dialog: what to look at, in which display, by whose clocks, and the way out.
 */
import { serviceCenter } from './api_base.js';
import { html, say } from './dom.js';
import { inLanguage } from './language.js';
import { menus } from './menus.js';
import { complete } from './outline.js';
import * as texts from './texts/frame.js';
import { BROWSER_ZONE, whoseZone } from './zone.js';

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */
/** @typedef {{choice: Choice, display: string, whose: import('./zone.js').Whose}} Chosen */

const t = inLanguage(texts);

/**
 * @param {object} page
 * @param {'staff' | 'resident'} page.role
 * @param {Level[]} page.levels
 * @param {string} page.display  the one shown now
 * @param {string[]} page.displays
 * @param {() => Promise<Outline | null>} page.fetchOutline
 * @param {(chosen: Chosen) => void} page.chosen
 * @param {() => void} page.logout
 */
export function settingsDialog({ role, levels, display, displays, fetchOutline, chosen, logout }) {
  const menu = menus(levels, fetchOutline);
  const parts = dialogOf(menu.fields, displays, role === 'staff' ? [html('a', { href: `${serviceCenter()}/admin/` }, t.administration), ' · '] : []);

  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    parts.dialog.close();
    chosen({ choice: menu.choice(), display: parts.display.value, whose: parts.times.value === 'browser' ? 'browser' : 'community' });
  });
  parts.logout.addEventListener('click', logout);
  parts.close.addEventListener('click', () => parts.dialog.close());
  document.body.append(parts.dialog);

  return {
    close: () => parts.dialog.close(),
    /** @param {string} words */
    say: (words) => say(parts.message, words),
    /**
     * What is registered, for a dialog that is open already: what was picked stays picked.
     * @param {Outline} outline
     */
    refresh(outline) {
      say(parts.message, '');
      if (parts.dialog.open) menu.show(outline, menu.choice());
    },
    /**
     * @param {Outline} outline
     * @param {Choice} choice
     * @param {string} user
     * @param {string} zone  of the community; empty as long as it is not known
     */
    open(outline, choice, user, zone) {
      if (parts.dialog.open) return;
      menu.show(outline, choice);
      parts.display.value = display;
      say(parts.times.options[0], t.ofCommunity(zone || t.notKnownYet));
      parts.times.value = whoseZone();
      say(parts.message, '');
      say(parts.user, user ? t.loggedInAs(user) : '');
      parts.dialog.showModal();
      if (!complete(levels, choice) && complete(levels, menu.choice())) parts.ok.focus(); // there was nothing to choose
    },
  };
}

/**
 * @param {HTMLElement[]} fields
 * @param {string[]} displays
 * @param {(HTMLElement | string)[]} ways  out of the pages, for who may go there
 */
function dialogOf(fields, displays, ways) {
  const display = html('select', { id: 'setting-display', name: 'display' },
    ...displays.map((each) => html('option', { value: each }, each)));
  const times = html('select', { id: 'setting-times', name: 'times' },
    html('option', { value: 'community' }), html('option', { value: 'browser' }, t.ofBrowser(BROWSER_ZONE)));
  const close = html('button', { type: 'button', class: 'close', 'aria-label': t.close }, '✕');
  const logout = html('button', { type: 'button' }, t.logout);
  const ok = html('button', { type: 'submit', class: 'main-button' }, t.ok);
  const message = html('p', { class: 'message', role: 'alert' });
  const user = html('p', { class: 'user' });
  const form = html('form', { class: 'fields' }, ...fields,
    html('label', { for: 'setting-display' }, t.display), display,
    html('label', { for: 'setting-times' }, t.times), times,
    message,
    html('p', { class: 'own-account' }, ...ways, html('a', { href: `${serviceCenter()}/password` }, t.changePassword)),
    html('div', { class: 'buttons' }, user, logout, ok));
  const dialog = html('dialog', { id: 'setting', 'aria-labelledby': 'setting-heading' },
    html('div', { class: 'dialog-head' }, html('h2', { id: 'setting-heading' }, t.setting), close), form);
  return { dialog, form, display, times, close, logout, ok, message, user };
}

/**
 * The settings dialog: what to look at, in which display, and the way out.
 */
import { html, say } from './dom.js';
import { menus } from './menus.js';

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */

/**
 * @param {object} page
 * @param {Level[]} page.levels
 * @param {string} page.display  the one shown now
 * @param {string[]} page.displays
 * @param {() => Promise<Outline | null>} page.fetchOutline
 * @param {(choice: Choice, display: string) => void} page.chosen
 * @param {() => void} page.logout
 */
export function settingsDialog({ levels, display, displays, fetchOutline, chosen, logout }) {
  const menu = menus(levels, fetchOutline);
  const parts = dialogOf(menu.fields, displays);

  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    parts.dialog.close();
    chosen(menu.choice(), parts.display.value);
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
     */
    open(outline, choice, user) {
      if (parts.dialog.open) return;
      menu.show(outline, choice);
      parts.display.value = display;
      say(parts.message, '');
      say(parts.user, user ? `logged in as ${user}` : '');
      parts.dialog.showModal();
    },
  };
}

/**
 * @param {HTMLElement[]} fields
 * @param {string[]} displays
 */
function dialogOf(fields, displays) {
  const display = html('select', { id: 'setting-display', name: 'display' },
    ...displays.map((each) => html('option', { value: each }, each)));
  const close = html('button', { type: 'button', class: 'close', 'aria-label': 'close' }, '✕');
  const logout = html('button', { type: 'button' }, 'logout');
  const message = html('p', { class: 'message', role: 'alert' });
  const user = html('p', { class: 'user' });
  const form = html('form', { class: 'fields' }, ...fields,
    html('label', { for: 'setting-display' }, 'display'), display,
    message,
    html('div', { class: 'buttons' }, user, logout, html('button', { type: 'submit', class: 'main-button' }, 'ok')));
  const dialog = html('dialog', { id: 'setting', 'aria-labelledby': 'setting-heading' },
    html('div', { class: 'dialog-head' }, html('h2', { id: 'setting-heading' }, 'setting'), close), form);
  return { dialog, form, display, close, logout, message, user };
}

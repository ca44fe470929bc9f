/**
 * The login form: a real form in a dialog over the page, so that afterwards one is where one was.
 */
import { html, say } from './dom.js';
import { inLanguage } from './language.js';
import { tellTabs } from './session.js';
import * as texts from './texts/frame.js';
import { languageButton } from './tools.js';
import { capital, loginInWords } from './words.js';

const t = inLanguage(texts);

/**
 * @returns {{ask: () => Promise<void>, done: () => void}}  ask shows the form, and resolves after a login that succeeded; done: it did elsewhere
 */
export function loginDialog() {
  const parts = dialogOf();
  /** @type {Promise<void> | null} */
  let asking = null;
  let resolved = () => {};

  function done() {
    asking = null;
    parts.dialog.close();
    resolved();
  }

  parts.form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!await attempt(parts)) return;
    tellTabs('in');
    done();
  });
  // There is nothing behind it to go back to: Escape must not leave a page without its data.
  parts.dialog.addEventListener('cancel', (event) => event.preventDefault());
  parts.dialog.addEventListener('close', () => {
    if (asking) parts.dialog.showModal();
  });
  document.body.append(parts.dialog);

  return {
    ask() {
      asking ??= new Promise((resolve) => {
        resolved = resolve;
        parts.dialog.showModal();
        parts.username.focus();
      });
      return asking;
    },
    done,
  };
}

/** @typedef {ReturnType<typeof dialogOf>} Parts */

function dialogOf() {
  const username = html('input', {
    id: 'login-username', name: 'username', type: 'text', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true,
  });
  const password = html('input', { id: 'login-password', name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const button = html('button', { type: 'submit', class: 'main-button' }, t.login);
  const message = html('p', { class: 'message', role: 'alert' });
  const form = html('form', { method: 'post', class: 'fields' },
    html('label', { for: 'login-username' }, t.username), username,
    html('label', { for: 'login-password' }, t.password), password,
    message,
    html('div', { class: 'buttons' }, languageButton(), button));
  const dialog = html('dialog', { id: 'login', 'aria-labelledby': 'login-heading' },
    html('div', { class: 'dialog-head' }, html('h2', { id: 'login-heading' }, t.login)), form);
  return { dialog, form, username, password, button, message };
}

/**
 * @param {Parts} parts
 * @returns {Promise<boolean>}
 */
async function attempt({ username, password, button, message }) {
  if (button.getAttribute('aria-disabled') === 'true') return false;
  button.setAttribute('aria-disabled', 'true'); // not `disabled`, which would take the focus away
  say(message, '');
  try {
    await client.login(username.value, password.value);
    password.value = '';
    return true;
  } catch (thrown) {
    say(message, capital(loginInWords(thrown)));
    password.select();
    password.focus();
    return false;
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

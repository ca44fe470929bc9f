/**
 * What every page is set in: login, title, settings, and words where something is wrong.
 * What the page shows itself is not known here.
 */
import { pause } from './backoff.js';
import { remember, remembered } from './choice.js';
import { byId, html, say } from './dom.js';
import { loginDialog } from './login.js';
import { EMPTY, complete, settled, title } from './outline.js';
import { settingsDialog } from './settings.js';
import { capital, inWords, isLoginRequired, isRoleRequired } from './words.js';

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */

/**
 * @typedef {object} Page
 * @property {'staff' | 'resident'} role
 * @property {string} display
 * @property {string[]} displays
 * @property {Level[]} levels
 * @property {(choice: Choice, outline: Outline) => void} show  somebody who may is looking at this
 * @property {() => void} rest  nothing may be asked for now
 * @property {() => void} clear  nothing may be seen now
 */

const NO_ROLE = {
  staff: 'This account has no staff rights. Log out and use an account of the staff.',
  resident: 'This account is not registered as the resident of any unit.',
};

/**
 * @param {Page} page
 * @returns {{refused: (thrown: unknown) => boolean, openSettings: () => void}}  refused: tells whether the frame deals with this refusal
 */
export function openFrame(page) {
  const titleButton = html('button', { type: 'button', class: 'title', 'aria-haspopup': 'dialog' });
  byId('title', HTMLElement).replaceChildren(titleButton);
  const notice = byId('notice', HTMLElement);
  const login = loginDialog();
  const settings = settingsDialog({ ...page, fetchOutline, chosen, logout });

  let choice = settled(page.levels, remembered(page.role));
  let outline = EMPTY;
  let user = '';
  let failures = 0;
  /** @type {number | undefined} */
  let retry;

  function entitle() {
    const words = title(page.display, outline, page.levels, choice);
    say(titleButton, words);
    document.title = words;
  }

  async function begin() {
    clearTimeout(retry);
    try {
      user = (await client.session())?.user?.username ?? '';
      outline = await client.community.outline();
    } catch (thrown) {
      if (!refused(thrown)) tryLater(thrown);
      return;
    }
    failures = 0;
    tell('');
    look();
  }

  /** @param {unknown} thrown */
  function tryLater(thrown) {
    failures += 1;
    tell(`${capital(inWords(thrown))}. Trying again.`);
    retry = setTimeout(begin, pause(failures));
  }

  function look() {
    entitle();
    if (complete(page.levels, choice)) page.show(choice, outline);
    else {
      page.clear();
      tell(`Choose a ${page.levels.join(' and a ')}: the settings open at the title.`);
      openSettings();
    }
  }

  /** @param {unknown} thrown */
  function refused(thrown) {
    if (isLoginRequired(thrown)) {
      page.rest();
      login.ask().then(begin);
      return true;
    }
    if (!isRoleRequired(thrown)) return false;
    page.clear();
    tell(NO_ROLE[page.role], html('button', { type: 'button' }, 'logout'));
    return true;
  }

  /**
   * @param {string} words
   * @param {HTMLButtonElement} [button]  that logs out
   */
  function tell(words, button) {
    notice.hidden = words === '';
    notice.replaceChildren(html('p', {}, words), ...(button ? [button] : []));
    button?.addEventListener('click', logout);
  }

  function openSettings() {
    settings.open(outline, choice, user);
  }

  async function fetchOutline() {
    try {
      outline = await client.community.outline();
      settings.say('');
      entitle();
      return outline;
    } catch (thrown) {
      settings.say(isRoleRequired(thrown) ? NO_ROLE[page.role] : capital(inWords(thrown)));
      refused(thrown);
      return null;
    }
  }

  /**
   * @param {Choice} wanted
   * @param {string} display
   */
  function chosen(wanted, display) {
    choice = settled(page.levels, wanted);
    remember(page.role, page.levels, choice);
    if (display !== page.display) {
      location.assign(`${display.toLowerCase()}.html`);
      return;
    }
    tell('');
    entitle();
    if (complete(page.levels, choice)) page.show(choice, outline);
    else {
      page.clear();
      tell(`Choose a ${page.levels.join(' and a ')}: the settings open at the title.`);
    }
  }

  async function logout() {
    try {
      await client.logout();
    } catch (thrown) {
      settings.say(`Not logged out: ${inWords(thrown)}`);
      return;
    }
    settings.close();
    tell('');
    outline = EMPTY;
    page.clear();
    entitle();
    login.ask().then(begin);
  }

  titleButton.addEventListener('click', openSettings);
  entitle();
  begin();
  return { refused, openSettings };
}

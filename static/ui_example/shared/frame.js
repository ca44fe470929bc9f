/**
 * What every page is set in: login, title, settings, and words where something is wrong.
 * What the page shows itself is not known here.
 */
import { pause } from './backoff.js';
import { remember, remembered } from './choice.js';
import { byId, html, joined } from './dom.js';
import { loginDialog } from './login.js';
import { EMPTY, chosenNames, complete, settled, title } from './outline.js';
import { settingsDialog } from './settings.js';
import { wayBack } from './way_back.js';
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
/** Where an account of the other kind is at home. */
const ELSEWHERE = {
  staff: { href: '../resident/visual.html', words: 'Go to the residents\' page' },
  resident: { href: '../staff/visual.html', words: 'Go to the page of the staff' },
};
const SETTINGS = 'Settings: community, cluster, display, logout';

/**
 * @param {Page} page
 * @returns {Frame}
 */
export function openFrame(page) {
  const frame = new Frame(page);
  frame.begin();
  return frame;
}

class Frame {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.choice = settled(page.levels, remembered(page.role));
    this.outline = EMPTY;
    this.user = '';
    this.failures = 0;
    this.asking = false;
    /** @type {number | undefined} */
    this.retry = undefined;

    this.titleButton = html('button', { type: 'button', class: 'title', title: SETTINGS, 'aria-haspopup': 'dialog' });
    this.titleButton.addEventListener('click', () => this.openSettings());
    byId('title', HTMLElement).replaceChildren(this.titleButton);
    this.notice = byId('notice', HTMLElement);
    this.login = loginDialog();
    this.settings = settingsDialog({
      ...page,
      fetchOutline: () => this.fetchOutline(),
      chosen: (choice, display) => this.chosen(choice, display),
      logout: () => this.logout(),
    });
    this.entitle();
  }

  /** Finds out who is here, and shows what there is for them. */
  async begin() {
    clearTimeout(this.retry);
    try {
      this.user = (await client.session())?.user?.username ?? '';
      this.outline = await client.community.outline();
    } catch (thrown) {
      if (!this.refused(thrown)) this.tryLater(thrown);
      return;
    }
    this.failures = 0;
    this.settings.refresh(this.outline);
    if (!this.look()) this.openSettings();
  }

  /**
   * Deals with a refusal that concerns login or rights; tells whether it was one.
   * @param {unknown} thrown
   */
  refused(thrown) {
    if (isLoginRequired(thrown)) {
      this.page.rest();
      this.askLogin();
      return true;
    }
    if (!isRoleRequired(thrown)) return false;
    this.page.clear();
    const button = html('button', { type: 'button' }, 'logout');
    button.addEventListener('click', () => this.logout());
    const { href, words } = ELSEWHERE[this.page.role];
    this.tell(NO_ROLE[this.page.role], html('p', {}, html('a', { href }, words)), button);
    return true;
  }

  /** @param {unknown} thrown */
  tryLater(thrown) {
    this.failures += 1;
    this.tell(`${capital(inWords(thrown))}. Trying again.`);
    this.retry = setTimeout(() => this.begin(), pause(this.failures));
  }

  askLogin() {
    if (this.asking) return;
    this.asking = true;
    this.login.ask().then(() => {
      this.asking = false;
      const back = wayBack(location.search, location.origin);
      if (back) location.assign(back);
      else this.begin();
    });
  }

  /** Shows what is chosen; tells whether that is enough to be shown. */
  look() {
    const { page, choice } = this;
    this.entitle();
    const enough = complete(page.levels, choice);
    const wanted = page.levels.map((level) => `a ${level}`).join(' and ');
    this.tell(enough ? '' : `Choose ${wanted}: the settings open at the title.`);
    if (enough) page.show(choice, this.outline);
    else page.clear();
    return enough;
  }

  entitle() {
    const { page, outline, choice } = this;
    const words = title(page.display, outline, page.levels, choice);
    document.title = words;
    if (this.titleButton.textContent === words) return;
    const names = chosenNames(outline, page.levels, choice);
    this.titleButton.replaceChildren(`APIS ${page.display}${names.length ? ' : ' : ''}`, ...joined(names, ' > '));
  }

  /**
   * @param {string} words
   * @param {...HTMLElement} more
   */
  tell(words, ...more) {
    this.notice.hidden = words === '';
    this.notice.replaceChildren(html('p', {}, words), ...more);
  }

  openSettings() {
    this.settings.open(this.outline, this.choice, this.user);
  }

  async fetchOutline() {
    try {
      this.outline = await client.community.outline();
      this.settings.say('');
      this.entitle();
      return this.outline;
    } catch (thrown) {
      this.settings.say(isRoleRequired(thrown) ? NO_ROLE[this.page.role] : `${capital(inWords(thrown))}.`);
      this.refused(thrown);
      return null;
    }
  }

  /**
   * @param {Choice} choice
   * @param {string} display
   */
  chosen(choice, display) {
    this.choice = settled(this.page.levels, choice);
    remember(this.page.role, this.page.levels, this.choice);
    if (display === this.page.display) this.look();
    else location.assign(`${display.toLowerCase()}.html`);
  }

  async logout() {
    try {
      await client.logout();
    } catch (thrown) {
      const words = `Not logged out: ${inWords(thrown)}.`;
      this.settings.say(words);
      return;
    }
    this.settings.close();
    this.tell('');
    this.outline = EMPTY;
    this.page.clear();
    this.entitle();
    this.askLogin();
  }
}

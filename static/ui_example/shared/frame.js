/**
 * What every page is set in: login, title, settings, address, words where something is wrong; not what the page itself shows.
 */
import { choiceOf, readPlace, writtenPlace } from './address.js';
import { pause } from './backoff.js';
import { remember, remembered } from './choice.js';
import { loadClient } from './client_script.js';
import { byId, html } from './dom.js';
import { header } from './header.js';
import { fillIn, inLanguage } from './language.js';
import { loginDialog } from './login.js';
import { NO_ROLE, wayElsewhere } from './no_role.js';
import { askNow } from './now.js';
import { EMPTY, complete, offered, settled } from './outline.js';
import { working } from './progress.js';
import { anew, hearOfSession, tellTabs, whoIsHere } from './session.js';
import { settingsDialog } from './settings.js';
import * as texts from './texts/frame.js';
import { wayBack } from './way_back.js';
import { inWords, isLoginRequired, isRoleRequired, sentenceOf, statusOf, toChoose } from './words.js';
import { BROWSER_ZONE, keepZone, whoseZone, zones } from './zone.js';

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */

/**
 * How a page is looked at.
 * @typedef {object} View
 * @property {string} zone  IANA name: whose clocks count
 * @property {import('./address.js').Place} place  what else the address names, e.g. `date`
 */

/**
 * @typedef {object} Page
 * @property {'staff' | 'resident'} role
 * @property {string} display
 * @property {string[]} displays
 * @property {Level[]} levels
 * @property {Record<string, unknown>} [texts]  for what stands in the page's HTML
 * @property {(choice: Choice, outline: Outline, view: View) => void} show  somebody who may is looking at this
 * @property {() => void} rest  nothing may be asked for now
 * @property {() => void} clear  nothing may be seen now
 */

const t = inLanguage(texts);

/**
 * @param {Page} page
 * @returns {Frame}
 */
export function openFrame(page) {
  fillIn({ ...t, ...page.texts });
  const frame = new Frame(page);
  frame.begin();
  return frame;
}

class Frame {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.place = readPlace(location.hash);
    this.choice = settled(page.levels, choiceOf(this.place, remembered(page.role)));
    this.outline = EMPTY;
    this.user = '';
    this.failures = 0;
    this.looks = 0;
    this.asking = false;
    /** @type {number | undefined} */
    this.retry = undefined;

    this.zones = zones();
    this.header = header(page, () => this.openSettings());
    this.notice = byId('notice', HTMLElement);
    this.login = loginDialog();
    this.settings = settingsDialog({
      ...page,
      fetchOutline: () => this.fetchOutline(),
      chosen: (chosen) => this.chosen(chosen),
      logout: () => this.logout(),
    });
    window.addEventListener('hashchange', () => this.moved());
    window.addEventListener('online', () => { if (this.failures) this.begin(); });
    hearOfSession({ left: () => { if (this.user) this.left(); }, changed: () => this.recheck() });
    this.entitle();
  }

  /** Finds out who is here, and shows what there is for them. */
  async begin() {
    clearTimeout(this.retry);
    try {
      await working(this.meet());
    } catch (thrown) {
      if (!this.refused(thrown)) this.tryLater(thrown);
      return;
    }
    this.failures = 0;
    this.settings.refresh(this.outline);
    if (!this.look()) this.openSettings();
  }

  async meet() {
    await loadClient(this.page.role);
    const user = await whoIsHere();
    if (this.user && user !== this.user) await anew(); // nothing of what one user saw may be left for another
    this.user = user;
    [this.outline] = await Promise.all([client.community.outline(), askNow(this.page.role)]);
  }

  /** Somebody may have come or gone where this page could not see it: in another tab, or while it was hidden. */
  async recheck() {
    if (this.failures || (!this.user && !this.asking)) return; // it is about to find out
    try {
      const user = await whoIsHere();
      if (this.asking) this.login.done();
      else if (user !== this.user) this.begin();
    } catch (thrown) {
      this.refused(thrown); // what else goes wrong, the page's own questions tell
    }
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
    const button = html('button', { type: 'button' }, t.logout);
    button.addEventListener('click', () => this.logout());
    this.tell(NO_ROLE[this.page.role], wayElsewhere(this.page.role), button);
    return true;
  }

  /** @param {unknown} thrown */
  tryLater(thrown) {
    this.failures += 1;
    const button = html('button', { type: 'button' }, t.tryNow);
    button.addEventListener('click', () => this.begin());
    this.tell([navigator.onLine ? '' : t.offline, sentenceOf(thrown), t.again].filter(Boolean).join(' '), button);
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
    const { page, choice: wanted } = this;
    this.choice = offered(this.outline, page.levels, wanted);
    this.entitle();
    const enough = complete(page.levels, this.choice);
    this.tell(enough ? '' : toChoose(page.levels, wanted, this.choice));
    this.looks += 1;
    if (enough) this.showFromHere(this.looks);
    else page.clear();
    return enough;
  }

  /**
   * A day is a day somewhere: nothing is shown before it is known where.
   * @param {number} mine
   */
  async showFromHere(mine) {
    const { page, choice } = this;
    try {
      await working(this.zones.ask(choice, page.levels));
    } catch (thrown) {
      if (mine !== this.looks || this.refused(thrown)) return;
      if (statusOf(thrown) !== 400) {
        this.tryLater(thrown);
        return;
      } // 400: no longer registered, and the page's own questions will say so
    }
    if (mine !== this.looks) return;
    this.writeAddress();
    page.show(choice, this.outline, this.view());
  }

  /** @returns {View} */
  view() {
    const zone = whoseZone() === 'browser' ? BROWSER_ZONE : this.zones.of(this.choice) || BROWSER_ZONE;
    return { zone, place: { ...this.place } };
  }

  /**
   * Goes to another place of this page, e.g. another date: it stands in the address, and the way back leads back.
   * @param {import('./address.js').Place} place
   */
  go(place) {
    this.place = { ...this.place, ...place };
    const hash = this.hash();
    if (hash !== location.hash) history.pushState(null, '', hash);
    this.look();
  }

  /** Somebody changed the address: a link, the way back, or by hand. */
  moved() {
    this.place = readPlace(location.hash);
    this.choice = settled(this.page.levels, choiceOf(this.place, this.choice));
    if (this.outline === EMPTY) return;
    if (complete(this.page.levels, offered(this.outline, this.page.levels, this.choice))) this.look();
    else this.begin(); // it may have been registered since
  }

  hash() {
    const chosen = Object.fromEntries(this.page.levels.map((level) => [level, this.choice[level]]));
    return writtenPlace({ ...chosen, ...this.place, ...chosen });
  }

  writeAddress() {
    remember(this.page.role, this.page.levels, this.choice);
    const hash = this.hash();
    if (hash !== location.hash) history.replaceState(null, '', `${location.search}${hash}`);
  }

  entitle() {
    this.header.entitle(this.outline, this.choice);
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
    this.settings.open(this.outline, this.choice, this.user, this.zones.of(this.choice));
  }

  async fetchOutline() {
    try {
      this.outline = await client.community.outline();
      this.settings.say('');
      this.entitle();
      return this.outline;
    } catch (thrown) {
      this.settings.say(isRoleRequired(thrown) ? NO_ROLE[this.page.role] : sentenceOf(thrown));
      this.refused(thrown);
      return null;
    }
  }

  /** @param {import('./settings.js').Chosen} chosen */
  chosen({ choice, display, whose }) {
    keepZone(whose);
    const before = this.choice;
    this.choice = settled(this.page.levels, choice);
    remember(this.page.role, this.page.levels, this.choice);
    if (display !== this.page.display) {
      location.assign(`${display.toLowerCase()}.html`);
      return;
    }
    const elsewhere = this.page.levels.some((level) => before[level] !== this.choice[level]);
    if (elsewhere) this.place = {}; // a date of one cluster says nothing about another
    const hash = this.hash();
    if (elsewhere && before.community) history.pushState(null, '', hash || location.pathname);
    this.look();
  }

  async logout() {
    try {
      await client.logout();
    } catch (thrown) {
      this.settings.say(t.notLoggedOut(inWords(thrown)));
      return;
    }
    tellTabs('out');
    this.left();
  }

  /** Nobody is logged in any more: nothing is to be seen. */
  left() {
    clearTimeout(this.retry);
    this.settings.close();
    this.tell('');
    this.user = '';
    this.outline = EMPTY;
    this.looks += 1;
    this.page.clear();
    this.entitle();
    this.askLogin();
  }
}

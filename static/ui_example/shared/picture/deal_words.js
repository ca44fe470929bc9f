/**
 * The running deals as a list: who gives to whom, how much, since when.
 */
import { byId, html, joined, say } from '../dom.js';
import { inLanguage } from '../language.js';
import * as texts from '../texts/visual.js';
import { inWords } from './flows.js';

/** @typedef {import('./flows.js').Flow} Flow */

const t = inLanguage(texts);

/**
 * @param {(flow: Flow) => string[]} parties  names, or one sentence; each is written in its own direction
 */
export function dealWords(parties) {
  const panel = byId('deal-panel', HTMLElement);
  const list = byId('deals', HTMLElement);
  const none = byId('no-deals', HTMLElement);

  /**
   * @param {HTMLElement} item
   * @param {Flow} flow
   * @param {string} [zone]
   */
  function listDeal(item, flow, zone) {
    if (item.childElementCount !== 3) item.replaceChildren(html('strong'), ' ', html('span'), ' ', html('span'));
    const [pair, amount, since] = item.children;
    item.className = flow.state;
    named(pair, parties(flow), ' → ');
    const [soFar, started] = inWords(flow, zone);
    say(amount, soFar);
    say(since, started);
  }

  return {
    /**
     * The deals are kept, but nobody knows whether they still run.
     * @param {boolean} old
     */
    grey(old) {
      panel.classList.toggle('old', old);
    },
    /**
     * @param {Flow[]} flows
     * @param {string} [zone]
     */
    show(flows, zone) {
      say(none, t.noDeal);
      none.hidden = flows.length > 0;
      list.hidden = flows.length === 0;
      keep(list, flows.length).forEach((item, place) => listDeal(item, flows[place], zone));
      list.toggleAttribute('tabindex', false);
      if (list.scrollHeight > list.clientHeight) list.tabIndex = 0; // what is scrolled must be reached by keys
    },
    forget() {
      list.replaceChildren();
      say(none, t.notKnownYet);
      none.hidden = false;
      list.hidden = true;
    },
  };
}

/**
 * Names, and what is said about them; changed only where it differs.
 * @param {Element} element
 * @param {string[]} names
 * @param {string} between
 * @param {string} [more]
 */
export function named(element, names, between, more = '') {
  if (element.textContent !== names.join(between) + more) element.replaceChildren(...joined(names, between), more);
}

/**
 * As many list items as wanted, those there are kept.
 * @param {HTMLElement} list
 * @param {number} count
 * @returns {HTMLElement[]}
 */
export function keep(list, count) {
  while (list.children.length > count) list.lastElementChild?.remove();
  while (list.children.length < count) list.append(html('li'));
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/**
 * The page VISUAL in words: status, time of the data, deals and units as lists.
 */
import { byId, html, joined, say } from '../../shared/dom.js';
import { inLanguage } from '../../shared/language.js';
import { inWords as unitInWords } from '../../shared/picture/format.js';
import { inWords as flowInWords } from '../../shared/picture/flows.js';
import * as texts from '../../shared/texts/visual.js';
import { ago, clockTime } from '../../shared/time.js';

/** @typedef {import('../../shared/picture/flows.js').Flow} Flow */
/** @typedef {import('../../shared/picture/reading.js').Figures} Figures */

const t = inLanguage(texts);

export function words() {
  const status = byId('status', HTMLElement);
  const time = byId('data-time', HTMLElement);
  const deals = dealWords();
  const unitList = byId('units', HTMLElement);
  const details = byId('units-in-words', HTMLDetailsElement);
  /** @type {[Figures[], Set<string>]} */
  let shown = [[], new Set()];

  function listUnits() {
    if (!details.open) return; // a hundred lines that nobody reads
    const [states, silent] = shown;
    keep(unitList, states.length).forEach((item, place) => listUnit(item, states[place], silent.has(states[place].id)));
  }
  details.addEventListener('toggle', listUnits);

  return {
    /** @param {string} text */
    status: (text) => say(status, text),
    grey: deals.grey,
    deals: deals.show,
    /**
     * @param {number | null} unitTime  ms since epoch
     * @param {number | null} receivedAt  ms since epoch
     * @param {number} now  ms since epoch
     * @param {string} [zone]
     */
    time(unitTime, receivedAt, now, zone) {
      const own = unitTime === null ? '' : clockTime(unitTime, zone);
      const came = receivedAt === null ? '' : t.received(ago((now - receivedAt) / 1000));
      say(time, [own, came].filter(Boolean).join(' · '));
    },
    /**
     * @param {Figures[]} states
     * @param {Set<string>} silent
     */
    units(states, silent) {
      shown = [states, silent];
      listUnits();
    },
    forget() {
      shown = [[], new Set()];
      for (const each of [status, time]) say(each, '');
      unitList.replaceChildren();
      deals.forget();
    },
  };
}

function dealWords() {
  const panel = byId('deal-panel', HTMLElement);
  const list = byId('deals', HTMLElement);
  const none = byId('no-deals', HTMLElement);
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
     * @param {Map<string, string>} names
     * @param {string} [zone]
     */
    show(flows, names, zone) {
      say(none, t.noDeal);
      none.hidden = flows.length > 0;
      list.hidden = flows.length === 0;
      keep(list, flows.length).forEach((item, place) => listDeal(item, flows[place], names, zone));
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
 * @param {HTMLElement} item
 * @param {Flow} flow
 * @param {Map<string, string>} names
 * @param {string} [zone]
 */
function listDeal(item, flow, names, zone) {
  if (item.childElementCount !== 3) item.replaceChildren(html('strong'), ' ', html('span'), ' ', html('span'));
  const [pair, amount, since] = item.children;
  const name = (/** @type {string} */ id) => names.get(id) ?? id;
  item.className = flow.state;
  named(pair, [name(flow.from), name(flow.to)], ' → ');
  const [soFar, started] = flowInWords(flow, zone);
  say(amount, soFar);
  say(since, started);
}

/**
 * @param {HTMLElement} item
 * @param {Figures} unit
 * @param {boolean} silent
 */
function listUnit(item, unit, silent) {
  named(item, [unit.name], '', unitInWords(unit, silent).slice(unit.name.length));
}

/**
 * Names, and what is said about them; changed only where it differs.
 * @param {Element} element
 * @param {string[]} names
 * @param {string} between
 * @param {string} [more]
 */
function named(element, names, between, more = '') {
  if (element.textContent !== names.join(between) + more) element.replaceChildren(...joined(names, between), more);
}

/**
 * As many list items as wanted, those there are kept.
 * @param {HTMLElement} list
 * @param {number} count
 * @returns {HTMLElement[]}
 */
function keep(list, count) {
  while (list.children.length > count) list.lastElementChild?.remove();
  while (list.children.length < count) list.append(html('li'));
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/**
 * The page VISUAL in words: status, time of the data, deals and units as lists.
 */
import { byId, html, say } from '../../shared/dom.js';
import { inWords as unitInWords } from '../../shared/picture/format.js';
import { inWords as flowInWords } from '../../shared/picture/flows.js';
import { ago, clockTime } from '../../shared/time.js';

/** @typedef {import('../../shared/picture/flows.js').Flow} Flow */
/** @typedef {import('../../shared/picture/reading.js').Figures} Figures */

export function words() {
  const status = byId('status', HTMLElement);
  const time = byId('data-time', HTMLElement);
  const dealList = byId('deals', HTMLElement);
  const noDeals = byId('no-deals', HTMLElement);
  const unitList = byId('units', HTMLElement);
  const details = byId('units-in-words', HTMLDetailsElement);
  /** @type {[Figures[], Set<string>]} */
  let shown = [[], new Set()];

  function listUnits() {
    if (!details.open) return; // a hundred lines that nobody reads
    const [states, silent] = shown;
    keep(unitList, states.length).forEach((item, place) => say(item, unitInWords(states[place], silent.has(states[place].id))));
  }
  details.addEventListener('toggle', listUnits);

  return {
    /** @param {string} text */
    status: (text) => say(status, text),
    /**
     * @param {number | null} unitTime  ms since epoch
     * @param {number | null} receivedAt  ms since epoch
     * @param {number} now  ms since epoch
     */
    time(unitTime, receivedAt, now) {
      const own = unitTime === null ? '' : clockTime(unitTime);
      const came = receivedAt === null ? '' : `received ${ago((now - receivedAt) / 1000)}`;
      say(time, [own, came].filter(Boolean).join(' · '));
    },
    /**
     * @param {Flow[]} flows
     * @param {Map<string, string>} names
     */
    deals(flows, names) {
      noDeals.hidden = flows.length > 0;
      dealList.hidden = flows.length === 0;
      keep(dealList, flows.length).forEach((item, place) => listDeal(item, flows[place], names));
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
      for (const each of [dealList, unitList]) each.replaceChildren();
      noDeals.hidden = false;
      dealList.hidden = true;
    },
  };
}

/**
 * @param {HTMLElement} item
 * @param {Flow} flow
 * @param {Map<string, string>} names
 */
function listDeal(item, flow, names) {
  if (item.childElementCount !== 3) item.replaceChildren(html('strong'), ' ', html('span'), ' ', html('span'));
  const [pair, amount, since] = item.children;
  const name = (/** @type {string} */ id) => names.get(id) ?? id;
  item.className = flow.state;
  say(pair, `${name(flow.from)} → ${name(flow.to)}`);
  const [soFar, started] = flowInWords(flow);
  say(amount, soFar);
  say(since, started);
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

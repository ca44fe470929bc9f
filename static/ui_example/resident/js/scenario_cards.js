/**
 * The offered scenarios as cards: what each does, and the ways to choose it and to read on.
 * A card is kept as long as what it shows is the same, so that nobody loses the place where they read.
 */
import { dateTime } from '../../shared/calendar.js';
import { factList, dialog } from '../../shared/dialogs.js';
import { html, set } from '../../shared/dom.js';
import { inLanguage } from '../../shared/language.js';
import * as texts from '../../shared/texts/scenario.js';
import { instant, span } from '../../shared/time.js';
import { scenarioPicture, scenarioWords } from './scenario_picture.js';
import { readable } from './scenario_rules.js';

/**
 * @typedef {object} Card
 * @property {HTMLLIElement} element
 * @property {string} content  what it was made of
 * @property {(state: {isChosen: boolean, isOffered: boolean}) => void} mark
 */

/** @typedef {{id: number, fault: string | null, reading: import('./scenario_rules.js').Reading | null}} Meaning */
/** @typedef {{scenario: Record<string, any>, meaning: Meaning | undefined, isOffered: boolean}} Offer */

const t = inLanguage(texts);

/** @param {Offer} offer */
export const nameOf = ({ scenario }) => String(scenario.name ?? scenario.id);

/**
 * @param {HTMLElement} list
 * @param {(id: number | null) => void} choose
 */
export function scenarioCards(list, choose) {
  const details = dialog('reading');
  const none = noneCard(() => choose(null));
  /** @type {Map<number, Card>} */
  const cards = new Map();

  return {
    /**
     * @param {Offer[]} offers
     * @param {number | null} chosen
     * @param {{zone: string, choice: import('../../shared/choice.js').Choice}} where
     */
    show(offers, chosen, where) {
      const wanted = offers.map((offer) => {
        const { id } = offer.scenario;
        const content = JSON.stringify([offer.scenario, offer.meaning, where]);
        const before = cards.get(id);
        const made = before?.content === content ? before : cardOf(offer, content, () => choose(id), () => open(offer, where));
        made.mark({ isChosen: id === chosen, isOffered: offer.isOffered });
        return /** @type {[number, Card]} */ ([id, made]);
      });
      cards.clear();
      for (const [id, made] of wanted) cards.set(id, made);
      none.mark({ isChosen: chosen === null, isOffered: true });
      place(list, [...wanted.map(([, { element }]) => element), none.element]);
    },
    /**
     * @param {(offer: HTMLElement) => boolean} wanted
     * @returns {number}  how many are left
     */
    filter(wanted) {
      const shown = [...list.children].filter((each) => {
        const seen = wanted(/** @type {HTMLElement} */ (each));
        set(each, { hidden: !seen });
        return seen;
      });
      return shown.length;
    },
    forget() {
      details.close();
      cards.clear();
      list.replaceChildren();
    },
  };

  /**
   * @param {Offer} offer
   * @param {{zone: string, choice: import('../../shared/choice.js').Choice}} where
   */
  function open(offer, where) {
    details.open(nameOf(offer), ...detailsOf(offer, where));
  }
}

/**
 * Puts elements into a list in their order; those that stand right are not touched, and keep the focus.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} elements
 */
function place(list, elements) {
  for (const each of [...list.children]) if (!elements.includes(/** @type {HTMLElement} */ (each))) each.remove();
  elements.forEach((each, index) => { if (list.children[index] !== each) list.insertBefore(each, list.children[index] ?? null); });
}

/**
 * @param {Offer} offer
 * @param {string} content
 * @param {() => void} choose
 * @param {() => void} open
 * @returns {Card}
 */
function cardOf(offer, content, choose, open) {
  const name = nameOf(offer);
  const more = html('button', { type: 'button', class: 'button', 'aria-label': t.detailsName(name) }, t.details);
  more.addEventListener('click', open);
  return { content, ...card(name, html('bdi', {}, String(offer.scenario.description ?? '')), choose, meant(name, offer.meaning), more) };
}

/** @param {() => void} choose */
function noneCard(choose) {
  return card(t.none, t.noneDescription, choose, []);
}

/**
 * @param {string} name
 * @param {string | HTMLElement} description
 * @param {() => void} choose
 * @param {Node[]} meaning
 * @param {...HTMLElement} buttons
 */
function card(name, description, choose, meaning, ...buttons) {
  const state = html('span', { class: 'state good' });
  const button = html('button', { type: 'button', class: 'button main-button' });
  button.addEventListener('click', () => { if (button.getAttribute('aria-disabled') !== 'true') choose(); });
  const element = html('li', { class: 'sheet scenario' },
    html('div', { class: 'scenario-head' }, html('h3', {}, html('bdi', {}, name)), state),
    html('p', { class: 'description' }, description), ...meaning,
    html('div', { class: 'scenario-buttons' }, button, ...buttons));
  return {
    element,
    /** @param {{isChosen: boolean, isOffered: boolean}} now */
    mark({ isChosen, isOffered }) {
      element.classList.toggle('chosen', isChosen);
      set(element, { 'aria-current': isChosen ? 'true' : false });
      state.hidden = !isChosen;
      state.textContent = isOffered ? t.countsNow : `${t.countsNow}, ${t.notOffered}`;
      button.textContent = isChosen ? t.chosen : t.choose;
      set(button, { 'aria-disabled': isChosen ? 'true' : false, 'aria-label': isChosen ? t.chosenName(name) : t.chooseName(name) });
    },
  };
}

/**
 * @param {string} name
 * @param {Meaning | undefined} meaning
 * @returns {Node[]}
 */
function meant(name, meaning) {
  if (!meaning?.reading) return [faultOf(meaning)];
  const { reading } = meaning;
  const inWords = html('details', { class: 'in-words' }, html('summary', {}, t.inWords));
  inWords.addEventListener('toggle', () => { if (inWords.childElementCount === 1) inWords.append(scenarioWords(reading, 'h4')); });
  return [scenarioPicture(name, reading), inWords];
}

/** @param {Meaning | undefined} meaning */
function faultOf(meaning) {
  return html('p', { class: 'fault' }, meaning?.fault ? t.unreadable(`\u2068${meaning.fault}\u2069`) : t.noReading);
}

/**
 * @param {Offer} offer
 * @param {{zone: string, choice: import('../../shared/choice.js').Choice}} where
 * @returns {Node[]}
 */
function detailsOf({ scenario, meaning }, { zone, choice }) {
  const stored = instant(scenario.created);
  /** @type {[string, string | Node][]} */
  const facts = [
    [t.description, html('span', { class: 'whole-description', dir: 'auto' }, String(scenario.description ?? ''))],
    [t.offeredTo, t.scopes[scopeOf(scenario, choice)]],
    [t.created, stored === null ? '' : dateTime(stored, zone)],
    [t.refresh, meaning?.reading ? span(meaning.reading.refreshingPeriodMsec / 1000) : ''],
  ];
  const text = readable(scenario.data);
  return [
    factList(facts.filter(([, value]) => (typeof value === 'string' ? value : value.textContent) !== '')),
    meaning?.reading ? scenarioWords(meaning.reading, 'h3') : faultOf(meaning),
    html('h3', {}, t.asStored),
    html('pre', { tabindex: 0, role: 'group', 'aria-label': t.asStored }, text),
  ];
}

/**
 * @param {Record<string, any>} scenario
 * @param {import('../../shared/choice.js').Choice} choice
 * @returns {keyof typeof t.scopes}
 */
function scopeOf({ community_id: community, cluster_id: cluster, unit_id: unit }, choice) {
  if (!community && !cluster && !unit) return 'all';
  if (community !== choice.community || (cluster && cluster !== choice.cluster) || (unit && unit !== choice.unit)) return 'others';
  return unit ? 'unit' : cluster ? 'cluster' : 'community';
}

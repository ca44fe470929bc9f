/**
 * The page SCENARIO of residents: which scenarios are offered, what they do, which counts, and when the house fetched it.
 */
import { dateTime } from '../../shared/calendar.js';
import { byId, html, say } from '../../shared/dom.js';
import { openFrame } from '../../shared/frame.js';
import { inLanguage } from '../../shared/language.js';
import { Loading } from '../../shared/loading.js';
import { now as serverNow } from '../../shared/now.js';
import { polling, within } from '../../shared/polling.js';
import * as texts from '../../shared/texts/scenario.js';
import { instant } from '../../shared/time.js';
import { textOf } from '../../shared/words.js';
import { RESIDENT } from './main.js';
import { nameOf, scenarioCards } from './scenario_cards.js';
import { scenarioLegend } from './scenario_picture.js';

/** @typedef {import('./scenario_cards.js').Offer} Offer */
/** @typedef {{fetchedAt: string | null, isUpToDate: boolean}} Fetch */
/** @typedef {{current: Record<string, any> | null, fetch: Fetch}} Now */
/** @typedef {Now & {offers: Offer[], news?: string}} Answer */

const PATIENCE_MS = 30_000;
const FEW = 6; // are seen at a glance
const t = inLanguage(texts);

const parts = {
  display: byId('display', HTMLElement),
  figures: byId('figures', HTMLElement),
  current: byId('current', HTMLElement),
  fetched: byId('fetched', HTMLElement),
  news: byId('news', HTMLElement),
  zone: byId('zone', HTMLElement),
  searching: byId('searching', HTMLElement),
  search: byId('search', HTMLInputElement),
  nothing: byId('nothing', HTMLElement),
};
const cards = scenarioCards(byId('scenarios', HTMLElement), (id) => load(id));
byId('legend', HTMLElement).append(scenarioLegend());

let choice = { community: '', cluster: '', unit: '' };
let zone = 'UTC';
let seenAt = '';
/** @type {Offer[]} */
let offers = [];

const ids = () => RESIDENT.levels.map((level) => choice[level]);
const rounds = polling(round);
const loading = new Loading({
  place: byId('trouble', HTMLElement), refused: (thrown) => frame.refused(thrown), shownFrom: () => seenAt,
});

const frame = openFrame({
  ...RESIDENT,
  texts: t,
  display: 'SCENARIO',
  show(wanted, _outline, view) {
    if (RESIDENT.levels.some((level) => wanted[level] !== choice[level])) forget();
    choice = wanted;
    zone = view.zone;
    parts.display.hidden = false;
    say(parts.zone, t.timesIn(zone));
    load();
  },
  rest() {
    rounds.stop();
    loading.forget();
  },
  clear() {
    rounds.stop();
    loading.forget();
    forget();
    parts.display.hidden = true;
  },
});

/** @param {number | null} [chosen]  left out = nothing is chosen, only looked at */
function load(chosen) {
  rounds.stop(); // what it asked before this look or choice doesn't count
  loading.load(() => ask(chosen), show);
}

/**
 * @param {number | null} [chosen]
 * @returns {Promise<Answer>}
 */
async function ask(chosen) {
  const news = chosen === undefined ? undefined : await makeChoice(chosen);
  const [now, available, meanings] = await Promise.all([
    askNow(), client.scenario.availableList(...ids()), client.scenario.readingList(...ids()),
  ]);
  const meaning = new Map(meanings.map((each) => [each.id, each]));
  const { current } = now;
  const isOffered = current === null || available.some(({ id }) => id === current.id);
  const offered = available.map((scenario) => ({ scenario, meaning: meaning.get(scenario.id), isOffered: true }));
  const gone = isOffered ? [] : [{ scenario: /** @type {any} */ (current), meaning: meaning.get(current?.id), isOffered: false }];
  return { ...now, news, offers: [...gone, ...offered] };
}

/**
 * @param {number | null} chosen
 * @returns {Promise<string>}  what came of it
 */
async function makeChoice(chosen) {
  try {
    return await client.scenario.makeChoice(...ids(), chosen);
  } catch (thrown) {
    if (textOf(thrown) === 'bad scenarioId') return 'gone'; // somebody took it off the list meanwhile
    throw thrown;
  }
}

/** @returns {Promise<Now>} */
async function askNow() {
  const [current, fetch] = await Promise.all([client.scenario.current(...ids()), client.scenario.lastFetch(...ids())]);
  return { current: current || null, fetch };
}

/**
 * What counts and what the house has, again and again: somebody else may choose, and the house fetches it.
 * @param {() => boolean} counts  whether the answer is still of what is looked at
 */
async function round(counts) {
  try {
    const now = await within(askNow(), PATIENCE_MS);
    if (!counts()) return true;
    if (now.current !== null && !offers.some(({ scenario }) => scenario.id === now.current?.id)) load();
    else tell(now);
    return true;
  } catch {
    if (counts()) load(); // fails as well, and says so
    return false;
  }
}

/** @param {Answer} answer */
function show(answer) {
  offers = answer.offers;
  parts.figures.hidden = false;
  tell(answer);
  tellNews(answer);
  parts.searching.hidden = offers.length <= FEW;
  if (parts.searching.hidden) parts.search.value = '';
  find();
  rounds.start();
}

/** @param {Now} now */
function tell({ current, fetch }) {
  seenAt = dateTime(serverNow(), zone);
  const name = html('bdi', {}, current === null ? t.none : nameOf({ scenario: current, meaning: undefined, isOffered: true }));
  if (parts.current.textContent !== name.textContent) parts.current.replaceChildren(name);
  const at = instant(fetch.fetchedAt);
  const state = fetch.isUpToDate ? t.upToDate : t.notUpToDate;
  say(parts.fetched, at === null ? t.neverFetched : [t.fetched(dateTime(at, zone)), state].join(' '));
  cards.show(offers, current?.id ?? null, { zone, choice });
  find();
}

/** @param {Answer} answer */
function tellNews({ news, current }) {
  const name = current === null ? t.none : `\u2068${current.name}\u2069`;
  const said = { ok: t.countsFromNow(name), 'no change': t.countedAlready(name), gone: t.gone };
  say(parts.news, news === undefined ? '' : said[/** @type {keyof typeof said} */ (news)] ?? news);
}

function find() {
  const wanted = parts.search.value.trim().toLocaleLowerCase();
  const left = cards.filter((card) => words(card).includes(wanted));
  const nothing = offers.length === 0 ? t.noneAvailable : '';
  say(parts.nothing, left === 0 ? t.noMatch : nothing);
}

/** @param {HTMLElement} card */
function words(card) {
  return [...card.querySelectorAll('h3, .description')].map((each) => each.textContent).join(' ').toLocaleLowerCase();
}

parts.search.addEventListener('input', find);

function forget() {
  choice = { community: '', cluster: '', unit: '' };
  offers = [];
  seenAt = '';
  cards.forget();
  for (const each of [parts.current, parts.fetched, parts.news, parts.nothing]) say(each, '');
  parts.figures.hidden = true;
}

/**
 * The page DEAL of both roles: asks for the deals of a day, and shows what they add up to.
 */
import { dayOf, dateTime, daysBetween, isDay, period, shifted } from '../calendar.js';
import { chart } from '../charts.js';
import { byId, html, say } from '../dom.js';
import { openFrame } from '../frame.js';
import { figure, inLanguage } from '../language.js';
import { Loading } from '../loading.js';
import { now } from '../now.js';
import { unitNames } from '../outline.js';
import * as texts from '../texts/deal.js';
import { dealList } from './list.js';
import { averages, byHour, byUnit, daysOf, documents, liveIds, statusOf, totals } from './rules.js';

/** @typedef {import('../frame.js').View} View */

/**
 * @typedef {object} Answer  all that a day needs
 * @property {string} day
 * @property {string} zone
 * @property {import('./rules.js').Range | null} range
 * @property {DealDocument[]} deals
 * @property {Set<string>} live
 * @property {Record<string, number>} sums  over all days
 */

const t = inLanguage(texts);
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** @param {Pick<import('../frame.js').Page, 'role' | 'displays' | 'levels'>} role */
export function openDeals(role) {
  const parts = partsOf();
  const figures = figuresOf(parts);
  const loading = new Loading({
    place: byId('trouble', HTMLElement), refused: (thrown) => frame.refused(thrown), shownFrom: figures.shownFrom,
  });
  const frame = openFrame({
    ...role,
    texts: t,
    display: 'DEAL',
    show(choice, outline, view) {
      const names = unitNames(outline, choice);
      const own = role.levels.includes('unit') ? [choice.unit] : null;
      parts.display.hidden = false;
      say(parts.zone, t.timesIn(view.zone));
      loading.load(() => ask(role.levels.map((level) => choice[level]), view), (answer) => {
        controls(parts, answer, view);
        figures.show(answer, names, own);
      });
    },
    rest: () => loading.forget(),
    clear() {
      loading.forget();
      figures.forget();
      parts.display.hidden = true;
    },
  });
  listen(parts, (date) => {
    parts.date.value = date; // now, for the next step goes on from there, however slow the answer is
    frame.go({ date });
  });
}

/**
 * @param {Parts} parts
 * @param {(date: string) => void} go
 */
function listen({ form, date, before, after, first, last }, go) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(date.value);
  });
  before.addEventListener('click', () => { if (date.value) go(shifted(date.value, -1)); });
  after.addEventListener('click', () => { if (date.value) go(shifted(date.value, 1)); });
  for (const button of [first, last]) button.addEventListener('click', () => go(button.value));
}

/**
 * What is shown of a day: totals, charts, and the list behind its button.
 * @param {Parts} parts
 */
function figuresOf(parts) {
  const list = dealList();
  const hours = chart(byId('by-hour', HTMLElement));
  const units = chart(byId('by-unit', HTMLElement), { lying: true });
  let day = '';
  let seenAt = '';
  parts.details.addEventListener('click', () => list.open(t.listOf(day)));

  return {
    shownFrom: () => seenAt,
    /**
     * @param {Answer} answer
     * @param {Map<string, string>} names  of the registered units
     * @param {string[] | null} own  the units that are shown alone
     */
    show(answer, names, own) {
      const name = (/** @type {string} */ id) => ((names.get(id) ?? id) === id ? id : `${id} ${names.get(id)}`);
      day = answer.day;
      seenAt = dateTime(now(), answer.zone);
      showTotals(parts, answer);
      parts.figures.hidden = false;
      list.show(answer.deals.map((deal) => ({ deal, status: statusOf(deal, answer.live) })), { zone: answer.zone, name });
      hours.show(hourFigures(answer));
      units.show(unitFigures(answer, byUnit(answer.deals, own ?? [...names.keys()], own !== null), name));
    },
    forget() {
      seenAt = '';
      list.close();
      parts.figures.hidden = true;
    },
  };
}

function partsOf() {
  return {
    display: byId('display', HTMLElement),
    form: byId('day-form', HTMLFormElement),
    date: byId('date', HTMLInputElement),
    before: byId('day-before', HTMLButtonElement),
    after: byId('day-after', HTMLButtonElement),
    first: byId('first-day', HTMLButtonElement),
    last: byId('last-day', HTMLButtonElement),
    range: byId('range', HTMLElement),
    zone: byId('zone', HTMLElement),
    status: byId('status', HTMLElement),
    figures: byId('figures', HTMLElement),
    totals: byId('totals', HTMLElement),
    details: byId('details', HTMLButtonElement),
    days: byId('average-days', HTMLElement),
  };
}

/** @typedef {ReturnType<typeof partsOf>} Parts */

/**
 * @param {string[]} ids
 * @param {View} view
 * @returns {Promise<Answer>}
 */
async function ask(ids, { zone, place }) {
  const range = daysOf(await client.deal.datetimeRange(...ids), zone);
  const day = isDay(place.date) ? place.date : range?.last ?? dayOf(now(), zone);
  const { from, to } = period(day, day, zone);
  const [deals, live, sums] = await Promise.all([
    client.deal.list(...ids, from, to, null), client.deal.liveList(...ids, null), client.deal.sumsByHour(...ids, zone),
  ]);
  return { day, zone, range, deals: documents(deals), live: liveIds(live), sums };
}

/**
 * @param {Parts} parts
 * @param {Answer} answer
 * @param {View} view
 */
function controls(parts, { day, range }, { place }) {
  parts.date.value = day;
  parts.first.hidden = parts.last.hidden = range === null;
  say(parts.range, range ? t.range(range.first, range.last) : t.noDeals);
  if (range) [parts.first.value, parts.last.value] = [range.first, range.last];
  parts.first.disabled = range?.first === day;
  parts.last.disabled = range?.last === day;
  if (place.date && !isDay(place.date)) say(parts.range, `${t.noDay(place.date)} ${parts.range.textContent}`);
}

/**
 * @param {Parts} parts
 * @param {Answer} answer
 */
function showTotals(parts, { day, deals, live, range }) {
  const { amountWh, aborted, scrammed } = totals(deals, live);
  say(parts.status, deals.length ? t.dealsOn(day, figure(deals.length)) : t.noDealsOn(day));
  parts.totals.replaceChildren(
    total(t.amountTotal, figure(amountWh / 1000, 2), 'kWh'),
    total(t.deals, figure(deals.length)),
    total(t.abortedDeals, figure(aborted)),
    total(t.scrammedDeals, figure(scrammed)),
  );
  say(parts.days, range ? t.averageOver(daysBetween(range.first, range.last)) : '');
  parts.details.disabled = deals.length === 0;
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} [unit]
 */
function total(name, value, unit) {
  return html('div', { class: 'sheet' }, html('dt', {}, name),
    html('dd', { class: 'value' }, value, ...(unit ? [' ', html('small', {}, unit)] : [])));
}

/**
 * @param {Answer} answer
 * @returns {import('../charts.js').Figures}
 */
function hourFigures({ day, zone, deals, sums: all, range }) {
  const amounts = byHour(deals, zone);
  return {
    summary: t.hourSummary(day, `${figure(amounts.reduce((sum, each) => sum + each, 0), 2)} Wh`),
    label: t.hour,
    unit: 'Wh',
    labels: HOURS,
    series: [
      { name: t.day, kind: 'bar', colour: '--bar', values: amounts },
      { name: t.average, kind: 'line', colour: '--average', values: averages(all, range) },
    ],
  };
}

/**
 * @param {Answer} answer
 * @param {import('./rules.js').UnitSums[]} units
 * @param {(id: string) => string} name
 * @returns {import('../charts.js').Figures}
 */
function unitFigures({ day }, units, name) {
  return {
    summary: t.unitSummary(day),
    label: t.unit,
    unit: 'Wh',
    labels: units.map(({ id }) => name(id)),
    series: [
      { name: t.discharge, kind: 'bar', colour: '--discharge', values: units.map(({ discharge }) => discharge) },
      { name: t.charge, kind: 'bar', colour: '--charge', values: units.map(({ charge }) => charge) },
    ],
  };
}

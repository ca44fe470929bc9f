/**
 * The page AVAILABILITY of staff: for how long the units of a cluster were up, down, and without data.
 */
import { dateTime, dayOf, period, shifted } from '../../shared/calendar.js';
import { byId, html, say } from '../../shared/dom.js';
import { openFrame } from '../../shared/frame.js';
import { figure, inLanguage } from '../../shared/language.js';
import { Loading } from '../../shared/loading.js';
import { now } from '../../shared/now.js';
import * as texts from '../../shared/texts/availability.js';
import { averages, days, daysOf } from './availability/rules.js';
import { hoursOf, rateInWords, reckoning, unitTable } from './availability/units.js';
import { STAFF } from './main.js';

/** @typedef {import('./availability/rules.js').UnitFigures} UnitFigures */
/** @typedef {{from: string, until: string, units: UnitFigures[]}} Figures */
/** @typedef {ReturnType<typeof days>} Days */
/** @typedef {{range: {min?: string | null, max?: string | null}, asked: Days, zone: string, figures: Figures | null}} Answer */

const t = inLanguage(texts);
const parts = {
  display: byId('display', HTMLElement),
  form: byId('period', HTMLFormElement),
  first: byId('first', HTMLInputElement),
  last: byId('last', HTMLInputElement),
  range: byId('range', HTMLElement),
  zone: byId('zone', HTMLElement),
  week: byId('last-week', HTMLButtonElement),
  month: byId('last-month', HTMLButtonElement),
  figures: byId('figures', HTMLElement),
  averages: byId('averages', HTMLElement),
  units: byId('units', HTMLElement),
  how: byId('how', HTMLElement),
  reckoning: byId('reckoning', HTMLElement),
  status: byId('status', HTMLElement),
};
const table = unitTable(byId('by-unit', HTMLElement));
let seenAt = '';

const loading = new Loading({
  place: byId('trouble', HTMLElement), refused: (thrown) => frame.refused(thrown), shownFrom: () => seenAt,
});
const frame = openFrame({
  ...STAFF,
  texts: t,
  display: 'AVAILABILITY',
  show(choice, _outline, { zone, place }) {
    parts.display.hidden = false;
    say(parts.zone, t.timesIn(zone));
    loading.load(() => ask([choice.community, choice.cluster], zone, place), show);
  },
  rest: () => loading.forget(),
  clear() {
    loading.forget();
    seenAt = '';
    table.close();
    parts.display.hidden = true;
    parts.figures.hidden = true;
  },
});

parts.form.addEventListener('submit', (event) => {
  event.preventDefault();
  frame.go({ from: parts.first.value, to: parts.last.value });
});
for (const [button, back] of /** @type {[HTMLButtonElement, number][]} */ ([[parts.week, 6], [parts.month, 29]])) {
  button.addEventListener('click', () => frame.go({ from: shifted(button.value, -back), to: button.value }));
}

/**
 * @param {string[]} ids
 * @param {string} zone
 * @param {import('../../shared/address.js').Place} place
 * @returns {Promise<Answer>}
 */
async function ask(ids, zone, place) {
  const range = await client.availability.datetimeRange(...ids);
  const asked = days(place.from, place.to, range, zone, now());
  if (asked.wrong || asked.backwards) return { range, asked, zone, figures: null };
  const { from, to } = period(asked.first, asked.last, zone);
  return { range, asked, zone, figures: await client.availability.list(...ids, from, to) };
}

/** @param {Answer} answer */
function show({ range, asked, zone, figures }) {
  const day = (/** @type {string} */ text) => dayOf(Date.parse(text), zone);
  [parts.first.value, parts.last.value] = [asked.first, asked.last];
  say(parts.range, range.min && range.max ? t.range(day(range.min), day(range.max)) : t.nothing);
  for (const button of [parts.week, parts.month]) {
    button.value = asked.newest;
    button.hidden = !range.max;
  }
  parts.figures.hidden = false;
  if (figures) showFigures(figures, zone);
  else refuse(asked);
}

/**
 * @param {Figures} figures
 * @param {string} zone
 */
function showFigures(figures, zone) {
  const at = (/** @type {string} */ text) => dateTime(Date.parse(text), zone);
  const mean = averages(figures.units);
  const time = (/** @type {number} */ seconds) => (mean.known ? hoursOf(seconds) : '--');
  seenAt = dateTime(now(), zone);
  const isAhead = figures.until === figures.from;
  say(parts.status, figures.units.length
    ? `${t.reckoned(at(figures.from), at(figures.until))} ${t.averageOf(figure(mean.known), figure(mean.units))}`
    : isAhead ? t.ahead(at(figures.from)) : t.noUnits);
  parts.averages.replaceChildren(
    card(t.rate, rateInWords(mean.rate)),
    card(t.uptime, time(mean.upSec)),
    card(t.downtime, time(mean.downSec)),
    card(t.noDataTime, time(mean.noDataSec)),
    card(t.totalTime, time(mean.totalSec)),
    card(t.days, figure(daysOf(figures, zone))),
  );
  parts.how.hidden = false;
  parts.reckoning.replaceChildren(...(mean.known ? reckoning(mean) : [html('p', {}, t.noFormula)]));
  parts.units.hidden = isAhead;
  table.show(figures.units, { from: Date.parse(figures.from), until: Date.parse(figures.until), zone });
}

/** @param {Days} asked */
function refuse({ wrong, first, last }) {
  seenAt = '';
  parts.averages.replaceChildren();
  parts.how.hidden = true;
  parts.units.hidden = true; // an empty table would say that there are no units
  say(parts.status, wrong ? t.noDay(wrong) : t.backwards(first, last));
}

/**
 * @param {string} name
 * @param {string} value
 */
function card(name, value) {
  return html('div', { class: 'sheet' }, html('dt', {}, name), html('dd', { class: 'value' }, value));
}

/**
 * The page MONITORING of staff: the switches of the monitors, what fails now and what failed, mail that did not arrive.
 */
import { dateTime } from '../../shared/calendar.js';
import { byId, say } from '../../shared/dom.js';
import { openFrame } from '../../shared/frame.js';
import { inLanguage } from '../../shared/language.js';
import { Loading } from '../../shared/loading.js';
import { now as serverNow } from '../../shared/now.js';
import { unitNames } from '../../shared/outline.js';
import * as texts from '../../shared/texts/monitoring.js';
import { STAFF } from './main.js';
import { board } from './monitoring/board.js';
import { ByDate } from './monitoring/by_date.js';
import { failureDetails } from './monitoring/failures.js';
import { refreshing } from './monitoring/refreshing.js';

/**
 * Where one is: what is asked for and what is changed is of this cluster.
 * @typedef {object} Here
 * @property {[string, string]} ids
 * @property {string} zone
 * @property {(id: string) => string} name  of a unit
 */

const t = inLanguage(texts);
const display = byId('display', HTMLElement);
const refused = (/** @type {unknown} */ thrown) => frame.refused(thrown);

/** @type {Here} */
let here = { ids: ['', ''], zone: 'UTC', name: (id) => id };
let seenAt = '';

const details = failureDetails();
const now = board({ ids: () => here.ids, refused, refresh: () => refresher.start(), open: details.open });
const past = new ByDate({ refused, open: details.open, go: (days) => frame.go(days) });
const loading = new Loading({ place: byId('trouble', HTMLElement), refused, shownFrom: () => seenAt });
const refresher = refreshing(() => loading.load(() => ask(here), (answer) => {
  seenAt = dateTime(serverNow(), answer.here.zone);
  if (now.show(answer, seenAt)) past.load();
  refresher.shown();
}));

const frame = openFrame({
  ...STAFF,
  texts: t,
  display: 'MONITORING',
  show(choice, outline, { zone, place }) {
    const names = unitNames(outline, choice);
    const name = (/** @type {string} */ id) => ((names.get(id) ?? id) === id ? id : `${id} ${names.get(id)}`);
    if (choice.community !== here.ids[0] || choice.cluster !== here.ids[1]) forget(); // no switch of one cluster under the title of another
    here = { ids: [choice.community, choice.cluster], zone, name };
    display.hidden = false;
    say(byId('zone', HTMLElement), t.timesIn(zone));
    refresher.start();
    past.show(here, place);
  },
  rest,
  clear() {
    rest();
    forget();
    display.hidden = true;
  },
});

function rest() {
  refresher.stop();
  loading.forget();
  past.rest();
}

function forget() {
  seenAt = '';
  now.forget();
  past.forget();
  details.close();
}

/**
 * @param {Here} place
 * @returns {Promise<import('./monitoring/board.js').Answer>}
 */
async function ask(place) {
  const { failure, job, state, notice } = client.monitoring;
  const [jobs, open, undelivered, { switches, lateJobs }] = await Promise.all([
    job.list(...place.ids), failure.openList(...place.ids), notice.undelivered(...place.ids), state(...place.ids),
  ]);
  return { here: place, jobs, open, undelivered, switches, lateJobs };
}

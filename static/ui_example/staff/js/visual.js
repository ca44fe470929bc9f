/**
 * The page VISUAL of staff: asks for the state of the cluster, and hands it to the picture.
 */
import { byId } from '../../shared/dom.js';
import { openFrame } from '../../shared/frame.js';
import { inLanguage } from '../../shared/language.js';
import { unitNames } from '../../shared/outline.js';
import { polling, within } from '../../shared/polling.js';
import { latestTime, outdated, received, remember, silent } from '../../shared/picture/freshness.js';
import { flows } from '../../shared/picture/flows.js';
import { ordered } from '../../shared/picture/layout.js';
import { figures } from '../../shared/picture/reading.js';
import { Picture } from '../../shared/picture/picture.js';
import * as texts from '../../shared/texts/visual.js';
import { instant } from '../../shared/time.js';
import { serverClock, watch } from '../../shared/watch.js';
import * as common from '../../shared/texts/frame.js';
import { sentenceOf, statusOf } from '../../shared/words.js';
import { STAFF } from './main.js';
import { words } from './visual_words.js';

const CLOCK_MS = 60000;
const PATIENCE_MS = 30000;
const TICK_MS = 5000;
const DEFAULT_NO_DATA_SEC = 90;

const t = inLanguage(texts);
const all = inLanguage(common);
const monotonic = () => performance.now();
const watched = watch(monotonic);
const clock = serverClock(monotonic, () => Date.now());
const drawn = new Picture(byId('picture', HTMLElement));
const panel = words();

/** @type {import('../../shared/picture/freshness.js').Units} */
let units = new Map();
/** @type {DealDocument[]} */
let deals = [];
/** @type {Map<string, string>} */
let names = new Map();
/** @type {string | undefined} */
let zone;
let choice = { community: '', cluster: '', unit: '' };
let noDataAfterSec = DEFAULT_NO_DATA_SEC;
let trouble = ''; // why the last round failed
/** @type {number | null} */
let answeredAt = null; // on the monotonic clock, for what is looked at now

/** The server's clock and setting; a server that doesn't tell them is asked again, and the browser's clock taken. */
async function askDisplay() {
  if (!clock.olderThan(CLOCK_MS)) return;
  const answer = await fetch(`${client.base}/api/staff/display`, { credentials: 'include' });
  if (!answer.ok) return;
  const { now, noDataAfterSec: seconds } = await answer.json();
  const ms = instant(now);
  if (ms !== null) clock.heard(ms);
  if (typeof seconds === 'number' && seconds > 0) noDataAfterSec = seconds;
}

async function round() {
  const { community, cluster } = choice;
  try {
    const [set, list] = await within(Promise.all([
      client.unitData.latestSet(community, cluster),
      client.deal.liveList(community, cluster, null),
      askDisplay().catch(() => {}), // its loss is not worth an error: the other two tell whether the server is there
    ]), PATIENCE_MS);
    if (community !== choice.community || cluster !== choice.cluster) return true; // answers for what is no longer looked at
    if (!document.hidden) watched.resume();
    units = remember(units, set, watched.read());
    deals = list;
    trouble = '';
    answeredAt = monotonic();
    show();
    return true;
  } catch (thrown) {
    failed(thrown);
    return false;
  }
}

function show() {
  const serverNow = clock.now();
  const quiet = silent(units, { watched: watched.read(), serverNow, noDataAfterSec });
  const states = ordered(units.keys()).map((id) => figures(id, units.get(id)?.document ?? {}, names.get(id)));
  const live = flows(deals, { serverNow, unheardAfterSec: noDataAfterSec });
  drawn.show(states, quiet, live);
  panel.units(states, quiet);
  panel.deals(live, new Map(states.map(({ id, name }) => [id, name])), zone);
  tellAge();
}

/** What is true of the picture by now, also while no answer comes: how old it is, and what is wrong. */
function tellAge() {
  const old = outdated(answeredAt, monotonic(), noDataAfterSec);
  const nothing = answeredAt !== null && units.size === 0 ? t.noUnitData : '';
  grey(old || trouble !== '');
  panel.time(latestTime(units), received(units), clock.now(), zone);
  panel.status([trouble || nothing, old ? t.pictureOld : ''].filter(Boolean).join(' '));
}

/** @param {boolean} old */
function grey(old) {
  drawn.grey(old);
  panel.grey(old);
}

/** @param {unknown} thrown */
function failed(thrown) {
  watched.pause(); // what a silent server doesn't tell is no silence of the units
  if (frame.refused(thrown)) return;
  const unknown = statusOf(thrown) === 400 ? ` ${all.chooseAgain}` : ` ${all.again}`;
  trouble = `${sentenceOf(thrown)}${unknown}`;
  tellAge();
}

const rounds = polling(round);

const frame = openFrame({
  ...STAFF,
  texts: t,
  display: 'VISUAL',
  show(wanted, outline, view) {
    if (wanted.community !== choice.community || wanted.cluster !== choice.cluster) forget();
    choice = wanted;
    names = unitNames(outline, wanted);
    zone = view.zone;
    byId('display', HTMLElement).hidden = false;
    rounds.start();
  },
  rest() {
    rounds.stop();
    watched.pause();
    trouble = t.notLoggedIn;
    tellAge();
  },
  clear() {
    rounds.stop();
    watched.pause();
    forget();
    byId('display', HTMLElement).hidden = true;
  },
});

function forget() {
  choice = { community: '', cluster: '', unit: '' };
  units = new Map();
  deals = [];
  trouble = '';
  answeredAt = null;
  grey(false);
  drawn.show([], new Set(), []);
  panel.forget();
}

window.setInterval(() => {
  if (answeredAt !== null && !document.hidden) tellAge();
}, TICK_MS);

// The watch goes on with the first answer after the page is seen again.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) watched.pause();
});

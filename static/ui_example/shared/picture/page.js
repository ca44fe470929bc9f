/**
 * The page VISUAL of both roles: asks for the newest state again and again, and hands it to who draws it and puts it into words.
 */
import { askDisplay } from '../display.js';
import { byId } from '../dom.js';
import { openFrame } from '../frame.js';
import { inLanguage } from '../language.js';
import { EMPTY, inUse, unitNames } from '../outline.js';
import { polling, within } from '../polling.js';
import * as common from '../texts/frame.js';
import * as texts from '../texts/visual.js';
import { serverClock, watch } from '../watch.js';
import { sentenceOf, statusOf } from '../words.js';
import { flows } from './flows.js';
import { awaited, latestTime, outdated, received, remember, silent } from './freshness.js';
import { statusWords } from './status_words.js';

const CLOCK_MS = 60000;
const PATIENCE_MS = 30000;
const TICK_MS = 5000;
const DEFAULT_NO_DATA_SEC = 90;

const t = inLanguage(texts);
const all = inLanguage(common);
const monotonic = () => performance.now();

/**
 * @typedef {object} Seen  what is known by now
 * @property {import('../choice.js').Choice} choice
 * @property {import('./freshness.js').Units} units
 * @property {Set<string>} quiet  units that are silent
 * @property {import('./flows.js').Flow[]} live
 * @property {Map<string, string>} names  of the registered units
 * @property {string} [zone]
 */

/**
 * @typedef {object} Drawing
 * @property {(seen: Seen) => void} show
 * @property {(old: boolean) => void} grey  what is shown is kept, but nobody knows whether it is still true
 * @property {() => void} forget
 */

/**
 * @typedef {object} Known
 * @property {import('../choice.js').Choice} choice  what is looked at
 * @property {import('./freshness.js').Units} units
 * @property {DealDocument[]} deals
 * @property {string} trouble  why the last round failed
 * @property {number | null} answeredAt  on the monotonic clock
 */

/** @returns {Known} */
function nothing() {
  return { choice: { community: '', cluster: '', unit: '' }, units: new Map(), deals: [], trouble: '', answeredAt: null };
}

/**
 * @param {Pick<import('../frame.js').Page, 'role' | 'displays' | 'levels'>} role
 * @param {Drawing} drawing
 */
export function openVisual(role, drawing) {
  new Visual(role, drawing).open();
}

class Visual {
  /**
   * @param {Pick<import('../frame.js').Page, 'role' | 'displays' | 'levels'>} role
   * @param {Drawing} drawing
   */
  constructor(role, drawing) {
    this.role = role;
    this.drawing = drawing;
    this.words = statusWords(() => this.askAtOnce());
    this.watched = watch(monotonic);
    this.clock = serverClock(monotonic, () => Date.now());
    this.noDataAfterSec = DEFAULT_NO_DATA_SEC;
    this.rounds = polling((counts) => this.round(counts));
    /** @type {string | undefined} */
    this.zone = undefined;
    this.outline = EMPTY;
    /** @type {Map<string, string>} */
    this.names = new Map();
    this.known = nothing();
  }

  open() {
    this.frame = openFrame({
      ...this.role,
      texts: t,
      display: 'VISUAL',
      show: (choice, outline, view) => this.look(choice, outline, view),
      rest: () => {
        this.pause();
        this.known.trouble = t.notLoggedIn;
        this.tellAge();
      },
      clear: () => {
        this.pause();
        this.forget();
        byId('display', HTMLElement).hidden = true;
      },
    });
    window.setInterval(() => {
      if (this.known.answeredAt !== null && !document.hidden) this.tellAge();
    }, TICK_MS);
    // The watch goes on with the first answer after the page is seen again.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.watched.pause();
    });
  }

  /**
   * @param {import('../choice.js').Choice} wanted
   * @param {Outline} outline
   * @param {import('../frame.js').View} view
   */
  look(wanted, outline, view) {
    if (this.role.levels.some((level) => wanted[level] !== this.known.choice[level])) this.forget();
    this.known.choice = wanted;
    this.outline = outline;
    this.names = unitNames(outline, wanted);
    this.zone = view.zone;
    byId('display', HTMLElement).hidden = false;
    this.askAtOnce();
  }

  askAtOnce() {
    this.rounds.start();
    if (!this.known.trouble) return;
    this.known.trouble = t.trying;
    this.tellAge();
  }

  pause() {
    this.rounds.stop();
    this.watched.pause();
  }

  /** @param {() => boolean} counts  whether the answer is still of what is looked at */
  async round(counts) {
    const ids = this.role.levels.map((level) => this.known.choice[level]);
    try {
      const [set, list] = await within(Promise.all([
        client.unitData.latestSet(...ids),
        client.deal.liveList(...ids, null),
        this.askDisplay().catch(() => {}), // its loss is not worth an error: the other two tell whether the server is there
      ]), PATIENCE_MS);
      if (!counts()) return true;
      if (!document.hidden) this.watched.resume();
      const heard = remember(this.known.units, set, this.watched.read());
      this.known.units = awaited(heard, this.registered(), this.watched.read());
      this.known.deals = list;
      this.known.trouble = '';
      this.known.answeredAt = monotonic();
      this.show();
      return true;
    } catch (thrown) {
      if (counts()) this.failed(thrown);
      return false;
    }
  }

  /** Whose place is kept in the picture: of all units of a cluster that are in use; a resident looks at one. */
  registered() {
    return this.role.levels.includes('unit') ? [] : inUse(this.outline, this.known.choice, this.clock.now());
  }

  /** The server's clock and setting; a server that doesn't tell them is asked again, and the browser's clock taken. */
  async askDisplay() {
    if (!this.clock.olderThan(CLOCK_MS)) return;
    const told = await askDisplay(this.role.role);
    if (told.now !== null) this.clock.heard(told.now);
    this.noDataAfterSec = told.noDataAfterSec ?? this.noDataAfterSec;
  }

  show() {
    const serverNow = this.clock.now();
    const { names, zone, noDataAfterSec } = this;
    const { choice, units, deals } = this.known;
    const quiet = silent(units, { watched: this.watched.read(), serverNow, noDataAfterSec });
    const live = flows(deals, { serverNow, unheardAfterSec: noDataAfterSec });
    this.drawing.show({ choice, units, quiet, live, names, zone });
    this.tellAge();
  }

  /** What is true of the picture by now, also while no answer comes: how old it is, and what is wrong. */
  tellAge() {
    const { units, trouble, answeredAt } = this.known;
    const old = outdated(answeredAt, monotonic(), this.noDataAfterSec);
    const empty = answeredAt !== null && units.size === 0 ? t.noUnitData : '';
    this.drawing.grey(old || trouble !== '');
    this.words.time(latestTime(units), received(units), this.clock.now(), this.zone);
    this.words.status([trouble || empty, old ? t.pictureOld : ''].filter(Boolean).join(' '));
    this.words.offerTry(trouble !== '' && this.rounds.going(), trouble === t.trying);
  }

  /** @param {unknown} thrown */
  failed(thrown) {
    this.watched.pause(); // what a silent server doesn't tell is no silence of the units
    if (this.frame?.refused(thrown)) return;
    const next = statusOf(thrown) === 400 ? all.chooseAgain : all.again;
    this.known.trouble = [navigator.onLine ? '' : all.offline, sentenceOf(thrown), next].filter(Boolean).join(' ');
    this.tellAge();
  }

  forget() {
    this.known = nothing();
    this.drawing.grey(false);
    this.drawing.forget();
    this.words.forget();
  }
}

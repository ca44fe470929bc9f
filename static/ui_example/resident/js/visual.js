/**
 * The page VISUAL of residents: the own unit, and as shadows those it shares energy with. Who they are, nobody tells the page.
 */
import { byId, html, say } from '../../shared/dom.js';
import { inLanguage } from '../../shared/language.js';
import { dealWords } from '../../shared/picture/deal_words.js';
import { measured } from '../../shared/picture/format.js';
import { openVisual } from '../../shared/picture/page.js';
import { figures } from '../../shared/picture/reading.js';
import * as texts from '../../shared/texts/visual.js';
import { RESIDENT } from './main.js';
import { OwnPicture } from './own_picture.js';

/** @typedef {import('../../shared/picture/reading.js').Figures} Figures */

const t = inLanguage(texts);
const picture = new OwnPicture(byId('picture', HTMLElement));
const silence = byId('unit-silent', HTMLElement);
const list = byId('unit-facts', HTMLElement);
let own = { id: '', name: '' };
const party = (/** @type {string} */ id) => (id === own.id ? own.name : t.another);
const deals = dealWords(({ from, to }) => [party(from), party(to)]);

openVisual(RESIDENT, {
  show({ choice, units, quiet, live, names, zone }) {
    const state = figures(choice.unit, units.get(choice.unit)?.document ?? {}, names.get(choice.unit));
    const isSilent = quiet.has(choice.unit);
    own = state;
    picture.show(state, isSilent, live);
    deals.show(live, zone);
    say(silence, isSilent ? t.noDataLast : '');
    silence.hidden = !isSilent;
    write(facts(state));
  },
  grey(old) {
    picture.grey(old);
    deals.grey(old);
  },
  forget() {
    own = { id: '', name: '' };
    picture.forget();
    deals.forget();
    silence.hidden = true;
    list.replaceChildren();
  },
});

/**
 * @param {Figures} unit
 * @returns {[string, string][]}
 */
function facts({ rsoc, pvW, loadW, gridW, acV, mode }) {
  return [
    [t.level, measured(rsoc, ' %', 0)],
    [t.solarPower, measured(pvW, ' W')],
    [t.loadPower, measured(loadW, ' W')],
    [t.gridPower, grid(gridW)],
    [t.acVoltage, measured(acV, ' V')],
    ...(mode ? [/** @type {[string, string]} */ ([t.modeOfUnit, mode])] : []),
  ];
}

/** @param {number | null} watts */
function grid(watts) {
  const power = measured(watts === null ? null : Math.abs(watts), ' W');
  if (watts === null || watts === 0) return power;
  return watts > 0 ? t.charging(power) : t.discharging(power);
}

/** @param {[string, string][]} told */
function write(told) {
  const lines = told.flat();
  while (list.children.length > lines.length) list.lastElementChild?.remove();
  while (list.children.length < lines.length) list.append(html(list.children.length % 2 ? 'dd' : 'dt', {}, html('bdi')));
  lines.forEach((words, place) => say(/** @type {Element} */ (list.children[place].firstElementChild), words));
}

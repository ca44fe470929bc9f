/**
 * The picture of one unit as in figure 4-16: the own unit with all its figures, and as shadows those it shares energy with.
 * Elements are kept from one state to the next, so that movement goes on.
 */
import { say, set, svg } from '../../shared/dom.js';
import { inLanguage } from '../../shared/language.js';
import { dealFlows } from '../../shared/picture/deal_flows.js';
import { CELL } from '../../shared/picture/layout.js';
import { roomOf } from '../../shared/picture/picture.js';
import { FULL, fullPaints, fullUnit } from '../../shared/picture/unit_full.js';
import * as texts from '../../shared/texts/visual.js';
import { around, hanging } from './around.js';
import { partners } from './partners.js';

/** @typedef {import('../../shared/picture/reading.js').Figures} Figures */
/** @typedef {import('../../shared/picture/flows.js').Flow} Flow */
/** @typedef {import('../../shared/picture/deal_flows.js').Anchors} Anchors */

const t = inLanguage(texts);
const PHONE = 600; // px

export class OwnPicture {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.unit = fullUnit();
    this.shadows = svg('g');
    this.deals = dealFlows(hanging);
    this.all = svg('g', {}, this.shadows, this.deals.layer, this.unit.element);
    this.root = svg('svg', { role: 'group', 'aria-label': t.pictureOfUnit }, svg('defs', {}, ...fullPaints()), this.all);
    host.append(this.root);
    /** @type {{state: Figures, silent: boolean, flows: Flow[]} | null} */
    this.shown = null;
    const resized = new ResizeObserver(() => this.draw());
    resized.observe(host);
    if (host.previousElementSibling) resized.observe(host.previousElementSibling); // words above it push it down
    window.addEventListener('resize', () => this.draw());
  }

  /**
   * @param {Figures} state
   * @param {boolean} silent
   * @param {Flow[]} flows
   */
  show(state, silent, flows) {
    this.shown = { state, silent, flows };
    this.draw();
  }

  /** @param {boolean} old */
  grey(old) {
    this.root.classList.toggle('old', old);
  }

  forget() {
    this.shown = null;
    this.deals.show([], new Map(), 1);
    this.shadows.replaceChildren();
    const empty = fullUnit(); // hidden is not enough: nothing of another unit, or of somebody logged out, stays in the page
    this.unit.element.replaceWith(empty.element);
    this.unit = empty;
    this.draw();
  }

  draw() {
    const room = roomOf(this.host);
    set(this.all, { hidden: this.shown === null });
    if (this.shown === null) {
      set(this.root, { width: room.width, height: room.height, viewBox: `0 0 ${room.width} ${room.height}` });
      return;
    }
    const { state, silent, flows } = this.shown;
    const shared = partners(flows, state.id);
    const layout = around(shared.shadows.length, room);
    const needed = layout.size.height * layout.scale;
    const [width, height] = [room.width, room.width < PHONE ? needed : Math.max(room.height, needed)]; // on a phone the words come soon
    const corner = { x: (width - layout.size.width * layout.scale) / 2, y: (height - layout.size.height * layout.scale) / 2 };
    set(this.root, { width, height, viewBox: `0 0 ${width} ${height}` });
    set(this.all, { transform: `translate(${corner.x.toFixed(1)} ${corner.y.toFixed(1)}) scale(${layout.scale.toFixed(3)})` });
    set(this.unit.element, { transform: `translate(${layout.own.x} ${layout.own.y})` });
    this.unit.update(state, silent);
    this.cast(shared.shadows, layout);
    this.deals.show(shared.flows, anchorsOf(state.id, shared.shadows, layout), CELL.full.height);
  }

  /**
   * @param {import('./partners.js').Shadow[]} shadows
   * @param {import('./around.js').Around} layout
   */
  cast(shadows, { shadows: places, shadow: size }) {
    while (this.shadows.children.length > shadows.length) this.shadows.lastElementChild?.remove();
    while (this.shadows.children.length < shadows.length) {
      this.shadows.append(svg('g', { class: 'shadow', role: 'img' }, svg('title'), svg('path', { class: 'shadow-body' })));
    }
    shadows.forEach(({ gives }, place) => {
      const [element, words] = [this.shadows.children[place], gives ? t.shadowGives : t.shadowTakes];
      set(element, { 'aria-label': words });
      say(element.children[0], words);
      set(element.children[1], { d: outline(places[place], size) });
    });
  }
}

/**
 * A battery, seen against the light.
 * @param {import('./around.js').Point} corner
 * @param {import('./around.js').Size} size
 */
function outline({ x, y }, { width, height }) {
  const [step, third] = [height * 0.06, width / 3];
  return `M ${x} ${y} h ${width} v ${step} h ${-third} v ${step} h ${third} v ${height - 2 * step} h ${-width} v ${2 * step - height} h ${third} v ${-step} h ${-third} Z`;
}

/**
 * @param {string} own
 * @param {import('./partners.js').Shadow[]} shadows
 * @param {import('./around.js').Around} layout
 * @returns {Map<string, Anchors>}
 */
function anchorsOf(own, shadows, { own: corner, shadows: places, shadow: size }) {
  const foot = (/** @type {number} */ x, /** @type {number} */ y) => ({ start: { x, y }, sides: { left: { x, y }, right: { x, y } } });
  /** @type {Map<string, Anchors>} */
  const anchors = new Map([[own, foot(corner.x + FULL.grid.x, corner.y + FULL.grid.y)]]);
  shadows.forEach(({ id }, place) => anchors.set(id, foot(places[place].x + size.width / 2, places[place].y + size.height + 6)));
  return anchors;
}

/**
 * The switches of the monitors: what each watches, whether it is on, who switched it last; and switching.
 */
import { html, say, set } from '../../../shared/dom.js';
import { inLanguage } from '../../../shared/language.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { apart } from '../../../shared/words.js';
import { attempted, quiet, sayWhyNot } from './action.js';
import { timeOf } from './cells.js';

/** @typedef {import('./rules.js').Monitor} Monitor */

/**
 * @typedef {object} Around
 * @property {(type: string, on: boolean) => Promise<unknown>} turn
 * @property {() => void} refresh  asks how things are now
 * @property {(thrown: unknown) => boolean} refused
 */

const t = inLanguage(texts);

/**
 * @param {HTMLElement} list
 * @param {Around} around
 */
export function switches(list, around) {
  /** @type {Map<string, Switch>} */
  const known = new Map();
  return {
    /**
     * @param {Monitor[]} monitors
     * @param {string} zone
     */
    show(monitors, zone) {
      const types = monitors.map(({ type }) => type).join('\n');
      if (types !== [...known.keys()].join('\n')) {
        known.clear();
        for (const { type } of monitors) known.set(type, new Switch(type, around));
        list.replaceChildren(...[...known.values()].map(({ parts }) => parts.element));
      }
      for (const monitor of monitors) known.get(monitor.type)?.show(monitor, zone);
    },
    forget() {
      known.clear();
      list.replaceChildren();
    },
  };
}

class Switch {
  /**
   * @param {string} type
   * @param {Around} around
   */
  constructor(type, around) {
    this.type = type;
    this.around = around;
    this.parts = partsOf(type);
    this.isOn = false;
    this.busy = false;
    /** @type {boolean | null}  what was asked for in vain */
    this.missed = null;
    this.parts.box.addEventListener('click', (event) => {
      event.preventDefault(); // it shows what is, not what somebody would like
      this.turn(!this.isOn);
    });
  }

  /**
   * @param {Monitor} monitor
   * @param {string} zone
   */
  show(monitor, zone) {
    say(this.parts.last, lastOf(monitor, zone));
    if (this.busy) return;
    this.draw(monitor.isOn);
    if (this.missed === monitor.isOn) quiet(this.parts.trouble);
  }

  /** @param {boolean} wanted */
  async turn(wanted) {
    if (this.busy) return;
    this.begin(wanted);
    const outcome = await attempted(() => this.around.turn(this.type, wanted), this.around.refused);
    this.busy = false;
    this.parts.box.removeAttribute('aria-disabled');
    if (outcome.done) this.draw(wanted);
    else this.fail(outcome, wanted);
    if (!outcome.refused) this.around.refresh();
  }

  /** @param {boolean} wanted */
  begin(wanted) {
    const { box, state, trouble } = this.parts;
    this.busy = true;
    this.missed = null;
    if (trouble.contains(document.activeElement)) box.focus();
    quiet(trouble);
    set(box, { 'aria-disabled': 'true' });
    set(state, { class: 'state going' });
    say(state, wanted ? t.switchingOn : t.switchingOff);
  }

  /**
   * @param {import('./action.js').Outcome} outcome
   * @param {boolean} wanted
   */
  fail(outcome, wanted) {
    this.missed = wanted;
    this.draw(this.isOn);
    sayWhyNot(this.parts.trouble, outcome, wanted ? t.notSwitchedOn : t.notSwitchedOff, () => this.turn(wanted));
  }

  /** @param {boolean} on */
  draw(on) {
    const { box, element, state } = this.parts;
    this.isOn = on;
    box.checked = on;
    set(element, { class: `switch ${on ? 'on' : 'off'}` });
    set(state, { class: `state ${on ? 'good' : 'wrong'}` });
    say(state, on ? t.on : t.off);
  }
}

/** @param {string} type */
function partsOf(type) {
  const id = `switch-${type}`;
  const name = html('bdi', { class: 'technical', id: `${id}-name` }, type);
  const words = html('span', { class: 'words', id: `${id}-words` }, t.type(type));
  const state = html('span', { class: 'state' });
  const box = html('input', {
    type: 'checkbox', role: 'switch', 'aria-labelledby': `${id}-words ${id}-name`, 'aria-describedby': `${id}-last`,
  });
  const last = html('p', { class: 'quiet', id: `${id}-last` });
  const trouble = html('div', { class: 'refusal', hidden: true });
  const element = html('li', {}, html('div', { class: 'row' },
    html('div', { class: 'names' }, words, name), html('label', { class: 'turn' }, state, box)), last, trouble);
  return { element, box, state, last, trouble };
}

/**
 * @param {Monitor} monitor
 * @param {string} zone
 */
function lastOf({ last }, zone) {
  if (!last) return t.neverSwitched;
  return (last.isOn ? t.switchedOn : t.switchedOff)(apart(last.who), timeOf(last.at, zone));
}

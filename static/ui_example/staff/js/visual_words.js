/**
 * The units of the page VISUAL in words, as a list that is written only while it is read.
 */
import { byId } from '../../shared/dom.js';
import { keep, named } from '../../shared/picture/deal_words.js';
import { inWords } from '../../shared/picture/format.js';

/** @typedef {import('../../shared/picture/reading.js').Figures} Figures */

export function unitWords() {
  const list = byId('units', HTMLElement);
  const details = byId('units-in-words', HTMLDetailsElement);
  /** @type {[Figures[], Set<string>]} */
  let shown = [[], new Set()];

  function write() {
    if (!details.open) return; // a hundred lines that nobody reads
    const [states, silent] = shown;
    keep(list, states.length).forEach((item, place) => listUnit(item, states[place], silent.has(states[place].id)));
  }
  details.addEventListener('toggle', write);

  return {
    /**
     * @param {Figures[]} states
     * @param {Set<string>} silent
     */
    show(states, silent) {
      shown = [states, silent];
      write();
    },
    forget() {
      shown = [[], new Set()];
      list.replaceChildren();
    },
  };
}

/**
 * @param {HTMLElement} item
 * @param {Figures} unit
 * @param {boolean} silent
 */
function listUnit(item, unit, silent) {
  named(item, [unit.name], '', inWords(unit, silent).slice(unit.name.length));
}

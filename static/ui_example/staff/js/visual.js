/**
 * The page VISUAL of staff: all units of the cluster, and the deals between them.
 */
import { byId } from '../../shared/dom.js';
import { dealWords } from '../../shared/picture/deal_words.js';
import { ordered } from '../../shared/picture/layout.js';
import { openVisual } from '../../shared/picture/page.js';
import { Picture } from '../../shared/picture/picture.js';
import { figures } from '../../shared/picture/reading.js';
import { STAFF } from './main.js';
import { unitWords } from './visual_words.js';

const drawn = new Picture(byId('picture', HTMLElement));
const units = unitWords();
/** @type {Map<string, string>} */
let names = new Map();
const deals = dealWords(({ from, to }) => [names.get(from) ?? from, names.get(to) ?? to]);

openVisual(STAFF, {
  show(seen) {
    const states = ordered(seen.units.keys()).map((id) => figures(id, seen.units.get(id)?.document ?? {}, seen.names.get(id)));
    names = new Map(states.map(({ id, name }) => [id, name]));
    drawn.show(states, seen.quiet, seen.live);
    units.show(states, seen.quiet);
    deals.show(seen.live, seen.zone);
  },
  grey(old) {
    drawn.grey(old);
    deals.grey(old);
  },
  forget() {
    drawn.show([], new Set(), []);
    units.forget();
    deals.forget();
  },
});

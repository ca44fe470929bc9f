/**
 * The menus of the settings: each fetches what is registered when it opens.
 */
import { html, say } from './dom.js';
import { inLanguage } from './language.js';
import { entries, settled, withSole } from './outline.js';
import * as texts from './texts/frame.js';

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */

const FRESH_MS = 1000; // one opening is a pointerdown and a focus: one question is enough
const NOTHING = '--';
const t = inLanguage(texts);

/**
 * @param {Level[]} levels
 * @param {() => Promise<Outline | null>} fetchOutline  null where it could not be had (the fetcher says why)
 */
export function menus(levels, fetchOutline) {
  const selects = levels.map((level) => html('select', { id: `setting-${level}`, name: level, autofocus: level === levels[0] }));
  /** @type {Outline} */
  let outline = { communities: {} };
  let fetchedAt = -Infinity;

  /** @returns {Choice} */
  function choice() {
    /** @type {Choice} */
    const chosen = { community: '', cluster: '', unit: '' };
    levels.forEach((level, place) => { chosen[level] = selects[place].value; });
    return chosen;
  }

  /** @param {Choice} wanted */
  function fill(wanted) {
    const chosen = settled(levels, wanted);
    levels.forEach((level, place) => list(selects[place], entries(outline, chosen, level), chosen[level]));
  }

  async function opened() {
    if (performance.now() - fetchedAt < FRESH_MS) return;
    fetchedAt = performance.now();
    const answer = await fetchOutline();
    if (!answer) return;
    outline = answer;
    fill(choice());
  }

  for (const select of selects) {
    for (const way of ['focus', 'pointerdown', 'keydown']) select.addEventListener(way, opened);
    // somebody who chooses nothing means it
    select.addEventListener('change', () => fill(select.value ? withSole(outline, levels, choice()) : choice()));
  }

  return {
    choice,
    fields: levels.flatMap((level, place) => [html('label', { for: `setting-${level}` }, t[level]), selects[place]]),
    /**
     * @param {Outline} known
     * @param {Choice} wanted
     */
    show(known, wanted) {
      outline = known;
      fetchedAt = -Infinity;
      fill(withSole(known, levels, wanted));
    },
  };
}

/**
 * Lists only what differs: the menu may be open right now.
 * @param {HTMLSelectElement} select
 * @param {import('./outline.js').Entry[]} named
 * @param {string} chosen
 */
function list(select, named, chosen) {
  const wanted = [{ id: '', name: NOTHING }, ...named];
  wanted.forEach(({ id, name }, place) => {
    const option = select.options[place] ?? select.appendChild(html('option'));
    if (option.value !== id || !option.hasAttribute('value')) option.value = id;
    say(option, name);
  });
  while (select.options.length > wanted.length) select.remove(wanted.length);
  select.value = named.some(({ id }) => id === chosen) ? chosen : '';
}

/**
 * Reading the outline: what the menus list, what things are called, what the title says. Touches no document.
 */

/** @typedef {import('./choice.js').Choice} Choice */
/** @typedef {import('./choice.js').Level} Level */
/** @typedef {{id: string, name: string}} Entry */

/** @type {Outline} */
export const EMPTY = { communities: {} };

/**
 * What one menu lists, given what is chosen in the menus above it.
 * @param {Outline} outline
 * @param {Choice} choice
 * @param {Level} level
 * @returns {Entry[]}
 */
export function entries(outline, choice, level) {
  const communities = outline?.communities ?? {};
  if (level === 'community') return named(communities);
  const clusters = communities[choice.community]?.clusters ?? {};
  if (level === 'cluster') return named(clusters);
  return named(clusters[choice.cluster]?.units ?? {});
}

/**
 * The name of what is chosen; its id where the outline doesn't know it; empty where nothing is chosen.
 * @param {Outline} outline
 * @param {Choice} choice
 * @param {Level} level
 */
export function nameOf(outline, choice, level) {
  const entry = entries(outline, choice, level).find(({ id }) => id === choice[level]);
  return entry ? entry.name : choice[level];
}

/**
 * @param {Outline} outline
 * @param {Choice} choice
 * @returns {Map<string, string>}  unit id → registered name
 */
export function unitNames(outline, choice) {
  return new Map(entries(outline, choice, 'unit').map(({ id, name }) => [id, name]));
}

/**
 * The units of a cluster that are in use at an instant: from `available_from` to before `available_to`.
 * @param {Outline} outline
 * @param {Choice} choice
 * @param {number} ms  since epoch
 * @returns {string[]}  ids
 */
export function inUse(outline, choice, ms) {
  const units = outline?.communities?.[choice.community]?.clusters?.[choice.cluster]?.units ?? {};
  const at = (/** @type {unknown} */ text, /** @type {number} */ open) => (typeof text === 'string' ? Date.parse(text) : open);
  return Object.entries(units)
    .filter(([, unit]) => at(unit?.available_from, -Infinity) <= ms && ms < at(unit?.available_to, Infinity))
    .map(([id]) => id);
}

/**
 * @param {string} display
 * @param {Outline} outline
 * @param {Level[]} levels
 * @param {Choice} choice
 * @returns {string}  e.g. `APIS VISUAL : Community_A > Cluster_A`
 */
export function title(display, outline, levels, choice) {
  const names = chosenNames(outline, levels, choice);
  return names.length ? `APIS ${display} : ${names.join(' > ')}` : `APIS ${display}`;
}

/**
 * @param {Outline} outline
 * @param {Level[]} levels
 * @param {Choice} choice
 * @returns {string[]}  of what is chosen, from the top; none as long as nothing is known: ids alone are no title for people
 */
export function chosenNames(outline, levels, choice) {
  return outline === EMPTY ? [] : levels.map((level) => nameOf(outline, choice, level)).filter(Boolean);
}

/**
 * A copy of a choice in which nothing stands below something that is not chosen.
 * @param {Level[]} levels
 * @param {Choice} choice
 */
export function settled(levels, choice) {
  const copy = { ...choice };
  let open = true;
  for (const level of levels) {
    if (!open) copy[level] = '';
    open = open && copy[level] !== '';
  }
  return copy;
}

/**
 * A copy of a choice in which nothing stands that isn't in the outline: gone, or not for whoever is logged in now.
 * @param {Outline} outline
 * @param {Level[]} levels
 * @param {Choice} choice
 */
export function offered(outline, levels, choice) {
  const copy = { ...choice };
  for (const level of levels) {
    if (!entries(outline, copy, level).some(({ id }) => id === copy[level])) copy[level] = '';
  }
  return copy;
}

/**
 * A copy of a choice in which nothing stands that isn't registered, and what leaves nothing to choose is chosen.
 * @param {Outline} outline
 * @param {Level[]} levels
 * @param {Choice} choice
 */
export function withSole(outline, levels, choice) {
  const copy = { ...choice };
  for (const level of levels) {
    const ids = entries(outline, copy, level).map(({ id }) => id);
    if (!ids.includes(copy[level])) copy[level] = ids.length === 1 ? ids[0] : '';
  }
  return copy;
}

/**
 * @param {Level[]} levels
 * @param {Choice} choice
 */
export function complete(levels, choice) {
  return levels.every((level) => choice[level] !== '');
}

/**
 * @param {Record<string, Entry>} map
 * @returns {Entry[]}
 */
function named(map) {
  return Object.entries(map).map(([id, value]) => ({ id, name: value?.name || id }));
}

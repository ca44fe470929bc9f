/**
 * Community, cluster and unit are picked one after the other: each list offers only what is in the one picked above.
 */

/** @param {HTMLFormElement} form */
export function byLevel(form) {
  const levels = [...form.querySelectorAll('select[data-level]')].filter((each) => each instanceof HTMLSelectElement);
  levels.sort((one, other) => Number(one.dataset.level) - Number(other.dataset.level));
  const all = levels.map((level) => [...level.children].map((each) => each.cloneNode(true)));
  const offer = () => levels.forEach((level, place) => {
    if (place > 0) offerIn(level, all[place], way(levels[place - 1].value));
  });
  for (const level of levels) level.addEventListener('change', offer);
  offer();
}

/**
 * @param {HTMLSelectElement} level
 * @param {Node[]} all
 * @param {string[]} above
 */
function offerIn(level, all, above) {
  const before = level.value;
  level.replaceChildren(...all.map((each) => each.cloneNode(true)));
  for (const option of [...level.options]) {
    const own = way(option.value);
    const fits = own.length === 0 || (own.length === above.length + 1 && above.every((id, place) => own[place] === id));
    if (!fits) option.remove();
  }
  for (const group of [...level.querySelectorAll('optgroup')]) if (group.children.length === 0) group.remove();
  level.value = [...level.options].some((option) => option.value === before) ? before : '';
}

/**
 * @param {string} value  of an option: the ids that lead there, in JSON
 * @returns {string[]}
 */
function way(value) {
  return value ? JSON.parse(value) : [];
}

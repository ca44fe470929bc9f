/**
 * Live deals of a resident → flows between the own unit and shadows. Touches no document.
 * The API masks every other unit alike, so each deal has a shadow of its own, named after nothing but its place.
 */

/** @typedef {import('../../shared/picture/flows.js').Flow} Flow */
/** @typedef {{id: string, gives: boolean}} Shadow */

/**
 * @param {Flow[]} flows
 * @param {string} own  id of the own unit
 * @returns {{shadows: Shadow[], flows: Flow[]}}
 */
export function partners(flows, own) {
  const shared = flows.filter(({ from, to }) => (from === own) !== (to === own));
  const shadows = shared.map(({ to }, place) => ({ id: `shadow-${place + 1}`, gives: to === own }));
  const between = shared.map((flow, place) => (
    flow.from === own ? { ...flow, to: shadows[place].id } : { ...flow, from: shadows[place].id }));
  return { shadows, flows: between };
}

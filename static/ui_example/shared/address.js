/**
 * What the address of a page says after its `#`: `#community=a&cluster=b&date=2020-01-01`. Touches no document.
 */

/** @typedef {Record<string, string>} Place */

/**
 * @param {string} hash  with or without its `#`
 * @returns {Place}
 */
export function readPlace(hash) {
  /** @type {Place} */
  const place = {};
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (value !== '') place[name] = value;
  }
  return place;
}

/**
 * @param {Place} place
 * @returns {string}  with its `#`; empty where there is nothing to say
 */
export function writtenPlace(place) {
  const text = new URLSearchParams(Object.entries(place).filter(([, value]) => value !== '')).toString();
  return text ? `#${text}` : '';
}

/**
 * What one looks at, from the address where it says so, else as remembered. An address that names a cluster means no
 * unit or cluster of another community.
 * @param {Place} place
 * @param {import('./choice.js').Choice} known
 * @returns {import('./choice.js').Choice}
 */
export function choiceOf(place, known) {
  if (!place.community) return known;
  const same = place.community === known.community && (place.cluster ?? known.cluster) === known.cluster;
  return {
    community: place.community,
    cluster: place.cluster ?? (same ? known.cluster : ''),
    unit: place.unit ?? (same ? known.unit : ''),
  };
}

/**
 * Small texts that a browser remembers, as cookies: how they are written and read. Touches no document.
 */

const YEAR_SEC = 365 * 24 * 60 * 60;

/**
 * @param {string} jar  as in document.cookie
 * @param {string} name
 * @returns {string}  empty where there is none, or none that can be read
 */
export function read(jar, name) {
  for (const pair of jar.split(';')) {
    const [key, ...rest] = pair.split('=');
    if (key.trim() === name) return decoded(rest.join('=').trim());
  }
  return '';
}

/**
 * The text to assign to document.cookie; an empty value forgets.
 * @param {string} name
 * @param {string} value
 * @param {boolean} secure  true on https pages
 */
export function written(name, value, secure) {
  const age = value === '' ? 0 : YEAR_SEC;
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${age}; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** @param {string} value */
function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return ''; // not written by us
  }
}

/**
 * Where the API is. Empty: on the server these pages come from, at the same prefix. Pages that another web server delivers
 * name it here, e.g. 'https://center.example' or 'https://center.example/prefix'. The service center must then list the
 * pages' origin in TRUSTED_ORIGINS, both must be of the same site (another port or subdomain), and the Content-Security-Policy
 * of the other web server must allow the API's origin in script-src and connect-src.
 * @type {string}
 */
export const API_BASE = '';

/** @returns {string}  the address of the service center, without a slash at its end */
export function serviceCenter() {
  return API_BASE === '' ? new URL('../../..', import.meta.url).href.replace(/\/$/, '') : API_BASE.replace(/\/$/, '');
}

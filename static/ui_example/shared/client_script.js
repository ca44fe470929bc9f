/**
 * Fetches client.js of a role, which leaves the global `client` behind.
 */
import { serviceCenter } from './api_base.js';
import { html } from './dom.js';

/**
 * @param {'staff' | 'resident'} role
 * @returns {Promise<void>}  rejected as an answer that never came
 */
export function loadClient(role) {
  if (typeof client !== 'undefined') return Promise.resolve();
  const script = html('script', { src: `${serviceCenter()}/api/${role}/client.js` });
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => (typeof client === 'undefined' ? reject({ answer: { status: 0 } }) : resolve()));
    script.addEventListener('error', () => {
      script.remove();
      reject({ answer: { status: 0 } });
    });
    document.head.append(script);
  });
}

/**
 * Whose session it is. All tabs of a browser share it, so they tell each other when somebody logged in, or out.
 */

const channel = new BroadcastChannel('apis:session');

/** @returns {Promise<string>}  the user name */
export async function whoIsHere() {
  return (await client.session())?.user?.username ?? '';
}

/** @param {'in' | 'out'} news  for the other tabs; this one knows */
export function tellTabs(news) {
  channel.postMessage(news);
}

/**
 * Listens for what may have changed the session behind a page's back: another tab, or a time in which it was not seen.
 * @param {{left: () => void, changed: () => void}} heard  left: nobody is logged in; changed: somebody may be
 */
export function hearOfSession({ left, changed }) {
  channel.addEventListener('message', ({ data }) => (data === 'out' ? left() : changed()));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) changed(); });
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) changed(); });
}

/**
 * Begins the page from nothing.
 * @returns {Promise<never>}  whoever waits for it waits until then
 */
export function anew() {
  location.reload();
  return new Promise(() => {});
}

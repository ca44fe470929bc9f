// What the clients of both roles share: how a request is made, and who is told of its outcome.
// Included inside the function of staff/client.js and resident/client.js, so nothing here becomes global.

/**
 * @typedef {object} Answer  what is known of an HTTP answer, named as in jQuery's jqXHR
 * @property {number} status  0 where no answer came
 * @property {string} statusText
 * @property {string} responseText
 * @property {any} responseJSON  undefined where the answer is no (readable) JSON
 * @property {(name: string) => string | null} getResponseHeader  null where the answer has no such header
 */

/**
 * @callback Call  takes the named arguments of its request, then the callbacks success(data, textStatus, answer),
 *   error(answer, textStatus, errorThrown) and complete (the first two arguments of whichever of the two it follows);
 *   null and undefined stand for what is left out
 * @param {...any} args
 * @returns {Promise<any>} the data; rejected with a Refusal
 */

/** A request that brought no data: what the error callback is told, as one Error. */
class Refusal extends Error {
  /**
   * @param {Answer} answer
   * @param {string} textStatus  'error', or 'parsererror' for JSON that cannot be read
   * @param {any} errorThrown  the status in words, or the Error behind it
   * @param {unknown} [cause]
   */
  constructor(answer, textStatus, errorThrown, cause = errorThrown) {
    super(`${textStatus}: ${answer.status} ${answer.statusText}`, { cause });
    this.name = 'Refusal';
    this.answer = answer;
    this.textStatus = textStatus;
    this.errorThrown = errorThrown;
  }
}

/** The address before /api/…: that of the script itself, or the page's origin where the script has none. */
function addressOfService() {
  const script = document.currentScript;
  const own = script && 'src' in script && script.src ? new URL(script.src) : null;
  const prefix = own ? /^(.*)\/api\/(?:staff|resident)\/client\.js$/.exec(own.pathname) : null;
  return own && prefix ? own.origin + prefix[1] : location.origin;
}

// Read now: document.currentScript is only known while the script runs for the first time.
const base = addressOfService();

/** The browser's offset from UTC now, as ±HH:MM (Tokyo: +09:00; getTimezoneOffset counts the other way round). */
function browserOffset() {
  const east = -new Date().getTimezoneOffset();
  const minutes = Math.abs(east);
  const twoDigits = (/** @type {number} */ figure) => String(Math.floor(figure)).padStart(2, '0');
  return `${east < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

/**
 * Parameters as they are sent: those that are null left out, dates in UTC. Text stays as written.
 * @param {Record<string, any>} values
 * @throws {RangeError} for the invalid Date
 */
function urlEncoded(values) {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    // Asked by method, not by class: a Date of another frame is a date too.
    sent.append(name, typeof value.toISOString === 'function' ? value.toISOString() : String(value));
  }
  return sent;
}

/**
 * @param {Response} response
 * @param {string} responseText
 * @returns {[Answer, unknown]}  the answer, and why its JSON could not be read
 */
function read(response, responseText) {
  const inWords = response.statusText || (response.ok ? 'success' : 'error'); // HTTP/2 sends no words
  const answer = {
    status: response.status,
    statusText: inWords,
    responseText,
    responseJSON: undefined,
    getResponseHeader: (/** @type {string} */ name) => response.headers.get(name),
  };
  let unreadable = null;
  if (/\bjson\b/i.test(response.headers.get('Content-Type') || '')) {
    try {
      answer.responseJSON = JSON.parse(responseText);
    } catch (error) {
      unreadable = error;
    }
  }
  return [answer, unreadable];
}

/**
 * One request and its whole answer.
 * @param {string} path  from /api on, with the query
 * @param {RequestInit} [options]
 * @returns {Promise<{data: any, answer: Answer}>}
 * @throws {Refusal}
 */
async function exchange(path, options = {}) {
  let response, responseText;
  try {
    response = await fetch(base + path, { method: 'GET', credentials: 'include', ...options });
    responseText = await response.text();
  } catch (error) {
    throw new Refusal(noAnswer(), 'error', '', error);
  }
  const [answer, unreadable] = read(response, responseText);
  if (!response.ok) throw new Refusal(answer, 'error', response.statusText);
  if (unreadable) throw new Refusal(answer, 'parsererror', unreadable);
  return { data: answer.responseJSON === undefined ? responseText : answer.responseJSON, answer };
}

/** @returns {Answer} */
function noAnswer() {
  return { status: 0, statusText: 'error', responseText: '', responseJSON: undefined, getResponseHeader: () => null };
}

/**
 * @param {any} callback  called if it can be
 * @param {...any} news
 */
function tell(callback, ...news) {
  if (typeof callback !== 'function') return;
  try {
    callback(...news);
  } catch (error) {
    // The next callback still has its turn; the browser reports the error as one of nobody's.
    setTimeout(() => { throw error; });
  }
}

/**
 * Sends, tells the callbacks, and promises the data.
 * @param {() => Promise<{data: any, answer: Answer}>} send
 * @param {any[]} callbacks
 * @returns {Promise<any>}
 */
function deliver(send, [success, error, complete]) {
  // Sent at once, so that a Date changed right after the call is read as it was; what `send` throws is a rejection.
  const exchanged = new Promise((resolve) => { resolve(send()); });
  const outcome = exchanged.then(({ data, answer }) => {
    tell(success, data, 'success', answer);
    tell(complete, data, 'success');
    return data;
  }, (thrown) => {
    const refusal = thrown instanceof Refusal ? thrown : new Refusal(noAnswer(), 'error', thrown);
    tell(error, refusal.answer, refusal.textStatus, refusal.errorThrown);
    tell(complete, refusal.answer, refusal.textStatus);
    throw refusal;
  });
  outcome.catch(() => {}); // whoever works with callbacks gets no "unhandled rejection"
  return outcome;
}

/**
 * A function of the client: `names` are its arguments, in order.
 * @param {string[]} names
 * @param {(values: Record<string, any>) => Promise<{data: any, answer: Answer}>} send
 * @returns {Call}
 */
function taking(names, send) {
  return (...args) => {
    const values = Object.fromEntries(names.map((name, place) => [name, args[place]]));
    return deliver(() => send(values), args.slice(names.length));
  };
}

/**
 * @param {string} path
 * @param {Record<string, any>} values
 */
function get(path, values) {
  const query = urlEncoded(values).toString();
  return exchange(query ? `${path}?${query}` : path);
}

/**
 * @param {string} path
 * @param {...string} names
 */
function getting(path, ...names) {
  return taking(names, (values) => get(path, values));
}

/**
 * As getting(), for answers by hour of day: the browser's time zone is sent along.
 * @param {string} path
 * @param {...string} names
 */
function gettingByHour(path, ...names) {
  return taking(names, (values) => get(path, { ...values, timezone: browserOffset() }));
}

/**
 * Sends a form, with the token that shows that it comes from a page of ours.
 * @param {string} path
 * @param {Record<string, any>} values
 */
async function post(path, values) {
  const { data } = await exchange('/api/core/csrftoken');
  const body = urlEncoded({ ...values, csrfmiddlewaretoken: data.csrfmiddlewaretoken });
  return exchange(path, { method: 'POST', body });
}

/**
 * @param {string} path
 * @param {...string} names
 */
function posting(path, ...names) {
  return taking(names, (values) => post(path, values));
}

/**
 * The functions of one role together with those of both; `base` is the address they ask, for reading only.
 * @template {object} T
 * @param {T} functionsOfRole
 */
function withCore(functionsOfRole) {
  const client = {
    session: getting('/api/core/session'),
    login: posting('/api/core/login', 'username', 'password'),
    logout: getting('/api/core/logout'),
    ...functionsOfRole,
  };
  return Object.defineProperty(client, 'base', { value: base, enumerable: true });
}

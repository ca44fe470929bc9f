// A page that includes client.js, without a browser: reads one JSON job from stdin, runs its calls one after the
// other against answers told beforehand, and writes what could be observed: requests, callbacks, promises, globals.
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import vm from 'node:vm';

const job = JSON.parse(readFileSync(0, 'utf8'));
const seen = { requests: [], told: [], outcomes: [], unhandled: [], reported: [], jquery: [] };

process.on('unhandledRejection', (reason) => seen.unhandled.push(String(reason)));
process.on('uncaughtException', (error) => seen.reported.push(error.message));

function fakeFetch(address, options) {
  const body = options.body === undefined ? null : String(options.body);
  seen.requests.push({ url: String(address), method: options.method, credentials: options.credentials, body,
    bodyType: new Request('http://any.example', options).headers.get('Content-Type') });
  const answer = job.answers.shift();
  if (!answer) throw new Error('the test told no answer for this request');
  if (answer.networkFailure) return Promise.reject(new TypeError('Failed to fetch'));
  const { status, statusText, contentType, text } = answer;
  const headers = contentType ? { 'Content-Type': contentType } : {};
  const response = new Response(text, { status, statusText, headers });
  if (answer.brokenBody) response.text = () => Promise.reject(new TypeError('network error'));
  return Promise.resolve(response);
}

// Any use of jQuery, even reading a property of it, is written down.
function watchedJQuery() {
  const note = (what) => { seen.jquery.push(what); };
  return new Proxy(function jQuery() {}, {
    get: (_, key) => note(`read ${String(key)}`),
    set: (_, key) => { note(`set ${String(key)}`); return true; },
    apply: () => note('called'),
  });
}

const page = vm.createContext({
  fetch: fakeFetch, URL, URLSearchParams, setTimeout,
  document: { currentScript: job.src === null ? null : { src: job.src } },
  location: { origin: job.origin },
});
if (job.jquery) page.$ = page.jQuery = watchedJQuery();

const before = Object.getOwnPropertyNames(page);
vm.runInContext(job.source, page);
// A `const` or a class of a script is global too, though it is no property of the window.
const lexical = job.suspects.filter((name) => vm.runInContext(`typeof ${name}`, page) !== 'undefined');
seen.globals = [...new Set([...Object.getOwnPropertyNames(page), ...lexical])].filter((name) => !before.includes(name));
page.document.currentScript = null; // as a browser does once the script has run

const isError = (value) => Object.prototype.toString.call(value) === '[object Error]';

function plain(value) {
  if (value === undefined) return '<undefined>';
  if (isError(value)) return `<${value.name}>`;
  return value;
}

function argument(value) {
  if (value !== null && typeof value === 'object' && '$date' in value) return new Date(value.$date ?? NaN);
  return value === '<undefined>' ? undefined : value;
}

function callback(name, kind) {
  if (kind === null || kind === 'text') return kind;
  return (...news) => {
    seen.told.push([name, news.map(plain)]);
    if (kind === 'throws') throw new Error(`thrown by ${name}`);
  };
}

async function outcomeOf(promise) {
  try {
    return { fulfilled: plain(await promise) };
  } catch (error) {
    return { rejected: { isError: isError(error), message: error.message, answer: plain(error.answer),
      textStatus: error.textStatus, errorThrown: plain(error.errorThrown), cause: plain(error.cause) } };
  }
}

for (const { path, args, callbacks, awaited, changedAfterwards } of job.calls) {
  const called = path.split('.').reduce((object, name) => object[name], page.client);
  const given = args.map(argument);
  const promise = called(...given, ...Object.entries(callbacks).map(([name, kind]) => callback(name, kind)));
  if (changedAfterwards) given.filter((value) => value instanceof Date).forEach((date) => date.setTime(0));
  if (awaited) seen.outcomes.push(await outcomeOf(promise));
  // Looked at from outside: whoever awaits a promise listens to it, and then its rejection is never an unhandled one.
  while (inspect(promise).includes('<pending>')) await new Promise((resolve) => { setImmediate(resolve); });
  // Behind the timers in which client.js throws what callbacks threw.
  await new Promise((resolve) => { setTimeout(resolve); });
}

seen.base = page.client.base;
seen.baseIsWritable = Object.getOwnPropertyDescriptor(page.client, 'base').writable;
process.stdout.write(JSON.stringify(seen));

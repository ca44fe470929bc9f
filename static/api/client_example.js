// @ts-check
// The pages client_example.html: a form for every function of client.js, and below it what the callbacks were told.
import { CALLS, INPUTS } from './client_example_calls.js';

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** @param {string[]} choices */
function list(choices) {
  return element('select', {}, ...choices.map((value) => element('option', { value }, value || '(as stored)')));
}

/**
 * @param {string} call
 * @param {string} name
 */
function labelled(call, name) {
  const { label, type = 'text', choices, autocomplete = 'off', shared } = INPUTS[name];
  const input = choices ? list(choices) : element('input', { type, autocomplete, spellcheck: false });
  if (type === 'datetime-local') input.setAttribute('step', '0.001');
  input.id = `${call}-${name}`;
  input.name = name;
  if (shared) input.addEventListener('change', () => fillIn(name, input.value));
  return element('div', { className: 'field' }, element('label', { htmlFor: input.id }, label), input);
}

/**
 * Puts an id typed into one form into all of them.
 * @param {string} name
 * @param {string} value
 */
function fillIn(name, value) {
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name="${name}"]`));
  inputs.forEach((input) => { input.value = value; });
}

/**
 * What stands in a form's input, as the client takes it.
 * @param {FormData} typed
 * @param {string} name
 */
function argument(typed, name) {
  const text = String(typed.get(name) ?? '');
  if (text === '') return null;
  return INPUTS[name].type === 'datetime-local' ? new Date(text) : text;
}

/** @param {unknown} data */
function inText(data) {
  return typeof data === 'string' ? `"${data}" (text)` : JSON.stringify(data, null, 2);
}

/**
 * @param {HTMLElement} result
 * @param {string} state  'busy', 'success' or 'error'
 * @param {string} text
 */
function show(result, state, text) {
  result.dataset.state = state;
  result.tabIndex = 0; // a long answer is scrolled by keyboard too; an empty one is no stop on the way
  result.textContent = text;
}

/**
 * The function of the client that a row of CALLS names.
 * @param {string} call
 * @returns {(...args: any[]) => Promise<any>}
 */
function functionNamed(call) {
  return call.split('.').reduce((object, name) => object[name], /** @type {any} */ (globalThis).client);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} result
 * @param {string} call
 * @param {string[]} names
 */
function send(form, result, call, names) {
  const typed = new FormData(form);
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  button.disabled = true;
  show(result, 'busy', 'Waiting for the answer …');
  functionNamed(call)(
    ...names.map((name) => argument(typed, name)),
    (/** @type {any} */ data, /** @type {string} */ textStatus, /** @type {any} */ answer) =>
      show(result, 'success', `${textStatus}: ${answer.status} ${answer.statusText}\n${inText(data)}`),
    (/** @type {any} */ answer, /** @type {string} */ textStatus, /** @type {any} */ errorThrown) =>
      show(result, 'error', `${textStatus}: ${answer.status} ${errorThrown}\n${answer.responseText}`),
    () => { button.disabled = false; },
  );
}

/**
 * @param {string} call
 * @param {string[]} names
 */
function section(call, names) {
  const heading = element('h2', { id: `${call}-heading` }, `client.${call}(`,
    element('wbr', {}), `${names.join(', ')})`);
  const result = element('pre', {});
  const button = element('button', { ariaLabel: `Call ${call}` }, 'Call');
  const form = element('form', {}, ...names.map((name) => labelled(call, name)), button);
  form.setAttribute('aria-labelledby', heading.id);
  result.setAttribute('role', 'status');
  result.setAttribute('aria-label', `Result of ${call}`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, result, call, names);
  });
  return element('section', {}, heading, form, result);
}

/** @param {HTMLElement} main */
function start(main) {
  const { client } = /** @type {any} */ (globalThis);
  if (!client) {
    main.append(element('p', { className: 'trouble' }, 'client.js could not be loaded.'));
    return;
  }
  const calls = CALLS[document.documentElement.dataset.role ?? ''];
  main.append(
    element('p', {}, `The API at ${client.base}.`),
    ...Object.entries(calls).map(([call, names]) => section(call, names)),
  );
}

start(/** @type {HTMLElement} */ (document.querySelector('main')));

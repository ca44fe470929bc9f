/**
 * What is wrong with a scenario that is being written, and what it means, in words and as the picture that residents see.
 */
import { html } from '../shared/dom.js';
import { scenarioLegend, scenarioPicture, scenarioWords } from '../resident/js/scenario_picture.js';

/** @typedef {{errors: string[], warnings: string[], reading: import('../resident/js/scenario_picture.js').Reading | null}} Found */

/** @param {HTMLFormElement} form */
export function previewing(form) {
  const button = form.querySelector('button[name="_check"]');
  const place = form.querySelector('#preview');
  const address = form.querySelector('[data-check]')?.getAttribute('data-check');
  if (!(button instanceof HTMLButtonElement) || !place || !address) return;
  let asked = 0;
  button.addEventListener('click', (event) => {
    event.preventDefault();
    const turn = ++asked;
    const show = (/** @type {(Node | string)[]} */ ...nodes) => { if (turn === asked) place.replaceChildren(...nodes); };
    show(html('p', { class: 'quiet' }, 'Checking …'));
    forgetWhatWasWrong(form);
    ask(form, address).then((found) => show(...told(found)), (fault) => show(words('wrong', [`This could not be checked: ${fault.message}.`])));
  });
}

/**
 * What the server said of the text before it was changed would contradict what is said of it now.
 * @param {HTMLFormElement} form
 */
function forgetWhatWasWrong(form) {
  const field = form.querySelector('[data-check]');
  if (!field?.hasAttribute('aria-invalid')) return;
  field.removeAttribute('aria-invalid');
  document.getElementById(`${field.id}-wrong`)?.remove();
  document.querySelector(`.said.wrong a[href="#${field.id}"]`)?.closest('li')?.remove();
  const summary = document.querySelector('.said.wrong[role="alert"]');
  if (summary && !summary.querySelector('li')) summary.remove();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 * @returns {Promise<Found>}
 */
async function ask(form, address) {
  const answer = await fetch(new URL(`../${address}`, location.href), { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/**
 * @param {Found} found
 * @returns {Node[]}
 */
function told({ errors, warnings, reading }) {
  const nodes = [];
  if (errors.length > 0) nodes.push(words('wrong', errors));
  if (warnings.length > 0) nodes.push(words('warn', warnings));
  if (reading) {
    const heading = html('h2', {}, 'What it means');
    nodes.push(words('good', ['The scenario is sound.']), heading, scenarioPicture('Preview', reading), scenarioLegend(), scenarioWords(reading, 'h3'));
  }
  return nodes;
}

/**
 * @param {'good' | 'warn' | 'wrong'} kind
 * @param {string[]} sentences
 */
function words(kind, sentences) {
  return html('div', { class: `said ${kind}` }, html('ul', {}, ...sentences.map((sentence) => html('li', {}, sentence))));
}

/**
 * Dialogs over the page: a heading, a way to close, and what somebody asked to see; the focus goes back where it was.
 */
import { html } from './dom.js';
import { inLanguage } from './language.js';
import * as texts from './texts/frame.js';

const t = inLanguage(texts);
let made = 0;

/**
 * @param {string} kind  a class, e.g. `wide`
 */
export function dialog(kind = '') {
  made += 1;
  const heading = html('h2', { id: `dialog-${made}-heading` });
  const close = html('button', { type: 'button', class: 'close', 'aria-label': t.close }, '✕');
  const body = html('div', { class: 'dialog-body' });
  const element = html('dialog', { class: kind, 'aria-labelledby': heading.id },
    html('div', { class: 'dialog-head' }, heading, close), body);
  close.addEventListener('click', () => element.close());
  element.addEventListener('click', (event) => { if (event.target === element) element.close(); }); // beside it
  document.body.append(element);
  return {
    element,
    body,
    close: () => element.close(),
    /**
     * @param {string} title
     * @param {...(Node | string)} content  left out = the body as it is
     */
    open(title, ...content) {
      heading.replaceChildren(html('bdi', {}, title));
      if (content.length) body.replaceChildren(...content);
      if (!element.open) element.showModal();
      body.scrollTop = 0;
    },
  };
}

/**
 * Names and what is said about them, one a line.
 * @param {[string, string | Node][]} facts
 */
export function factList(facts) {
  return html('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [
    html('dt', {}, name), html('dd', {}, typeof value === 'string' ? html('bdi', {}, value) : value),
  ]));
}

/**
 * A document as it came, to be opened.
 * @param {unknown} document
 */
export function asJson(document) {
  const text = html('pre', { tabindex: 0, role: 'group', 'aria-label': 'JSON' }, JSON.stringify(document, null, 2));
  return html('details', { class: 'as-json' }, html('summary', {}, t.asJson), text);
}

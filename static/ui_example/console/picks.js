/**
 * A long list of boxes can be filtered by what is typed; those that are ticked stay in sight.
 */
import { html } from '../shared/dom.js';

const FEW = 8;

/** @param {HTMLFormElement} form */
export function filtering(form) {
  for (const list of form.querySelectorAll('.pick-list')) {
    const labels = [...list.querySelectorAll('label')];
    if (labels.length <= FEW) continue;
    const input = html('input', { type: 'search', autocomplete: 'off' });
    input.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      for (const label of labels) {
        const ticked = label.querySelector('input')?.checked ?? false;
        label.hidden = !ticked && !(label.textContent ?? '').toLowerCase().includes(wanted);
      }
    });
    list.before(html('label', { class: 'pick-filter' }, 'Filter ', input));
  }
}

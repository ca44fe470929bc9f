/**
 * What makes the console's forms handier; all of them work without.
 */
import { byLevel } from './places.js';
import { filtering } from './picks.js';
import { previewing } from './preview.js';

for (const form of document.querySelectorAll('form.entry')) {
  if (!(form instanceof HTMLFormElement)) continue;
  byLevel(form);
  filtering(form);
  previewing(form);
}
const alarm = document.querySelector('[role="alert"]');
if (alarm instanceof HTMLElement) alarm.focus();

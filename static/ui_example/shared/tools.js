/**
 * The two switches that stand on every page: language and theme.
 */
import { html, say } from './dom.js';
import { inLanguage, otherLanguage, speak } from './language.js';
import * as texts from './texts/frame.js';
import { THEME_CHANGED, theme, wear } from './theme.js';

const t = inLanguage(texts);
const NAMES = { en: 'English', ja: '日本語' };

/** Leads to the other language, and says so in that language. */
export function languageButton() {
  const other = otherLanguage();
  const button = html('button', { type: 'button', class: 'tool', lang: other }, NAMES[other]);
  button.addEventListener('click', () => speak(other));
  return button;
}

export function themeButton() {
  const sign = html('span', { 'aria-hidden': 'true' });
  const button = html('button', { type: 'button', class: 'tool theme-tool' }, sign);
  const show = () => {
    const dark = theme() === 'dark';
    say(sign, dark ? '☀' : '☾');
    button.setAttribute('aria-label', dark ? t.toLight : t.toDark);
    button.title = dark ? t.toLight : t.toDark;
  };
  button.addEventListener('click', () => wear(theme() === 'dark' ? 'light' : 'dark'));
  document.addEventListener(THEME_CHANGED, show);
  show();
  return button;
}

/**
 * The head of every page: the title that opens the settings, the ways to the other displays, language and theme.
 */
import { writtenPlace } from './address.js';
import { byId, html, joined, set } from './dom.js';
import { inLanguage } from './language.js';
import { chosenNames, title } from './outline.js';
import * as texts from './texts/frame.js';
import { languageButton, themeButton } from './tools.js';

const t = inLanguage(texts);

/**
 * @param {Pick<import('./frame.js').Page, 'display' | 'displays' | 'levels'>} page
 * @param {() => void} openSettings
 */
export function header({ display, displays, levels }, openSettings) {
  const button = html('button', { type: 'button', class: 'title', title: t.titleHint, 'aria-haspopup': 'dialog' });
  button.addEventListener('click', openSettings);
  const heading = byId('title', HTMLElement);
  heading.replaceChildren(button);
  const links = displays.map((each) => html('a', { 'aria-current': each === display ? 'page' : false }, each));
  heading.after(
    html('nav', { class: 'displays', 'aria-label': t.displays }, ...links),
    html('div', { class: 'tools' }, languageButton(), themeButton()),
  );

  return {
    /**
     * @param {Outline} outline
     * @param {import('./choice.js').Choice} choice
     */
    entitle(outline, choice) {
      const words = title(display, outline, levels, choice);
      const place = writtenPlace(Object.fromEntries(levels.map((level) => [level, choice[level]])));
      displays.forEach((each, index) => set(links[index], { href: `${each.toLowerCase()}.html${place}` }));
      document.title = words;
      if (button.textContent === words) return;
      const names = chosenNames(outline, levels, choice);
      button.replaceChildren(`APIS ${display}${names.length ? ' : ' : ''}`, ...joined(names, ' > '));
    },
  };
}

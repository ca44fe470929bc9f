/**
 * Before anything is painted: the language and the theme that were chosen here. A classic script, for modules come later.
 */
{
  const kept = (/** @type {string} */ name) => new RegExp(`(?:^|; )apis_${name}=([a-z]+)`).exec(document.cookie)?.[1] ?? '';
  const language = kept('language') || (navigator.language.startsWith('ja') ? 'ja' : 'en');
  document.documentElement.lang = language === 'ja' ? 'ja' : 'en';
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

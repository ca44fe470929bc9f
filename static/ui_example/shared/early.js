/**
 * Before anything is painted: the language and the theme that were chosen here. And if the page's own modules do not arrive,
 * somebody must say so. A classic script, for modules come later.
 */
{
  const kept = (/** @type {string} */ name) => new RegExp(`(?:^|; )apis_${name}=([a-z]+)`).exec(document.cookie)?.[1] ?? '';
  const language = kept('language') || (navigator.language.startsWith('ja') ? 'ja' : 'en');
  document.documentElement.lang = language === 'ja' ? 'ja' : 'en';
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

  const AWAY = { en: 'The service center cannot be reached. Trying again.', ja: 'サービスセンターに接続できません。再試行しています。' };
  const again = () => fetch(location.href, { cache: 'no-store' }).then(({ ok }) => (ok ? location.reload() : later()), later);
  const later = () => { setTimeout(again, 5000); };
  window.addEventListener('error', ({ target }) => {
    const notice = document.getElementById('notice');
    if (!notice || !(target instanceof HTMLElement) || !target.matches('script[type=module]')) return;
    notice.textContent = AWAY[language === 'ja' ? 'ja' : 'en'];
    notice.hidden = false;
    later();
  }, true); // such an event does not bubble
}

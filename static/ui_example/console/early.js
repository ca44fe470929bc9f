/**
 * Before anything is painted: the theme that was chosen on the pages. A classic script, for modules come later.
 */
{
  const theme = /(?:^|; )apis_theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  if (theme) document.documentElement.dataset.theme = theme;
}

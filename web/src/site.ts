// What every page does with a script: the switch between dark and light, tables below charts that
// begin closed, and the search.
import { startSearch } from './search';

function setUpTheme() {
  const button = document.querySelector<HTMLButtonElement>('button.theme');
  if (!button) return;
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const label = () => {
    button.textContent = (isDark() ? button.dataset.light : button.dataset.dark) ?? '';
  };
  button.hidden = false;
  label();
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('bongsu-theme', root.dataset.theme);
    } catch {
      // It holds for this page then.
    }
    label();
  });
}

setUpTheme();
startSearch();

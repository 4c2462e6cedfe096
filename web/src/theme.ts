// Runs before the page shows: dark or light as the reader chose here before. Without a choice the
// style follows the system.
try {
  const chosen = localStorage.getItem('bongsu-theme');
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
} catch {
  // No storage: the system's setting it is.
}
document.documentElement.classList.add('scripted');

/**
 * The page's own script. It shows and hides what is there, and makes nothing: so nothing that is in the page can be
 * carried out by it.
 */
export const SCRIPT = `
(() => {
  const search = document.getElementById('search');
  const gaps = document.getElementById('gaps');
  const found = document.getElementById('found');
  const nothing = document.getElementById('nothing');
  const items = [...document.querySelectorAll('[data-search]')];
  const claims = items.filter((item) => item.dataset.kind === 'claim');
  const counts = [...document.querySelectorAll('[data-count]')];

  function filter() {
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const shown = new Map();
    let any = false;
    for (const item of items) {
      const { kind } = item.dataset;
      const open = kind !== 'claim' || !gaps.checked || item.classList.contains('has-gaps');
      const fits = open && words.every((word) => item.dataset.search.includes(word));
      item.hidden = !fits;
      any ||= fits;
      shown.set(kind, (shown.get(kind) || 0) + (fits ? 1 : 0));
    }
    for (const count of counts) {
      const all = items.filter((item) => item.dataset.kind === count.dataset.count).length;
      const now = shown.get(count.dataset.count) || 0;
      count.textContent = now === all ? String(all) : now + ' of ' + all;
      count.closest('section').hidden = now === 0 && words.length > 0;
    }
    nothing.hidden = any || items.length === 0;
    found.textContent = words.length === 0 && !gaps.checked ? '' : (shown.get('claim') || 0) + ' claims found';
  }

  function move(step) {
    const seen = claims.filter((claim) => !claim.hidden);
    const at = seen.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
    if (next < 0) {
      search.focus();
    } else if (seen[next]) {
      seen[next].focus();
      seen[next].scrollIntoView({ block: 'nearest' });
    }
  }

  search.addEventListener('input', filter);
  gaps.addEventListener('change', filter);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const inSearch = event.target === search;
    const inClaims = claims.includes(event.target);
    if (event.key === '/' && !inSearch) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape') {
      search.value = '';
      gaps.checked = false;
      filter();
      search.focus();
    } else if (event.key === 'ArrowDown' && (inSearch || inClaims)) {
      event.preventDefault();
      move(1);
    } else if (event.key === 'ArrowUp' && inClaims) {
      event.preventDefault();
      move(-1);
    }
  });
  // What a browser remembers of a field is not what is shown.
  filter();
})();
`;

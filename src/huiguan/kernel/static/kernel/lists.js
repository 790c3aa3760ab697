// Lists: choosing rows, and going through them by the keyboard. Without this script the boxes and the button work all
// the same; here they are counted, and all of a page are chosen at once.
(() => {
  const boxes = () => [...document.querySelectorAll('.listing input[name=chosen]')];

  function count() {
    const bar = document.querySelector('.bulk-bar');
    if (!bar) return;
    const all = boxes(), chosen = all.filter(box => box.checked).length;
    const [none, some] = ['none', 'some'].map(kind => bar.querySelector(`[data-picked=${kind}]`));
    none.hidden = chosen > 0;
    some.hidden = chosen === 0;
    some.querySelector('b').textContent = chosen;
    const every = bar.querySelector('[data-pick-all]');
    every.hidden = false;
    every.firstElementChild.checked = chosen === all.length;
    every.firstElementChild.indeterminate = chosen > 0 && chosen < all.length;
  }

  // a chosen row is no question to the list, so its filters must not hear of it
  document.addEventListener('change', e => {
    const every = e.target.closest?.('[data-pick-all]');
    if (!every && e.target.name !== 'chosen') return;
    e.stopPropagation();
    if (every) for (const box of boxes()) box.checked = e.target.checked;
    count();
  }, true);
  for (const type of ['DOMContentLoaded', 'htmx:afterSettle']) document.addEventListener(type, count);
  window.addEventListener('pageshow', count);  // the back button brings the boxes back as they were

  // ---- keys: / searches, j and k (or the arrows, once in a row) go down and up, Enter opens, x chooses, ? tells ------
  const KEPT = 'single-keys';
  const areOff = () => { try { return localStorage.getItem(KEPT) === 'off'; } catch { return false; } };
  const isTyping = el => el.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog');
  const rows = () => [...document.querySelectorAll('.listing tbody tr')].filter(row => row.querySelector('.c-lead a'));
  const current = () => document.activeElement?.closest('.listing tbody tr');

  function go(step) {
    const all = rows(), here = all.indexOf(current());
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
    next?.querySelector('.c-lead a').focus();
    next?.scrollIntoView({ block: 'nearest' });
  }
  function choose() {
    const box = current()?.querySelector('input[name=chosen]');
    if (!box) return;
    box.checked = !box.checked;
    count();
  }

  document.addEventListener('keydown', e => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const search = document.querySelector('.listing-form input[type=search]');
    if (e.key === 'Escape' && e.target === search) {
      e.preventDefault();  // the browser would clear it too, without asking the list again
      if (!search.value) return search.blur();
      search.value = '';
      search.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (isTyping(e.target)) return;
    const arrow = current() && { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (arrow) { e.preventDefault(); go(arrow); return; }
    if (areOff()) { if (e.key === '/') e.stopPropagation(); return; }
    const keys = document.getElementById('keys');
    const acts = {
      j: () => go(1),
      k: () => go(-1),
      x: choose,
      '/': search && (() => { search.focus(); search.select(); }),
      '?': keys && (() => keys.showModal()),
    };
    if (!Object.keys(acts).includes(e.key) || !acts[e.key]) return;
    e.preventDefault();
    e.stopPropagation();  // the page's own / would go to the search over everything
    acts[e.key]();
  }, true);

  document.addEventListener('DOMContentLoaded', () => {
    const box = document.querySelector('[data-single-keys]');
    if (!box) return;
    box.checked = !areOff();
    box.addEventListener('change', () => { try { localStorage.setItem(KEPT, box.checked ? 'on' : 'off'); } catch { /* kept for this page only */ } });
    document.querySelector('[data-keys-hint]').hidden = false;
  });
})();

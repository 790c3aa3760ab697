// Pickers (ARIA 1.2 combobox with a listbox): the page of the form is asked for the rows that it offers. Without this script
// the words are sent as they were typed and the server reads them.
(() => {
  const WAIT = 180;
  const SENT_ALONG = 40;  // what is longer than a number, a day or a code narrows no choice and stays out of addresses

  function start(picker) {
    if (picker.dataset.ready) return;
    picker.dataset.ready = '1';
    const [number, box, card, list, said, note] = ['[type=hidden]', '[data-searches]', '.picks', '[role=listbox]', '.picks p', '.picked']
      .map(part => picker.querySelector(part));
    let clock, asking, waiting = false, active = null;
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]])
      box.setAttribute(name, value);

    // ---- asking -----------------------------------------------------------------------------------------------------
    function address(words) {
      const url = new URL(box.form.getAttribute('action') || location.href, location.href);
      const told = [...box.form.elements].filter(tells);
      for (const el of told) url.searchParams.delete(el.name);
      for (const el of told) if (el.value && (!('checked' in el) || el.checked || el.type === 'hidden' || isDay(el))) url.searchParams.append(el.name, el.value);
      url.searchParams.set('pick', number.name);
      url.searchParams.set('q', words);
      return url;
    }
    async function ask(words, end = '') {
      clearTimeout(clock);
      asking?.abort();
      const { signal } = asking = new AbortController();
      waiting = true;
      try {
        const answer = await fetch(address(words), { signal, redirect: 'manual' });
        if (!answer.ok) throw new Error(String(answer.status));
        show(new DOMParser().parseFromString(await answer.text(), 'text/html'), end);
      } catch {
        if (signal.aborted) return;
        close();
        const { failed, offline } = document.getElementById('toasts')?.dataset || {};
        const text = navigator.onLine === false ? offline : failed;
        document.dispatchEvent(new CustomEvent('ui:toast', { detail: { text, hue: 'gold' } }));
      }
    }

    // ---- the list ---------------------------------------------------------------------------------------------------
    function show(page, end) {
      waiting = false;
      if (document.activeElement !== box) return;
      list.replaceChildren(...page.querySelectorAll('[role=option]'));
      [...list.children].forEach((option, place) => { option.id = `${list.id}_${place}`; });
      said.textContent = page.querySelector('p')?.textContent || '';
      card.hidden = false;
      list.hidden = !list.children.length;
      box.setAttribute('aria-expanded', String(!list.hidden));
      point({ first: list.firstElementChild, last: list.lastElementChild }[end] || list.querySelector('[aria-selected=true]'));
      card.scrollIntoView({ block: 'nearest' });
    }
    function close() {
      clearTimeout(clock);
      asking?.abort();
      waiting = false;
      card.hidden = true;
      point(null);
      box.setAttribute('aria-expanded', 'false');
    }
    function point(option) {
      for (const one of list.children) one.setAttribute('aria-selected', String(one === option));
      active = option;
      if (!option) return box.removeAttribute('aria-activedescendant');
      box.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }

    // ---- choosing ---------------------------------------------------------------------------------------------------
    function take(option) {
      set(option.dataset.pk, option.querySelector('small').textContent);
      box.value = option.querySelector('b').textContent;
      close();
      for (const type of ['input', 'change']) number.dispatchEvent(new Event(type, { bubbles: true }));
    }
    function set(value, line) {
      number.value = value;
      note.textContent = line;
      picker.querySelector('.candidates')?.remove();  // they answered other words
    }

    box.addEventListener('input', () => set('', ''));
    box.addEventListener('ui:search', () => {
      clearTimeout(clock);
      waiting = true;
      clock = setTimeout(() => ask(box.value), WAIT);
    });
    box.addEventListener('click', () => { if (card.hidden) ask(number.value ? '' : box.value); });
    box.addEventListener('blur', close);
    box.addEventListener('change', e => { if (number.value) e.stopPropagation(); });  // the row has told of itself already
    list.addEventListener('mousedown', e => e.preventDefault());  // the focus stays in the text field
    list.addEventListener('click', e => { const option = e.target.closest('[role=option]'); if (option) take(option); });
    box.addEventListener('keydown', e => {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
      const down = e.key === 'ArrowDown', ends = { Home: list.firstElementChild, End: list.lastElementChild };
      if (down || e.key === 'ArrowUp') {
        if (card.hidden) ask(number.value ? '' : box.value, down ? 'first' : 'last');
        else if (down) point(active?.nextElementSibling || list.firstElementChild);
        else point(active?.previousElementSibling || list.lastElementChild);
      } else if (e.key === 'Enter' && waiting) point(null);  // neither a row of the old answer nor the unfinished form
      else if (card.hidden) return;
      else if (e.key === 'Escape') { close(); e.stopPropagation(); }
      else if (e.key === 'Enter') { if (active) take(active); }
      else if (e.key in ends && active) point(ends[e.key]);
      else return;
      e.preventDefault();
    });
  }

  const isDay = el => ['date', 'number', 'month'].includes(el.type);
  function tells(el) {
    const kinds = ['select-one', 'hidden', 'radio', 'checkbox'];
    const ours = /^(csrfmiddlewaretoken|_.*|.*-choice)$/;
    return el.name && !ours.test(el.name) && (kinds.includes(el.type) || isDay(el)) && el.value.length <= SENT_ALONG;
  }

  const all = place => place.querySelectorAll('[data-picker]').forEach(start);
  all(document);
  document.addEventListener('htmx:load', e => all(e.detail.elt));
})();

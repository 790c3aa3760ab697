// What the pages need beside htmx. Every page works without it; nothing here holds words (they come from data-… attributes
// of #toasts, in the page's language) and nothing needs eval.
(() => {
  const on = (type, listener, capture) => document.addEventListener(type, listener, capture);
  const words = () => document.getElementById('toasts')?.dataset || {};
  const isPost = form => (form.getAttribute('method') || '').toLowerCase() === 'post';

  // ---- toasts -------------------------------------------------------------------------------------------------------
  function toast(text, hue = 'slate') {
    const place = document.getElementById('toasts');
    const mould = document.getElementById('toast-mould');
    if (!place || !mould || !text) return;
    for (const old of place.querySelectorAll('.toast')) if (old.dataset.text === text) old.remove();
    const item = mould.content.firstElementChild.cloneNode(true);
    item.classList.add('c-' + hue, 'now');
    item.dataset.text = text;
    item.querySelector('p').textContent = text;
    place.append(item);
    fade(item);
  }
  // good news leaves by itself; what went wrong stays until somebody has read it
  function fade(item) {
    if (item.classList.contains('c-brand') || item.classList.contains('c-gold')) return;
    let clock = setTimeout(() => item.remove(), 8000);
    item.addEventListener('pointerenter', () => clearTimeout(clock));
    item.addEventListener('pointerleave', () => { clock = setTimeout(() => item.remove(), 3000); });
  }
  on('DOMContentLoaded', () => {
    const place = document.getElementById('toasts');  // on the phone it covers nothing, and nothing jumps when it stays
    if (place && getComputedStyle(place).position === 'fixed') place.querySelectorAll('.toast').forEach(fade);
  });
  on('ui:toast', e => toast(e.detail.text || e.detail.value, e.detail.hue));  // a server says it with HX-Trigger

  // ---- lists: the form is the single source of truth ----------------------------------------------------------------
  // a removed chip clears its controls, a column head sets the hidden "sort"; then the form asks again through htmx
  on('click', e => {
    const link = e.target.closest('[data-clear], [data-sort]');
    const form = link?.closest('form');
    if (!form || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    if ('clear' in link.dataset) {
      for (const el of form.elements) {
        const cleared = link.dataset.clear.split(' ').flatMap((name) => [name, `${name}-words`]);  // a picker's words too
        if (!cleared.includes(el.name)) continue;
        if (el.type === 'checkbox') { if (el.value === link.dataset.value) el.checked = false; }
        else if (el.type === 'radio') el.checked = el.value === '';
        else el.value = '';
      }
    } else form.elements.sort.value = new URL(link.href).searchParams.get('sort') || '';
    form.dispatchEvent(new Event('change', { bubbles: true }));
    form.querySelector('#results')?.focus({ preventScroll: true });
  });
  // short addresses: a question without an answer is not asked (only when asking: a POST may well empty a field)
  on('htmx:configRequest', e => {
    if (e.detail.verb !== 'get') return;
    for (const name of [...e.detail.formData.keys()]) if (!e.detail.formData.get(name)) e.detail.formData.delete(name);
  });
  // live search that waits for the input method: htmx listens to ui:search, never to half-typed pinyin
  for (const type of ['input', 'compositionend']) on(type, e => {
    if (!e.target.matches('[type=search], [data-searches]') || (type === 'input' && e.isComposing)) return;
    e.target.dispatchEvent(new Event('ui:search', { bubbles: true }));
  });

  // … which makes the browser's own "change", fired when the box is left, a second question with the same words
  on('change', e => { if (e.target.type === 'search') e.stopPropagation(); }, true);

  // ---- keys ---------------------------------------------------------------------------------------------------------
  on('keydown', e => {
    const typing = e.target.closest?.('input, textarea, select, [contenteditable]');
    if ((e.key.toLowerCase() === 'k' && (e.ctrlKey || e.metaKey)) || (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey)) {
      const search = document.getElementById('global-search');
      if (!search) return;
      e.preventDefault();
      if (search.offsetParent) { search.focus(); search.select(); }
      else location.href = search.form.action;  // the phone has a page of its own for it
    }
    if (e.key === 'Escape') for (const menu of document.querySelectorAll('details.menu[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  // in an opened menu the arrows go from one entry to the next, round and round; from its button to the first or the last
  on('keydown', e => {
    const menu = e.target.closest?.('details.menu[open]');
    if (!menu || !['ArrowDown', 'ArrowUp'].includes(e.key) || e.target.matches('input, textarea, select')) return;
    const entries = [...menu.querySelectorAll('.menu-panel a[href], .menu-panel button')].filter(one => one.offsetParent && !one.disabled);
    if (!entries.length) return;
    e.preventDefault();
    const at = entries.indexOf(e.target), step = e.key === 'ArrowDown' ? 1 : -1;
    entries.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % entries.length).focus();
  });

  // ---- menus and dialogs --------------------------------------------------------------------------------------------
  on('click', e => {
    for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(e.target)) menu.open = false;
    const opener = e.target.closest('[data-open]');
    const dialog = opener && document.getElementById(opener.dataset.open);
    if (dialog?.showModal) { e.preventDefault(); dialog.showModal(); }
    if (e.target.closest('[data-close]')) { e.preventDefault(); e.target.closest('dialog, .toast')?.[e.target.closest('.toast') ? 'remove' : 'close'](); }
    if (e.target.matches('dialog')) e.target.close();  // the click fell on the backdrop
    if (e.target.closest('[aria-disabled="true"]')) e.preventDefault();
    if (e.target.closest('[data-print]')) window.print();
  });

  // ---- words to be pasted elsewhere: without the clipboard (plain http, no script) they are shown, ready to be taken ----
  on('click', e => {
    const opener = e.target.closest('[data-copy]');
    const text = opener && document.getElementById(opener.dataset.copy);
    if (!text) return;
    e.preventDefault();
    const show = () => {
      text.closest('details').open = true;
      text.focus();
      text.select();
      if (document.execCommand('copy')) toast(words().copied, 'jade');
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(() => toast(words().copied, 'jade'), show);
    else show();
  });

  // ---- forms: nothing twice, nothing lost -----------------------------------------------------------------------------
  const buttons = form => [...form.querySelectorAll('button:not([type=button])'), ...document.querySelectorAll(`button[form="${form.id || '-'}"]`)];
  function hold(form) {
    form.dataset.sent = '1';
    // after this tick, or the pressed button would not send its own name and value
    setTimeout(() => { for (const b of buttons(form)) { b.disabled = true; b.setAttribute('aria-busy', 'true'); } });
  }
  function release(form) {
    delete form.dataset.sent;
    for (const b of buttons(form)) { b.disabled = false; b.removeAttribute('aria-busy'); }
  }
  on('change', e => { if (e.target.hasAttribute('data-autosubmit')) e.target.form.requestSubmit(); });
  // A part of a form that belongs to some answers stands there with them only; without script all the parts do.
  const showParts = form => form.querySelectorAll('[data-shown-by]').forEach(part => {
    const chosen = form.querySelector(`[name="${part.dataset.shownBy}"]:checked`)?.value;
    part.hidden = !part.dataset.shownFor.split(' ').includes(chosen);
  });
  on('change', e => { if (e.target.form) showParts(e.target.form); });
  on('DOMContentLoaded', () => document.querySelectorAll('form').forEach(showParts));
  const changed = new Set();
  for (const type of ['input', 'change']) on(type, e => {
    const form = e.target.form;
    if (form?.hasAttribute('data-warn')) changed.add(form);
  });
  on('DOMContentLoaded', () => document.querySelectorAll('form[data-warn="changed"]').forEach(form => changed.add(form)));
  window.addEventListener('beforeunload', e => {
    if ([...changed].some(form => form.isConnected)) { e.preventDefault(); e.returnValue = ''; }
  });
  on('submit', e => {
    const form = e.target;
    if (!isPost(form) || e.defaultPrevented) return;  // a form that htmx sends is held below
    if (form.dataset.sent) { e.preventDefault(); return; }
    if (navigator.onLine === false) { e.preventDefault(); toast(words().offline, 'gold'); return; }
    changed.delete(form);
    const token = tokenOf(form);
    if (token) history.replaceState({ ...history.state, once: token.value }, '');
    hold(form);
  });
  // The back button brings a form that was sent, printed anew but filled in as before. Sent again unchanged it is the same
  // act, so it takes the token it was sent with; as soon as somebody changes it, it is another.
  const tokenOf = form => form?.matches('[data-warn]') ? form.querySelector('[name=_once]') : null;
  on('DOMContentLoaded', () => {
    const token = tokenOf(document.querySelector('form[data-warn]'));
    if (!token || !history.state?.once) return;
    token.dataset.fresh = token.value;
    token.value = history.state.once;
  });
  on('input', e => {
    const token = tokenOf(e.target.form);
    if (token?.dataset.fresh) token.value = token.dataset.fresh;
  });
  window.addEventListener('pageshow', e => { if (e.persisted) document.querySelectorAll('form[data-sent]').forEach(release); });

  on('htmx:beforeRequest', e => {
    const { elt, requestConfig } = e.detail;
    if (requestConfig.verb === 'get') return;
    const form = elt.closest('form');
    if (form) hold(form); else elt.disabled = true;
  });
  on('htmx:afterRequest', e => {
    const { elt, requestConfig, successful } = e.detail;
    if (requestConfig.verb === 'get') return;
    const form = elt.closest('form');
    if (form) { if (successful) changed.delete(form); setTimeout(() => release(form)); } else elt.disabled = false;
  });
  for (const type of ['htmx:sendError', 'htmx:timeout']) on(type, () => toast(words().offline, 'gold'));
  on('htmx:responseError', e => toast(e.detail.xhr.status === 403 ? words().refused : words().failed, 'brand'));
  on('htmx:xhr:progress', e => {
    const bar = e.target.querySelector?.('progress');
    if (bar && e.detail.lengthComputable) { bar.hidden = false; bar.max = e.detail.total; bar.value = e.detail.loaded; }
  });
})();

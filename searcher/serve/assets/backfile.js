// Better with it, whole without it: keys, ticks, and facets that grow in place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';

(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);

  // --- Keys: all of them can be switched off, which this browser remembers. ---

  const kSwitch = 'backfile.keys';
  const stored = () => {
    try { return localStorage.getItem(kSwitch); } catch { return null; }
  };
  let hasKeys = stored() !== 'off';

  const rows = all('.rows .row');
  const hits = all('mark[id^=hit]');
  let row = -1;
  let hit = -1;

  function moveRow(step) {
    if (rows.length === 0) return;
    row = Math.max(0, Math.min(rows.length - 1, row + step));
    rows.forEach((element, i) => element.classList.toggle('current', i === row));
    one('h2 a', rows[row]).focus();
    rows[row].scrollIntoView({ block: 'nearest' });
  }

  function moveHit(step) {
    if (hits.length === 0) return;
    hit = (hit + step + hits.length) % hits.length;
    if (hit < 0) hit = 0;
    hits.forEach((element, i) => element.classList.toggle('current', i === hit));
    hits[hit].focus({ preventScroll: true });
    hits[hit].scrollIntoView({ block: 'center' });
    const position = one('[data-hit-position]');
    if (position) position.textContent = `at ${hit + 1} of ${hits.length}`;
  }

  // With a script the number of a hit is no stop of the tab key: n and p go from hit to hit.
  function followHash() {
    const at = hits.findIndex((element) => '#' + element.id === location.hash);
    if (at >= 0) { hit = at - 1; moveHit(1); }
  }

  const follow = (element) => { if (element) element.click(); };
  const actions = {
    '/': () => { const box = one('#question'); if (box) { box.focus(); box.select(); } },
    j: () => (rows.length ? moveRow(1) : moveHit(1)),
    k: () => (rows.length ? moveRow(-1) : moveHit(-1)),
    o: () => { if (row >= 0) follow(one('h2 a', rows[row])); },
    n: () => (hits.length ? moveHit(1) : follow(one('a[rel=next]'))),
    p: () => (hits.length ? moveHit(hit < 0 ? 0 : -1) : follow(one('a[rel=prev]'))),
    u: () => follow(one('a[rel=up]')),
    x: () => { if (row >= 0) follow(one('input[type=checkbox]', rows[row])); },
    e: () => {
      const buttons = one('#export');
      if (!buttons) return;
      buttons.scrollIntoView({ block: 'center' });
      one('button', buttons).focus();
    },
    '?': showKeys,
  };

  document.addEventListener('keydown', (event) => {
    if (!hasKeys || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const inText = event.target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (inText || one('dialog[open]')) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // --- The list of keys, and their switch. ---

  const kMeanings = [['/', 'go to the question'], ['j k', 'next and previous article or hit'],
    ['o', 'open the article'], ['n p', 'next and previous hit or page'], ['u', 'back to the list'],
    ['x', 'tick the article'], ['e', 'go to the export buttons'], ['?', 'this list']];

  function make(name, text, attributes = {}) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function keysButton() {
    const button = make('button', '', { type: 'button' });
    const label = () => { button.textContent = hasKeys ? 'Switch the keys off' : 'Switch the keys on'; };
    button.addEventListener('click', () => {
      hasKeys = !hasKeys;
      try { localStorage.setItem(kSwitch, hasKeys ? 'on' : 'off'); } catch { /* For this page, then. */ }
      label();
    });
    label();
    return button;
  }

  function showKeys() {
    const dialog = make('dialog', '', { 'aria-label': 'Keys' });
    const table = make('table');
    for (const [key, meaning] of kMeanings) {
      const line = make('tr');
      const name = make('th', '', { scope: 'row' });
      name.append(make('kbd', key));
      line.append(name, make('td', meaning));
      table.append(line);
    }
    const close = make('button', 'Close', { type: 'button' });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    const buttons = make('p', '', { class: 'buttons' });
    buttons.append(close, keysButton());
    dialog.append(make('h2', 'Keys'), table, buttons);
    document.body.append(dialog);
    dialog.showModal();
  }

  const place = one('[data-keys-switch]');
  if (place) place.append(keysButton());

  // --- Ticks: the export's name says what it will hold. ---

  const counter = one('[data-ticked]');
  const whole = counter ? counter.textContent : '';
  document.addEventListener('change', (event) => {
    if (!event.target.matches('.row input[type=checkbox]') || !counter) return;
    const ticked = all('.row input[type=checkbox]:checked').length;
    counter.textContent = ticked ? `${ticked} ticked` : whole;
  });

  // --- What refines stands open where there is room. ---

  const refine = one('.refine');
  if (refine && matchMedia('(min-width: 60rem)').matches) refine.open = true;

  // --- "More" of a facet opens in place, with a box that filters. ---

  function facetBox(link) {
    const box = make('input', '', { type: 'search', 'aria-label': 'Begins with', placeholder: 'Begins with' });
    const list = link.closest('.facet').querySelector('ul');
    let last = 0;
    const load = async () => {
      const ours = ++last;
      const address = new URL(link.href);
      if (box.value) address.searchParams.set('prefix', box.value);
      const answer = await fetch(address);
      if (!answer.ok || ours !== last) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = one('ul.facet', page);
      if (found) list.replaceChildren(...Array.from(found.children).map((item) => document.importNode(item, true)));
    };
    box.addEventListener('input', () => setTimeout(load, 150));
    return { box, load };
  }

  all('a[data-facet]').forEach((link) => {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      const { box, load } = facetBox(link);
      link.parentElement.replaceChildren(box);
      box.focus();
      load();
    });
  });

  window.addEventListener('hashchange', followHash);
  followHash();
})();

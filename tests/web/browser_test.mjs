// The web page as people meet it: in a real browser, by mouse and by keyboard, with and without
// scripts, in light and dark, on a screen and on a phone.
//
// SPDX-License-Identifier: GPL-2.0-or-later
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { axeSource, launch, payloads, start } from './site.mjs';

let site;
let browser;
before(async () => {
  site = await start();
  browser = await launch();
});
after(async () => {
  await browser.close();
  assert.equal(await site.stop(), 0);
});

// Opens a page, hands it over, and checks that it asked nothing of anybody else, ran nothing that
// it should not have, and broke no rule.
async function visit(path, work, options = {}) {
  const context = await browser.newContext({ baseURL: site.address, acceptDownloads: true, ...options });
  context.setDefaultTimeout(120_000); // On a machine that has much else to do.
  const page = await context.newPage();
  const faults = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address)) faults.push('asked ' + request.url());
  });
  page.on('pageerror', (error) => faults.push('failed: ' + error.message));
  page.on('console', (message) => {
    // A page that says what is wrong has a status of which the console speaks.
    const isStatus = /Failed to load resource.* status of 4/.test(message.text());
    if (message.type() === 'error' && !isStatus) faults.push('said: ' + message.text());
  });
  page.on('dialog', (dialog) => { faults.push('dialog ' + dialog.message()); dialog.dismiss(); });
  try {
    await page.goto(path);
    await work(page, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const heading = async (page) => (await page.locator('h1').first().textContent()).trim();
const total = async (page) => Number((await heading(page)).replaceAll(',', '').match(/\d+/)[0]);
const parameter = (page, name) => new URL(page.url()).searchParams.getAll(name);
const path = (page) => new URL(page.url()).pathname;
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const go = (at, work) => visit(at, work, { javaScriptEnabled });

  describe(how, () => {
    test('a question is asked from the front page', () => go('/', async (page) => {
      await page.getByLabel('Search the archive').fill('air strikes');
      await page.getByRole('button', { name: 'Search' }).click();
      assert.equal(path(page), '/search');
      assert.deepEqual(parameter(page, 'q'), ['air strikes']);
      assert.ok(await total(page) > 0);
      assert.ok(await page.locator('.snippet mark').count() > 0);
    }));

    test('what was understood is told in words', () => go('/search?q=coalition+person:marsh', async (page) => {
      await page.getByText('Understood as').click();
      await page.getByText('the word "coalition"').waitFor();
      await page.getByText('about the person "marsh"').waitFor();
    }));

    test('values are included, combined, left out and undone', () => go('/search?q=said', async (page) => {
      const all = await total(page);
      const source = page.locator('details.facet', { hasText: 'Source' }).first();
      await source.locator('a.value').nth(0).click();
      const one = await total(page);
      assert.ok(one < all);
      await source.locator('li:not(.included) a.value').nth(0).click();
      assert.equal(parameter(page, 'source').length, 2);
      assert.ok(await total(page) > one);
      await source.getByText('chosen; undo').nth(0).click({ force: true });
      await source.getByText('chosen; undo').nth(0).click({ force: true });
      assert.equal(await total(page), all);
      await source.locator('a.minus').nth(0).click();
      assert.equal(await total(page), all - one);
      await page.locator('.chosen a').click();
      assert.equal(await total(page), all);
    }));

    test('a filter by role is added', () => go('/search?q=said', async (page) => {
      const all = await total(page);
      await page.getByLabel('Role of a person').fill('director');
      await page.getByRole('button', { name: 'Add' }).click();
      assert.deepEqual(parameter(page, 'role'), ['director']);
      assert.ok(await total(page) < all);
    }));

    test('bars lead from year to month to day and back', () => go('/search?q=said', async (page) => {
      for (const length of [4, 7, 10]) {
        await page.locator('.chart svg a').last().click();
        assert.equal(parameter(page, 'date')[0].length, length);
      }
      await page.locator('.trail').getByText('All dates').click();
      assert.deepEqual(parameter(page, 'date'), []);
    }));

    test('the same bars stand in a table', () => go('/search?q=said', async (page) => {
      await page.getByText('As a table').click();
      const row = page.locator('.chart table tr').first();
      const count = Number(await row.locator('td').textContent());
      await row.locator('a').click();
      assert.equal(await total(page), count);
    }));

    test('shares of the archive are shown instead of numbers', () => go('/search?q=strike', async (page) => {
      await page.getByText('Show shares of the archive').click();
      await page.getByText('As a table').click();
      assert.match(await page.locator('.chart table td').first().textContent(), /\d+ of \d+, [\d.]+%/);
      await page.getByText('Show numbers of articles').click();
      assert.deepEqual(parameter(page, 'relative'), []);
    }));

    test('the order is changed, and pages are turned', () => go('/search', async (page) => {
      await page.getByRole('link', { name: 'Oldest' }).click();
      const times = await page.locator('.facts time').allTextContents();
      assert.deepEqual(times, [...times].sort());
      const first = await page.locator('.row h2').first().textContent();
      await page.getByRole('link', { name: 'Next →' }).click();
      assert.deepEqual(parameter(page, 'page'), ['2']);
      assert.notEqual(await page.locator('.row h2').first().textContent(), first);
      await page.getByRole('link', { name: '← Before' }).click();
      assert.equal(await page.locator('.row h2').first().textContent(), first);
    }));

    test('copies are shown each or once, and so they are counted', () => go('/search?q=coalition+strikes', async (page) => {
      const rows = page.locator('.rows .row');
      const people = page.locator('details.facet', { hasText: 'People' }).first().locator('.count');
      const each = await rows.count();
      const count = Number(await people.first().textContent());
      await page.getByRole('link', { name: 'Best copy' }).click();
      assert.ok(await rows.count() < each);
      assert.match(await heading(page), /story in \d+ articles/);
      assert.equal(Number(await people.first().textContent()), count);
      await page.getByRole('link', { name: 'Count stories' }).click();
      assert.ok(Number(await people.first().textContent()) < count);
      await page.getByRole('link', { name: 'Count articles' }).click();
      await page.getByRole('link', { name: 'Every copy' }).click();
      assert.equal(await rows.count(), each);
    }));

    test('a row leads to the other papers and to what they changed', () => go('/search?q=coalition+strikes', async (page) => {
      await page.locator('.facts a', { hasText: 'also ran in' }).first().click();
      assert.ok(await page.locator('.copies li').count() > 1);
      await page.locator('.copies li').first().getByText('Differences').click();
      assert.equal(await heading(page), 'What differs');
      assert.ok(await page.locator('.body del').count() > 0);
      assert.ok(await page.locator('.body ins').count() > 0);
      await page.locator('.facts a').first().click();
      await page.locator('#also-ran').getByText('Differences').first().waitFor();
    }));

    test('an earlier version is found, says so, and leads to the newer one', () => go('/search?q=ferry+wind+rose', async (page) => {
      assert.equal(await total(page), 1);
      await page.getByRole('link', { name: 'All versions' }).click();
      assert.equal(await total(page), 2);
      await page.getByText('a newer version of it has come').waitFor();
      await page.locator('.row h2 a').first().click();
      await page.locator('#versions').getByRole('link', { name: 'Version 1' }).click();
      assert.match(await page.locator('.banner').textContent(), /There is a newer version of this article/);
      assert.match(await page.locator('.body').textContent(), /Nobody was/);
      await page.locator('#versions').getByText('What it changed').click();
      assert.match(await page.locator('.body del').first().textContent(), /Nobody was/);
      await page.goBack();
      await page.locator('.banner a').click();
      assert.match(await page.locator('.body').textContent(), /Two people were/);
    }));

    test('a correction and a withdrawal are marked', () => go('/search?q=status:canceled', async (page) => {
      await page.locator('.badge.grave').first().waitFor();
      await page.locator('.row h2 a').first().click();
      assert.match(await page.locator('.banner').allTextContents().then((all) => all.join()), /The text is not shown/);
      await page.goto('/search?q=has:correction');
      await page.locator('.badge', { hasText: 'corrected' }).first().waitFor();
      await page.locator('.row h2 a').first().click();
      await page.getByRole('complementary', { name: 'Correction' }).waitFor();
    }));

    test('a word that was mistyped is mended by a click', () => go('/search?q=coalitoin', async (page) => {
      await page.locator('.suggestion a').click();
      assert.deepEqual(parameter(page, 'q'), ['coalition']);
      assert.ok(await total(page) > 0);
    }));

    test('an empty result says what emptied it and what would not', () => go('/search?q=coalition&date=1901', async (page) => {
      assert.equal(await total(page), 0);
      assert.match(await page.locator('.clauses').textContent(), /coalition.*\d+ articles?.*1901.*0 articles/s);
      await page.locator('.relaxations a').first().click();
      assert.ok(await total(page) > 0);
    }));

    test('a question that is none is answered with its place', () => go('/help', async (page, context) => {
      const answer = await context.request.get('/search?q=coalition+AND');
      assert.equal(answer.status(), 400);
      assert.match(await answer.text(), /\^/);
    }));

    test('an article shows its hits, one after the other', () => go('/search?q=coalition+strikes', async (page) => {
      await page.locator('.row h2 a').first().click();
      const hits = await page.locator('mark[id^=hit]').count();
      assert.ok(hits > 2);
      await page.locator('nav.hits a', { hasText: 'hit' }).click();
      assert.match(page.url(), /#hit1$/);
      await page.locator('mark#hit1 + a.hit').click();
      assert.match(page.url(), /#hit2$/);
      await page.getByText('Back to the list').click();
      assert.deepEqual(parameter(page, 'q'), ['coalition strikes']);
    }));

    test('the margin leads to people, what they said, and back', () => go('/search?q=person:%22Helen+Marsh%22', async (page) => {
      await page.locator('.row h2 a').first().click();
      await page.locator('.margin .people a', { hasText: 'Helen Marsh' }).first().click();
      assert.equal(await heading(page), 'Helen Marsh');
      assert.ok(await page.locator('.chart svg a').count() > 0);
      await page.getByRole('heading', { name: 'Written as' }).waitFor();
      await page.getByRole('heading', { name: 'Mentioned with' }).waitFor();
      await page.locator('#said blockquote footer a').first().click();
      await page.getByRole('heading', { name: 'Quoted' }).waitFor();
    }));

    test('an article is checked, fetched and cited', () => go('/search?q=coalition', async (page) => {
      await page.locator('.row h2 a').first().click();
      const text = await page.locator('.story h1').textContent();
      const name = path(page).split('/').pop();
      await page.getByText('Check against its digest').click();
      await page.getByText('still holds what was indexed').waitFor();
      await page.goBack();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Original bytes').click()]);
      assert.ok(readFileSync(await download.path()).length > 100);
      assert.ok((await page.locator('.citation').textContent()).includes(name));
      const [ris] = await Promise.all([page.waitForEvent('download'), page.locator('#cite').getByText('RIS').click()]);
      assert.match(readFileSync(await ris.path(), 'utf8'), /^TY {2}- NEWS/);
      assert.ok(text.length > 0);
    }));

    test('all articles are exported, or those that were ticked', () => go('/search?q=said&source=The+Northern+Courier', async (page) => {
      const all = await total(page);
      const lines = async () => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'JSON lines' }).click()]);
        return readFileSync(await download.path(), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
      };
      const whole = await lines();
      assert.equal(whole.length, all + 1);
      assert.ok(whole.slice(0, -1).every((row) => row.source === 'The Northern Courier'));
      await page.locator('.row input[type=checkbox]').nth(0).check();
      await page.locator('.row input[type=checkbox]').nth(2).check();
      assert.equal((await lines()).length, 3);
    }));

    test('a search is saved, watched and removed', () => go('/search?q=zeppelin', async (page) => {
      const name = 'zeppelin-' + javaScriptEnabled;
      site.add(name + '.jsonl', JSON.stringify({ id: name, title: 'Zeppelin ' + name, text: 'It flew.' }) + '\n');
      await page.reload();
      await page.getByLabel('Save this search as').fill(name);
      await page.getByRole('button', { name: 'Save' }).click();
      const row = page.locator('.saved li', { hasText: name });
      assert.match(await row.textContent(), /0 new/);
      site.add(name + '2.jsonl', JSON.stringify({ id: name + '2', title: 'Zeppelin again', text: 'It landed.' }) + '\n');
      await page.reload();
      assert.match(await row.textContent(), /1 new/);
      const feed = await page.request.get('/saved.atom?name=' + name);
      assert.match(await feed.text(), /<title>Zeppelin again<\/title>/);
      await row.getByRole('button', { name: 'Mark as seen' }).click();
      assert.match(await row.textContent(), /0 new/);
      await row.getByRole('button', { name: 'Remove' }).click();
      assert.equal(await row.count(), 0);
    }));

    test('all people can be looked through', () => go('/people', async (page) => {
      await page.getByLabel('Begins with').fill('mar');
      await page.getByRole('button', { name: 'Filter' }).click();
      const names = await page.locator('.names a').allTextContents();
      assert.ok(names.length > 0 && names.every((name) => /\bmar/i.test(name)), names.join());
      await page.locator('.names a').first().click();
      assert.equal(await heading(page), names[0]);
    }));

    test('nothing that an article holds is run', () => go('/search?q=hostileword', async (page) => {
      assert.equal(await total(page), payloads.length);
      const links = await page.locator('.row h2 a').evaluateAll((all) => all.map((link) => link.href));
      for (const link of [...links, site.address + '/people', site.address + '/facets?q=hostileword&facet=source',
        ...payloads.slice(0, 8).map((text) => site.address + '/person?' + new URLSearchParams({ name: text })),
        ...payloads.map((text) => site.address + '/search?' + new URLSearchParams({ q: `"${text.replaceAll('"', ' ')}"`, source: text }))]) {
        await page.goto(link);
        assert.equal(await page.locator('body script, body iframe, body img, base, meta[http-equiv], svg[onload]').count(), 0, link);
        const bad = await page.evaluate(() => [window.hacked, ...Array.from(document.querySelectorAll('[href^="javascript:"]'))].filter(Boolean).length).catch(() => 0);
        assert.equal(bad, 0, link);
      }
    }));
  });
}

describe('keys', () => {
  test('lead from the question to the list, an article, its hits and back', () => visit('/search?q=coalition+strikes', async (page) => {
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'question');
    await page.keyboard.press('Tab');
    await page.locator('main').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.locator('.row h2').nth(1).textContent();
    assert.equal(await focused(page), second);
    await page.keyboard.press('k');
    await page.keyboard.press('x');
    assert.equal(await page.locator('.row input:checked').count(), 1);
    assert.equal(await page.locator('[data-ticked]').textContent(), '1 ticked');
    await page.keyboard.press('e');
    assert.equal(await focused(page), 'CSV');
    await page.locator('main').focus();
    await page.keyboard.press('o');
    await page.waitForURL(/\/article\//);
    await page.keyboard.press('n');
    assert.equal(await page.locator('mark.current').getAttribute('id'), 'hit1');
    await page.keyboard.press('n');
    assert.equal(await page.locator('mark.current').getAttribute('id'), 'hit2');
    await page.keyboard.press('p');
    assert.equal(await page.locator('mark.current').getAttribute('id'), 'hit1');
    assert.match(await page.locator('[data-hit-position]').textContent(), /at 1 of/);
    await page.keyboard.press('u');
    await page.waitForURL(/\/search\?/);
  }));

  test('can be switched off, and stay so', () => visit('/search?q=strike', async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Switch the keys off' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('/');
    assert.notEqual(await focused(page), 'question');
    await page.goto('/help');
    await page.keyboard.press('?');
    assert.equal(await page.locator('dialog').count(), 0);
    await page.getByRole('button', { name: 'Switch the keys on' }).click();
    await page.locator('main').focus();
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'question');
  }));

  test('are letters where one types', () => visit('/search', async (page) => {
    await page.locator('#question').fill('');
    await page.locator('#question').pressSequentially('jo?x/');
    assert.equal(await page.locator('#question').inputValue(), 'jo?x/');
  }));

  test('tab reaches the content first by the link that skips', () => visit('/search?q=strike', async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'main');
  }));
});

test('more values of a facet open in place, with a filter', () => visit('/search', async (page) => {
  const link = page.locator('a[data-facet=people]');
  const facet = page.locator('details.facet', { has: link });
  const list = page.locator('details.facet', { hasText: 'People' }).first().locator('li');
  await link.click();
  await page.waitForFunction(() => document.querySelectorAll('.facet input').length === 1);
  await page.waitForFunction(() => document.querySelector('.facet input').closest('.facet').querySelectorAll('li').length > 8);
  await page.getByPlaceholder('Begins with').fill('helen m');
  await page.waitForFunction(() => document.querySelector('.facet input').closest('.facet').querySelectorAll('li').length === 1);
  assert.match(await list.first().textContent(), /Helen Marsh/);
  assert.equal(await facet.count(), 0);
}));

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
async function placesToLookAt(page) {
  const found = await (await page.request.get('/search.json?q=coalition+strikes&limit=2&fields=id')).json();
  const article = '/article/' + found.hits[0].id;
  const different = article + '/diff?with=' + found.hits[1].id;
  return ['/', '/search?q=coalition+strikes', '/search?q=strike&source=The+Northern+Courier&not-section=Sport&date=2018',
    '/search?q=coalition&date=1901', '/search?q=coalitoin', article + '?q=coalition+strikes', article + '/similar', '/search?q=coalition+strikes&collapse=best&facets-over=stories', article + '/copies', different,
    '/people', '/saved', '/help',
    '/person?name=Helen+Marsh', '/facets?facet=source', '/histogram', '/search?q=a+AND', '/nothing', article + '/check'];
}

// What does not hang on the look is checked in one of them; the rest, which is slow, in each.
const rules = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  phone: { type: 'rule', values: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'meta-viewport'] },
};

async function faults(page, look) {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules[look]);
  return violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.target).join(' | ').slice(0, 300)}`);
}

for (const [look, options] of Object.entries(looks)) {
  test(`axe finds no fault (${look})`, () => visit('/', async (page) => {
    for (const place of await placesToLookAt(page)) {
      await page.goto(place);
      assert.deepEqual(await faults(page, look), [], place);
    }
  }, options));
}

test('axe is there to find faults', () => visit('/help', async (page) => {
  await page.evaluate(() => { document.querySelector('main').innerHTML = '<h1>x</h1><img src="/assets/none">'; });
  assert.match((await faults(page, 'light')).join(), /image-alt/);
}));

test('nothing is wider than a narrow phone', () => visit('/', async (page) => {
  for (const place of await placesToLookAt(page)) {
    await page.goto(place);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${place}: ${width}`);
  }
}, { viewport: { width: 320, height: 640 } }));

test('on paper stands what was found, not how', () => visit('/search?q=coalition', async (page) => {
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.row h2').first().isVisible());
  for (const tool of ['.ask', '.refine', '.export', 'nav']) {
    assert.equal(await page.locator(tool).first().isVisible(), false, tool);
  }
}));

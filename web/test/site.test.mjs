// Drives a site in Chromium: node --test web/test (see `make test-web`). SITE is the folder that `bongsu site` wrote of
// the example posts, CHROMIUM the browser (/usr/bin/chromium), SHOTS a folder for pictures (none: no pictures).
import assert from 'node:assert/strict';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const site = resolve(process.env.SITE ?? '../out/web-test/site');
const shots = process.env.SHOTS ? resolve(process.env.SHOTS) : '';
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const langs = ['ko', 'en', 'ja'];
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const prefix = '/a/sub/path/';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.xml': 'application/atom+xml' };

let context, server, base, profile;
const asked = [];

// A server of files, under a path of its own, on loopback.
function serve() {
  return createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = normalize(join(site, path.slice(prefix.length)));
    if (!path.startsWith(prefix) || !file.startsWith(site) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': `${types[extname(file)] ?? 'application/octet-stream'}; charset=utf-8` });
    createReadStream(file).pipe(response);
  });
}

before(async () => {
  assert.ok(existsSync(join(site, 'index.html')), `no site in ${site}`);
  server = serve();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${server.address().port}${prefix}`;
  profile = mkdtempSync(join(tmpdir(), 'bongsu-web-'));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    bypassCSP: false,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  context.setDefaultTimeout(15000);
  context.on('request', (request) => asked.push(request.url()));
  if (shots) mkdirSync(shots, { recursive: true });
});
after(async () => {
  await context?.close();
  server?.close();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

const anEvent = (lang) =>
  `${lang}/events/${readdirSync(join(site, lang, 'events')).filter((f) => f.endsWith('.html')).sort()[0]}`;
const pagesOf = (lang) => [
  `${lang}/index.html`, `${lang}/situations/russia-dprk.html`, anEvent(lang), `${lang}/actors/index.html`, `${lang}/actors/RUS.html`,
  `${lang}/dyads/index.html`, `${lang}/dyads/PRK~RUS.html`, `${lang}/network.html`, `${lang}/map.html`, `${lang}/ledger/index.html`,
  `${lang}/registers/transfers.html`, `${lang}/chronology/index.html`, `${lang}/calendar.html`, `${lang}/briefs/index.html`,
  `${lang}/search.html`, `${lang}/about.html`,
];

// A page opened, with everything it complained of.
async function open(path, size = 'desktop', scheme = 'light', root = base) {
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewportSize(sizes[size]);
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(root + path, { waitUntil: 'load' });
  return { page, complaints };
}

// axe is put into the page by the test, past the page's own policy, as a developer's tool would be.
async function audit(page) {
  const session = await context.newCDPSession(page);
  const { readFileSync } = await import('node:fs');
  await session.send('Runtime.evaluate', { expression: readFileSync(axe, 'utf8') });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`);
}

// All pages as most read them, on a desktop in the light and on a phone in the dark; the other way round those whose
// colours and widths differ most.
const pagesFor = (lang, size, scheme) =>
  (size === 'phone') === (scheme === 'dark') ? pagesOf(lang) : pagesOf(lang).filter((p) => /index|russia-dprk|events|calendar/.test(p) && !/actors|briefs/.test(p));

describe('every kind of page', () => {
  for (const lang of langs)
    for (const size of Object.keys(sizes))
      for (const scheme of ['light', 'dark'])
        test(`${lang}, ${size}, ${scheme}: axe finds nothing serious, nothing is complained of, nothing is wider than the screen`, async () => {
          for (const path of pagesFor(lang, size, scheme)) {
            const { page, complaints } = await open(path, size, scheme);
            if (await page.locator('figure.chart').count()) await page.locator('figure.chart .plot svg').first().waitFor();
            assert.deepEqual(await audit(page), [], path);
            assert.deepEqual(complaints, [], path);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(wide <= 0, `${path} is ${wide} pixels wider than the screen`);
            assert.equal(await page.getAttribute('html', 'lang'), lang);
            if (shots) await page.screenshot({ path: join(shots, `${path.replaceAll('/', '_').replace('.html', '')}-${size}-${scheme}.png`), fullPage: true });
            await page.close();
          }
        });
});

describe('charts', () => {
  test('every mark is a link to a page that is there', async () => {
    for (const path of ['en/index.html', 'en/network.html', 'en/map.html', 'en/ledger/index.html', 'en/situations/russia-dprk.html']) {
      const { page } = await open(path);
      await page.locator('.plot svg a').first().waitFor();
      const hrefs = await page.locator('.plot svg a').evaluateAll((all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href));
      assert.ok(hrefs.length > 3, `${path}: ${hrefs.length} marks`);
      for (const href of new Set(hrefs)) {
        const file = join(site, decodeURIComponent(new URL(href).pathname).slice(prefix.length));
        assert.ok(existsSync(file), `${path}: ${href}`);
      }
      const shapes = await page.locator('.plot svg :is(rect.q1, rect.q2, rect.q3, rect.q4, rect.band, path.edge, path.hit-country, .node circle)').evaluateAll((all) => all.filter((e) => !e.closest('a')).length);
      assert.equal(shapes, 0, `${path}: marks without a link`);
      await page.close();
    }
  });

  test('a situation has its own network beside its timeline', async () => {
    const { page } = await open('en/situations/russia-dprk.html');
    await page.locator('#network .plot svg a').first().waitFor();
    assert.ok((await page.locator('#network .node').count()) >= 2);
    assert.ok((await page.locator('#network path.edge').count()) >= 1);
    await page.close();
  });

  test('a mark of the network leads to the dyad by keyboard', async () => {
    const { page } = await open('en/network.html');
    const first = page.locator('.plot svg a').first();
    await first.waitFor();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.match(label ?? '', /→|:/);
    await Promise.all([page.waitForURL(/dyads|actors/), page.keyboard.press('Enter')]);
    await page.close();
  });

  test('the map counts by place and by party', async () => {
    const { page } = await open('ja/map.html');
    await page.locator('.plot svg a').first().waitFor();
    await page.locator('.plot input[type=radio]').nth(1).check();
    await page.locator('.plot svg a[href*="actors/RUS"]').waitFor();
    await page.close();
  });
});

describe('search', () => {
  // 우려 concern, 미사일 missile; the posts are Korean, so words of other languages are found by what the site says in them.
  for (const [lang, query] of [['ko', '우려'], ['en', 'missile'], ['ja', '懸念'], ['en', '러시아'], ['ko', 'russia'], ['ko', '북한 미사일']])
    test(`"${query}" on the ${lang} pages`, async () => {
      const { page, complaints } = await open(`${lang}/search.html?q=${encodeURIComponent(query)}`);
      await page.locator('#results li a').first().waitFor();
      assert.match(await page.textContent('#found'), /\d/);
      const href = await page.locator('#results li a').first().evaluate((a) => a.href);
      assert.ok(existsSync(join(site, decodeURIComponent(new URL(href).pathname).slice(prefix.length))));
      assert.deepEqual(complaints, []);
      await page.close();
    });

  test('what is not there is said not to be, and a query is never markup', async () => {
    const { page } = await open(`en/search.html?q=${encodeURIComponent('<img src=x onerror=alert(1)>zzzzqq')}`);
    await page.waitForFunction(() => document.getElementById('found').textContent !== '');
    assert.equal(await page.locator('#results li').count(), 0);
    assert.equal(await page.locator('main img').count(), 0);
    await page.fill('#q', 'missile');
    await page.locator('#results li a').first().waitFor();
    await page.close();
  });

  test('from the field at the head of a page', async () => {
    const { page } = await open('ko/about.html');
    await page.fill('#find', '우려');
    await Promise.all([page.waitForURL(/search\.html\?q=/), page.keyboard.press('Enter')]);
    await page.locator('#results li a').first().waitFor();
    await page.close();
  });
});

describe('terms', () => {
  test('the script makes the same terms as the program', async () => {
    const { readFileSync } = await import('node:fs');
    const { termsOf, unpackNumbers, partOf } = await bundle();
    const rows = readFileSync(new URL('../../tests/data/search-terms.tsv', import.meta.url), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).slice(1);
    assert.equal(rows.length, 13);
    for (const row of rows) {
      const [text, terms] = row.split('\t');
      assert.equal(termsOf(text).join(' '), terms, text);
    }
    assert.deepEqual(unpackNumbers('ABC'), [0, 1, 3]);
    assert.deepEqual(unpackNumbers('hB'), [33]);
    assert.equal(partOf('missile', 64), 28);
  });
});

async function bundle() {
  const { build } = await import('vite');
  const [out] = [].concat(await build({ configFile: false, logLevel: 'silent', build: { write: false, lib: { entry: new URL('../src/terms.ts', import.meta.url).pathname, formats: ['es'] } } }));
  return import(`data:text/javascript;base64,${Buffer.from(out.output[0].code).toString('base64')}`);
}

describe('the frame', () => {
  test('by keyboard: the first stop skips to the content, stops can be seen', async () => {
    const { page } = await open('en/index.html');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
    await page.close();
  });

  test('languages lead to the same page', async () => {
    const { page } = await open('ko/actors/RUS.html');
    await page.click('.langs a[lang=ja]');
    assert.match(page.url(), /ja\/actors\/RUS\.html$/);
    assert.equal(await page.getAttribute('html', 'lang'), 'ja');
    await page.close();
  });

  test('dark is remembered from page to page', async () => {
    const { page } = await open('en/index.html');
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await back();
    await page.click('button.theme');
    const dark = await back();
    assert.notEqual(light, dark);
    await page.goto(`${base}en/about.html`);
    assert.equal(await back(), dark);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  });

  test('without a script the pages read, with tables for charts', async () => {
    const plain = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    const page = await (await plain.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${base}en/network.html`);
    assert.ok(await page.locator('table tbody tr').first().isVisible());
    await page.goto(`${base}en/search.html`);
    assert.ok(await page.locator('noscript, .warn').first().isVisible());
    await plain.close();
  });

  test('on paper there is no navigation', async () => {
    const { page } = await open(anEvent('en'));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('header nav').isVisible(), false);
    assert.ok(await page.locator('blockquote').isVisible());
    await page.close();
  });
});

describe('from a folder', () => {
  test('charts and search work from file://', async () => {
    const root = `${pathToFileURL(site).href}/`;
    for (const path of ['ko/index.html', 'en/map.html', 'en/network.html']) {
      const { page, complaints } = await open(path, 'desktop', 'light', root);
      await page.locator('.plot svg a').first().waitFor();
      assert.deepEqual(complaints, [], path);
      await page.close();
    }
    const { page, complaints } = await open(`ja/search.html?q=${encodeURIComponent('우려')}`, 'phone', 'dark', root);
    await page.locator('#results li a').first().waitFor();
    await page.locator('#results li a').first().click();
    await page.locator('h1').waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });
});

test('nothing was asked of anybody else', () => {
  const others = asked.filter((url) => !url.startsWith(base) && !url.startsWith('file:') && !url.startsWith('data:'));
  assert.ok(asked.length > 100);
  assert.deepEqual([...new Set(others)], []);
});

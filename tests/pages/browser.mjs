// SPDX-License-Identifier: MIT
// The notices in Chromium: nothing fetched, nothing blocked, no accessibility error, usable by keyboard, narrow, and printed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { test } from './report.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const phone = { width: 320, height: 640 }, desk = { width: 1280, height: 900 }, sheet = { width: 673, height: 1000 }; /* A4 less its margins */

// Debian's name, then Ubuntu's
const programs = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const launch = () => chromium.launch({
  timeout: 0, // no test may fail because the machine is busy
  executablePath: programs.find((path) => path && existsSync(path)),
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A tab with the page in it. `run` evaluates an expression past the page's own security policy, as a debugger does. */
async function visit(browser, page, options, work) {
  const context = await browser.newContext({ viewport: desk, ...options });
  context.setDefaultTimeout(0);
  const seen = { requests: [], console: [] };
  try {
    await context.route('**/*', (route) => (route.request().url().startsWith('file:') ? route.continue() : route.abort()));
    const tab = await context.newPage();
    tab.on('request', (r) => seen.requests.push(r.url()));
    tab.on('console', (m) => seen.console.push(m.text()));
    tab.on('pageerror', (e) => seen.console.push(String(e)));
    const cdp = await context.newCDPSession(tab);
    const run = async (expression) => {
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    const url = pathToFileURL(page.path).href;
    await tab.goto(url);
    return await work({ tab, run, seen, url });
  } finally {
    await context.close();
  }
}

const violations = `axe.run(document, { runOnly: ${JSON.stringify(standards)}, resultTypes: ['violations'] })
  .then((r) => r.violations.map((v) => v.id + ': ' + v.help + ': ' + v.nodes.length + ' such as ' + v.nodes[0].html.slice(0, 120)))`;

async function* accessible({ run }) {
  await run(`document.querySelector('details')?.setAttribute('open', '')`);
  await run(axe);
  yield* await run(violations);
}

async function* loadsNothing({ seen, url, run }) {
  for (const r of seen.requests) if (r !== url) yield `it asks for ${r}`;
  yield* seen.console.map((m) => `the console says: ${m}`);
  if ((await run(`getComputedStyle(document.body).maxWidth`)) === 'none') yield 'its style is not in effect';
  if ((await run('document.scripts.length')) !== 0) yield 'it has scripts';
  if ((await run('document.cookie + Object.keys(performance.getEntriesByType("resource")).length')) !== '0') yield 'it stores or loads something';
}

const wide = `[...document.querySelectorAll('body *')].filter((e) => !e.closest('.skip') && e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.outerHTML.slice(0, 100)).slice(0, 3)`;

async function* fits({ tab, run }) {
  for (const size of [phone, { width: 375, height: 700 }, { width: 768, height: 1024 }, desk]) {
    await tab.setViewportSize(size);
    const width = await run('document.documentElement.scrollWidth');
    if (width > size.width) yield `at ${size.width} px the page is ${width} px wide: ${await run(wide)}`;
    // nothing is hidden at a side; a row of a narrow page is a block, in which each cell stands behind the name of its column
    if (await run(`[...document.querySelectorAll('body *')].some((e) => !e.closest('thead, caption, .skip') && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)`)) yield `at ${size.width} px something is cut off`;
    const rows = await run(`[...document.querySelectorAll('tbody td')].map((e) => ({ block: getComputedStyle(e).display === 'block', named: getComputedStyle(e, '::before').content.includes(e.dataset.label), said: e.className !== 'absent' }))`);
    for (const { block, named, said } of rows) if (said && (block !== size.width < 768 || named !== block)) { yield `at ${size.width} px a cell is ${block ? 'a block' : 'in a row'}, its column is ${named ? '' : 'not '}named`; break; }
  }
  await tab.setViewportSize(phone);
  await run(`document.documentElement.style.fontSize = '200%'`);
  const narrow = await run(`[...document.querySelectorAll('main p, main li')].filter((e) => e.scrollWidth > e.clientWidth + 1).length`);
  await run(`document.documentElement.style.fontSize = ''`);
  await tab.setViewportSize(desk);
  if (narrow) yield `${narrow} paragraphs or items are cut off with large text`;
}

async function* byKeyboard({ tab, run }) {
  const wanted = await run(`[...document.querySelectorAll('a[href], summary, [tabindex="0"]')].filter((e) => e.checkVisibility()).length`);
  const reached = new Set();
  for (let i = 0; i <= wanted; i++) {
    await tab.keyboard.press('Tab');
    const at = await run(`(() => { const e = document.activeElement; if (!e || e === document.body) return null;
      const s = getComputedStyle(e), r = e.getBoundingClientRect();
      return { index: [...document.querySelectorAll('*')].indexOf(e), first: e.matches('.skip'), html: e.outerHTML.slice(0, 80),
        seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0 && r.right > 0 && r.bottom > 0 && r.top < innerHeight }; })()`);
    if (!at) break;
    if (reached.size === 0 && !at.first) yield `the first stop is ${at.html}`;
    if (!at.seen) yield `the focus cannot be seen on ${at.html}`;
    reached.add(at.index);
  }
  if (reached.size !== wanted) yield `${reached.size} of ${wanted} stops are reached`;
}

async function* skips({ tab, run }) {
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  if ((await run('document.activeElement.tagName')) !== 'MAIN') yield `the skip link leads to ${await run('document.activeElement.outerHTML.slice(0, 80)')}`;
  await tab.keyboard.press('Tab');
  if (!(await run(`document.activeElement.closest('main') !== null`))) yield 'the next stop is not in the notice';
}

async function* changesLanguage({ tab, run }) {
  const other = await run(`document.querySelector('.languages a:not([aria-current])').hreflang`);
  await tab.click('.languages a:not([aria-current])');
  if ((await run('document.documentElement.lang')) !== other) yield `the link to ${other} leads to ${tab.url()}`;
}

async function* showsDraft({ tab, run }, page) {
  for (const size of [phone, desk]) {
  await tab.setViewportSize(size);
    const seen = await run(`(() => { const e = document.querySelector('main .draft'); if (!e) return false;
    const r = e.getBoundingClientRect(); return r.height > 10 && r.bottom < innerHeight && getComputedStyle(e).visibility === 'visible'; })()`);
  if (seen !== page.data.draft) yield `the mark can be seen: ${seen}; the notice is a draft: ${page.data.draft}`;
  }
}

/** Letters in the full lines of paragraphs and items: 60 to 75 on the average, whatever the font. */
const lines = `[...document.querySelectorAll('main p:not(.draft), main > section > ul > li')].filter((e) => !e.closest('#summary')).flatMap((e) => {
  const range = document.createRange(), out = []; let top = null, count = 0;
  const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) for (let i = 0; i < n.length; i++) {
    range.setStart(n, i); range.setEnd(n, i + 1); const r = range.getClientRects()[0];
    if (!r || !r.width) continue;
    if (top !== null && r.top > top + r.height / 2) { out.push(count); count = 0; }
    top = r.top; count++;
  }
  return out; })`;

async function* readable({ run }) {
  const full = await run(lines), mean = full.reduce((a, b) => a + b, 0) / full.length;
  if (full.length > 5 && (mean < 60 || mean > 75)) yield `${full.length} full lines of ${mean.toFixed(1)} letters`;
}

async function* opensContents({ tab, run }) {
  const links = `[...document.querySelectorAll('.contents a')].filter((e) => e.checkVisibility({ contentVisibilityAuto: true }) && e.getBoundingClientRect().height > 10).length`;
  const all = await run(`document.querySelectorAll('.contents a').length`), names = `[...document.querySelectorAll('#page-contents, summary')].filter((e) => e.checkVisibility()).length`;
  if ((await run(links)) !== all || (await run(names)) !== 1) yield `${await run(links)} of ${all} entries can be seen, below ${await run(names)} names`;
  await tab.setViewportSize(phone);
  if ((await run(links)) !== 0 || (await run(names)) !== 1) yield 'they are open on a phone as well';
  await tab.setViewportSize(desk);
}

/** What is written across a sheet is turned; nothing else is. */
async function* stamps({ tab }, page) {
  const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  let turned = 0;
  for (const stream of pdf.toString('latin1').matchAll(/stream\r?\n/g)) {
    let content = '';
    try { content = inflateSync(pdf.subarray(stream.index + stream[0].length), { finishFlush: 2 }).toString('latin1'); } catch { continue; }
    turned += /^[\d.-]+ -?(?!0 )[\d.]+ [\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ cm$/m.test(content);
  }
  if (turned !== (page.data.draft ? sheets : 0)) yield `${turned} of ${sheets} sheets are marked; the notice is a draft: ${page.data.draft}`;
}

async function* prints({ tab, run }) {
  const words = `document.querySelector('main').innerText.replace(/\\s+/g, ' ').toLowerCase()`;
  const before = await run(words);
  await tab.emulateMedia({ media: 'print' });
  await tab.setViewportSize(sheet);
  if ((await run(words)) !== before) yield 'print loses text';
  const cut = await run(`[...document.querySelectorAll('table, main p, main li')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80))`);
  if (cut.length) yield `${cut.length} parts are wider than the paper, such as ${cut[0]}`;
  const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (sheets < before.length / 8000) yield `${before.length} characters on ${sheets} sheets`;
}

/** Checks that share a tab, in this order; options of the tab. What depends on the style and the page around the notice alone
 * is looked at in some pages only. */
const tabs = [
  [{ colorScheme: 'light' }, false, {
    'loads nothing and breaks no rule of its own': loadsNothing,
    'shows that it is a draft, if it is one': showsDraft,
    'is accessible, light': accessible,
    'fits every width': fits,
    'prints DRAFT on every sheet, if it is one': stamps,
    'prints whole': prints,
  }],
  [{}, false, { 'skips to the notice': skips, 'changes its language': changesLanguage }],
  [{}, true, { 'has lines of a readable length': readable, 'has its contents open on a wide page': opensContents, 'can be used by keyboard': byKeyboard }],
  [{ colorScheme: 'dark' }, true, { 'is accessible, dark': accessible }],
  [{ viewport: phone }, true, { 'is accessible on a phone': accessible }],
];

/** The errors of a page by the name of the check; `only`: one check alone. */
async function look(browser, page, [options, , checks], only) {
  const errors = {};
  await visit(browser, page, options, async (at) => {
    for (const [name, check] of Object.entries(checks)) {
      if (only && name !== only) continue;
      errors[name] = [];
      try {
        for await (const error of check(at, page)) errors[name].push(error);
      } catch (e) {
        errors[name].push(e.message);
      }
    }
  });
  return errors;
}

async function sideBySide(work) {
  await Promise.all([0, 1, 2].map(async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  }));
}

export async function browse(pages, some) {
  const browser = await launch();
  await sideBySide(pages.flatMap((page) => tabs.filter(([, rare]) => !rare || some.includes(page)).map((tab) => async () => {
    for (const [name, errors] of Object.entries(await look(browser, page, tab))) test(`${page.name} in the browser ${name}`, errors);
  })));
  await browser.close();
}

/** Broken pages, by the check that has to see it. */
export async function browseBroken(broken) {
  const browser = await launch();
  await sideBySide(broken.map(([name, page], i) => async () => {
    const tab = tabs.find(([, , checks]) => checks[name]);
    const found = tab ? (await look(browser, page, tab, name))[name] : [];
    test(`"${name}" sees broken page ${i + 1}`, found.length ? [] : ['it saw nothing']);
  }));
  for (const name of tabs.flatMap(([, , checks]) => Object.keys(checks))) if (!broken.some(([its]) => its === name)) test(`there is a broken page for "${name}"`, ['there is none']);
  await browser.close();
}

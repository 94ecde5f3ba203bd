// SPDX-License-Identifier: MIT
// What every page has to be. Each rule reads one page and yields its errors.
import { createHash } from 'node:crypto';
import { HtmlValidate } from 'html-validate';
import { attribute, blocks, differences, elements, fold, mainOf, parseHtml, parseMarkdown, text, walk } from './tree.mjs';

/** A page as read, with its tree. */
export const open = (page) => {
  const errors = [], doc = parseHtml(page.html, errors);
  return { ...page, errors, doc, main: mainOf({ childNodes: [doc] }) };
};

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'no-redundant-role': 'off', /* those of tables: a style that makes blocks of rows takes away what is not said */
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    'no-dup-id': 'error',
    'tel-non-breaking': 'off', /* no telephone numbers here, but identifiers that look like them */
    'doctype-style': 'off',
  },
});

const durations = /^P(?=\d|T\d)(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;
const isDate = (s) => /^\d{4}-\d\d-\d\d$/.test(s) && new Date(`${s}T00:00:00Z`).toISOString?.().startsWith(s);

const headings = (page) => elements(page.doc, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
const sections = (page) => elements(page.main, 'section');
const isAnchor = (href) => href?.startsWith('#');
const show = (node) => `<${node.tagName}${node.attrs.map((a) => ` ${a.name}="${a.value}"`).join('')}>${fold(text(node)).slice(0, 60)}`;

/** What the JSON has at a fact's path, as the page writes machine values; undefined if there is nothing. */
function machineValue(data, path) {
  let v = data;
  for (const key of path.split('.')) v = v !== null && typeof v === 'object' ? v[key] : undefined;
  if (v === undefined) return undefined;
  const unit = { hour: 'H', day: 'D', 'business-day': 'BD', week: 'W', month: 'M', year: 'Y' };
  const length = (n, u) => (u === 'hour' ? `PT${n}H` : `P${n}${unit[u]}`);
  if (Array.isArray(v)) return v.slice().sort().join(' ');
  if (typeof v !== 'object') return String(v);
  if (v.complete || v.examples) return `${v.complete ? 'complete' : 'examples'}: ${[...(v.complete ?? v.examples)].sort().join(' ')}`;
  if (v.event) return v.basis === 'implied' ? `implied ${v.event}` : v.event;
  if (v.kind === 'exact' || v.kind === 'range') {
    const ends = [...new Set([v.min, v.max])].map((n) => (v.unit === 'business-day' ? `${n}-business-days` : length(n, v.unit)));
    return ends.join('/');
  }
  if (v.kind === 'while') return `while-${v.state}`;
  if (v.kind === 'words') return v.duration;
  return v.kind === 'indefinite' ? 'indefinitely' : v.kind;
}

const sortList = (s) => s.replace(/^((?:complete: |examples: )?)(.*)$/, (_, kind, ids) => kind + ids.split(' ').sort().join(' '));

export const facts = (page) => elements(page.main, 'data', 'time').map((n) => ({
  fact: attribute(n, 'data-fact'), value: attribute(n, 'value') ?? attribute(n, 'datetime'), words: fold(text(n)), node: n,
}));

export const rules = {
  'has no HTML parse error': function* (page) {
    for (const e of page.errors) yield `${e.code} in line ${e.startLine}`;
  },
  'is valid HTML': function* (page) {
    for (const result of validator.validateStringSync(page.html, page.path).results)
      for (const m of result.messages) yield `${m.ruleId} in line ${m.line}: ${m.message}`;
  },
  'has no script, handler, form, frame or image': function* (page) {
    const refused = ['script', 'form', 'iframe', 'frame', 'object', 'embed', 'img', 'link', 'base', 'audio', 'video', 'svg', 'math', 'template', 'noscript', 'button', 'input'];
    for (const n of elements(page.doc)) {
      if (refused.includes(n.tagName)) yield show(n);
      for (const a of n.attrs) {
        if (a.name.startsWith('on') || a.name === 'style' || a.name === 'src' || a.name === 'srcset' || a.name === 'ping') yield show(n);
        if (a.name === 'href' && !/^(#[a-z0-9.-]+|[a-z-]+\.html|https:\/\/\S+|mailto:\S+@\S+)$/.test(a.value)) yield show(n);
      }
    }
  },
  'protects itself by a policy that names its own style': function* (page) {
    const meta = elements(page.doc, 'meta').find((n) => attribute(n, 'http-equiv')?.toLowerCase() === 'content-security-policy');
    const styles = elements(page.doc, 'style');
    if (!meta || styles.length !== 1) return yield `${styles.length} styles, ${meta ? 'a' : 'no'} policy`;
    const hash = createHash('sha256').update(text(styles[0])).digest('base64');
    const wanted = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    if (attribute(meta, 'content') !== wanted) yield `${attribute(meta, 'content')} and not ${wanted}`;
    if (/@import|url\(/.test(text(styles[0]))) yield 'the style loads something';
    const all = [...walk(page.doc)];
    if (all.indexOf(meta) > all.indexOf(styles[0])) yield 'the style comes before the policy';
  },
  'has a language, a title and a description of its encoding': function* (page) {
    const html = elements(page.doc, 'html')[0], title = elements(page.doc, 'title');
    if (attribute(html, 'lang') !== page.locale) yield `lang is ${attribute(html, 'lang')}`;
    const h1 = elements(page.doc, 'h1')[0];
    if (title.length !== 1 || !fold(text(title[0])) || fold(text(title[0])) !== fold(h1 ? text(h1) : '')) yield 'the title is not the h1';
    if (!/^<!DOCTYPE html>\n<html[^>]*>\s*<head>\s*<meta charset="utf-8">/.test(page.html)) yield 'the page does not begin with its encoding';
  },
  'has headings in order': function* (page) {
    let level = 0, ones = 0;
    for (const h of headings(page)) {
      const its = Number(h.tagName[1]);
      if (its === 1) ones++;
      if (its > level + 1) yield `${show(h)} after h${level}`;
      level = its;
    }
    if (ones !== 1) yield `${ones} h1`;
    for (const s of sections(page))
      if (elements(s, 'h2').length !== 1 && s.childNodes.some((n) => n.tagName)) yield `section ${attribute(s, 'id')} has ${elements(s, 'h2').length} h2`;
  },
  'numbers its headings, but for the summary': function* (page) {
    let chapter = 0, paragraph = 0;
    for (const h of elements(page.main, 'h2', 'h3')) {
      const said = fold(text(h)), number = said.match(/^[\d.]*/)[0];
      const inSummary = elements(elements(page.main, 'section').find((s) => attribute(s, 'id') === 'summary') ?? page.main).includes(h);
      if (h.tagName === 'h2' && !inSummary) chapter++, paragraph = 0;
      if (h.tagName === 'h3' && !inSummary) paragraph++;
      const wanted = inSummary ? '' : h.tagName === 'h2' ? `${chapter}` : `${chapter}.${paragraph}`;
      if (number !== wanted || (wanted && said[wanted.length] !== ' ')) yield `${said}: ${wanted || 'no number'} is expected`;
    }
  },
  'has unique ids and no link without its target': function* (page) {
    const ids = elements(page.doc).map((n) => attribute(n, 'id')).filter((id) => id !== undefined);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) yield `the id ${id} twice`;
    for (const a of elements(page.doc, 'a')) {
      const href = attribute(a, 'href');
      if (isAnchor(href) && !ids.includes(href.slice(1))) yield show(a);
      if (!fold(text(a))) yield `an empty link to ${href}`;
    }
    for (const n of elements(page.doc))
      for (const name of ['aria-labelledby', 'aria-describedby'])
        for (const id of attribute(n, name)?.split(' ') ?? []) if (!ids.includes(id)) yield show(n);
  },
  'says nothing of the program, but in a comment': function* (page) {
    if (/policyc/i.test(text(elements(page.doc, 'body')[0]))) yield 'the page names the program';
    if (!/<!-- Written by policyc .* -->\s*$/.test(page.html)) yield 'no comment says where the page comes from';
    const footer = elements(page.doc, 'footer')[0], contents = elements(page.doc, 'nav').find((n) => attribute(n, 'class') === 'contents');
    if (!footer || !elements(footer, 'a').some((a) => attribute(a, 'href') === `#${attribute(contents, 'id')}`)) yield 'no way back to the contents';
  },
  'starts with a link that skips to the notice': function* (page) {
    const first = elements(page.doc, 'a', 'button', 'summary').concat(elements(page.doc).filter((n) => attribute(n, 'tabindex') === '0'))
      .sort((a, b) => a.sourceCodeLocation.startOffset - b.sourceCodeLocation.startOffset)[0];
    const target = page.main && attribute(page.main, 'id');
    if (!first || first.tagName !== 'a' || !target || attribute(first, 'href') !== `#${target}`) yield first ? show(first) : 'nothing';
    if (attribute(page.main, 'tabindex') !== '-1') yield 'the notice cannot take the focus';
  },
  'lists every section in its contents, once and in order': function* (page) {
    const contents = elements(page.doc, 'nav').find((n) => attribute(n, 'class') === 'contents');
    const listed = contents ? elements(contents, 'a').map((a) => `${attribute(a, 'href')} ${fold(text(a))}`) : [];
    const wanted = sections(page).filter((s) => elements(s, 'h2').length).map((s) => `#${attribute(s, 'id')} ${fold(text(elements(s, 'h2')[0]))}`);
    if (!wanted.length) yield 'no section';
    yield* differences(wanted, listed, '', 'the notice', 'the contents');
  },
  'links to the notice in each language': function* (page, pages) {
    const nav = elements(page.doc, 'nav').find((n) => attribute(n, 'class') === 'languages');
    const found = nav ? elements(nav, 'a').map((a) => `${attribute(a, 'href')} ${attribute(a, 'lang')} ${attribute(a, 'hreflang')} ${attribute(a, 'aria-current') ?? ''}`) : [];
    const wanted = pages.filter((p) => p.brand === page.brand).map((p) => `${p.locale}.html ${p.locale} ${p.locale} ${p.locale === page.locale ? 'page' : ''}`);
    yield* differences(wanted, found, '', 'the folder', 'the page');
  },
  'has an anchor for each record of each section': function* (page) {
    const ids = elements(page.main).map((n) => attribute(n, 'id'));
    // what legal has decided against is not promised: it is not there, or only with the exception
    const decided = Object.entries(page.data.conflicts ?? {}).filter(([, c]) => c.enforce);
    const setAside = decided.map(([, c]) => (c.enforce === c.one ? c.other : c.one));
    const excepted = (id) => elements(elements(page.main).find((n) => attribute(n, 'id') === id))
      .some((n) => decided.some(([k]) => attribute(n, 'data-fact')?.endsWith(`/conflicts.${k}.enforce`)));
    for (const [section, records] of Object.entries(page.data)) {
      if (records === null || typeof records !== 'object' || ['brand', 'calendar', 'clauses', 'editions', 'readings'].includes(section)) continue;
      if (!ids.includes(section)) yield `no section ${section}`;
      for (const id of Object.keys(records).map((r) => `${section}.${r}`))
        if (!ids.includes(id) && !setAside.includes(id)) yield `no ${id}`;
        else if (ids.includes(id) && setAside.includes(id) && !excepted(id)) yield `decided against, but there without the exception: ${id}`;
    }
    for (const tr of elements(page.main, 'tbody').flatMap((b) => elements(b, 'tr'))) if (!attribute(tr, 'id')) yield `a row without an anchor: ${fold(text(tr)).slice(0, 60)}`;
  },
  'has table heads with a scope, and rows as wide as the head': function* (page) {
    for (const th of elements(page.doc, 'th')) if (!['col', 'row'].includes(attribute(th, 'scope'))) yield show(th);
    for (const table of elements(page.doc, 'table')) {
      const widths = elements(table, 'tr').map((tr) => tr.childNodes.filter((n) => n.tagName).length);
      if (new Set(widths).size !== 1) yield `rows of ${[...new Set(widths)].join(' and ')} cells`;
      for (const tr of elements(table, 'tbody').flatMap((b) => elements(b, 'tr'))) if (!elements(tr, 'th').length) yield `a row without a head: ${fold(text(tr)).slice(0, 60)}`;
      const section = elements(page.main, 'section').findLast((x) => elements(x).includes(table)), caption = elements(table, 'caption');
      const name = fold(elements(section, 'h2')[0].childNodes.filter((n) => attribute(n, 'class') !== 'number').map(text).join(''));
      if (caption.length !== 1 || table.childNodes.find((n) => n.tagName) !== caption[0] || fold(text(caption[0])).split(': ')[0] !== name) yield `a table in "${name}" is called "${caption.map(text)}"`;
      // a style that makes blocks of rows takes away what is not said
      const roles = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' };
      for (const n of [table, ...elements(table, 'thead', 'tbody', 'tr', 'td', 'th')]) {
        const role = roles[n.tagName] ?? (attribute(n, 'scope') === 'col' ? 'columnheader' : 'rowheader');
        if (attribute(n, 'role') !== role) yield `no role ${role}: ${show(n)}`;
      }
      const columns = elements(elements(table, 'thead')[0], 'th', 'td').map((n) => fold(text(n)));
      for (const tr of elements(table, 'tbody').flatMap((b) => elements(b, 'tr')))
        for (const [i, cell] of tr.childNodes.filter((n) => n.tagName).entries())
          if (cell.tagName === 'td' && attribute(cell, 'data-label') !== columns[i]) yield `not behind "${columns[i]}": ${show(cell)}`;
    }
  },
  'says it is a draft exactly if it is one': function* (page) {
    const marks = elements(page.main).filter((n) => attribute(n, 'class')?.split(' ').includes('draft'));
    const robots = elements(page.doc, 'meta').filter((n) => attribute(n, 'name') === 'robots').map((n) => attribute(n, 'content'));
    if (robots.join() !== (page.data.draft ? 'noindex' : '')) yield `robots are told "${robots}"`;
    const stamps = elements(page.doc, 'p').filter((n) => attribute(n, 'class') === 'stamp').map((n) => fold(text(n)));
    if (stamps.join() !== (page.data.draft ? { en: 'Draft', id: 'Rancangan' }[page.locale] : '')) yield `on each sheet stands "${stamps}"`;
    if (marks.length !== (page.data.draft ? 1 : 0)) yield `${marks.length} marks, draft is ${page.data.draft}`;
    if (page.data.draft && marks.length && page.main.childNodes.filter((n) => n.tagName).indexOf(marks[0]) !== 1) yield 'the mark does not follow the title';
    const words = marks.length && fold(text(marks[0]));
    if (words && !fold(parseMarkdownText(page)).includes(words)) yield 'the Markdown does not say it';
  },
  'begins with the summary': function* (page) {
    const first = sections(page)[0];
    if (!first || attribute(first, 'id') !== 'summary') yield first ? show(first) : 'nothing';
  },
  'has valid dates, lengths and values': function* (page) {
    for (const n of elements(page.doc, 'time')) {
      const when = attribute(n, 'datetime') ?? '';
      if (!durations.test(when) && !isDate(when)) yield show(n);
    }
    for (const n of elements(page.doc, 'data')) if (!attribute(n, 'value')) yield show(n);
    for (const { fact, words } of facts(page)) if (!words) yield `${fact} is printed as nothing`;
  },
  'has facts with the values of the data file': function* (page) {
    let count = 0;
    for (const { fact, value } of facts(page)) {
      count++;
      const [brand, path] = [fact?.slice(0, fact.indexOf('/')), fact?.slice(fact.indexOf('/') + 1)];
      const wanted = path && machineValue(page.data, path);
      if (brand !== page.brand || wanted === undefined) yield `${fact} is not in the data`;
      else if (sortList(value ?? '') !== sortList(wanted)) yield `${fact} is ${value}, in the data ${wanted}`;
    }
    if (!count) yield 'no facts';
  },
  'is the same in Markdown': function* (page) {
    yield* differences(blocks(page.main), blocks(parseMarkdown(page.md)));
  },
  'has nothing empty': function* (page) {
    for (const n of elements(page.doc, 'p', 'li', 'ul', 'ol', 'section', 'h1', 'h2', 'h3', 'strong', 'em', 'a', 'table', 'th', 'title', 'summary', 'nav')) if (!fold(text(n))) yield `an empty ${show(n)}`;
    for (const n of elements(page.main, 'section')) if (!elements(n, 'p', 'li', 'td').length) yield `a section of nothing but its heading: ${attribute(n, 'id')}`;
  },
};

const parseMarkdownText = (page) => text(parseMarkdown(page.md));

/** Both languages state the same facts with the same values as often, under the same anchors in the same order. Within a
 * sentence grammar decides the order. */
export function* sameFacts(pages) {
  const all = pages.map((page) => facts(page).map(({ fact, value }) => `${fact} = ${value}`).sort());
  const anchors = pages.map((page) => elements(page.main).map((n) => attribute(n, 'id')).filter(Boolean));
  for (let i = 1; i < pages.length; i++) {
    yield* differences(all[0], all[i], '', pages[0].locale, pages[i].locale);
    yield* differences(anchors[0], anchors[i], '', pages[0].locale, pages[i].locale);
  }
  if (!all[0]?.length || pages.length < 2) yield 'nothing to compare';
}

// ---- language ----

const units = { en: 'hour|day|week|month|year', id: 'jam|hari|minggu|bulan|tahun' };
const language = {
  en: [
    [/\b1 (?:business )?(?:hours|days|weeks|months|years)\b/, 'a plural after 1'],
    [/\b(?!1 )\d+ (?:business )?(?:hour|day|week|month|year)\b(?! old)/, 'a singular after a number'],
    [/\b(\w+) \1\b(?<!\b(?:that that|had had))/i, 'a word twice'],
    [/\b[Aa] (?=[aeiou](?!n?iqu|ser|sag|ni|ur|se\b|til))[a-z]/, '"a" before a vowel'],
  ],
  id: [
    [/\b\d+ (?:hours?|days?|weeks?|months?|years?)\b/, 'an English unit'],
    [/\b(\w+) \1\b/i, 'a word twice'],
    [/\b(?:the|and|not stated|your|we)\b/, 'English'],
  ],
};
const always = [
  [/[{}]|\bundefined\b|\bNaN\b|\(null\)|\[object/, 'a leftover of a template'],
  [/ {2}/, 'two spaces'],
  [/ [,.;:?!)\]]/, 'a space before punctuation'],
  [/[([] /, 'a space after a bracket'],
  [/\.\.|,,|;;|,\.|;\.|:\.|\(\)|“”|, ?;/, 'doubled punctuation'],
  [/[.,;:](?=\p{L})(?<!\b(?:e\.g|i\.e)\.)/u, 'no space after punctuation'],
  [/^[,.;:)]/, 'punctuation at the start'],
  [/[,;(“]$/, 'a sentence broken off'],
  [/^[“(]?\p{Ll}[\p{Ll}-]*(?![\p{Ll}\p{Lu}.@/-]\S)/u, 'a beginning without a capital'],
  [/[.!?] \p{Ll}/u, 'a sentence without a capital'],
];

/** The blocks of text a reader sees: headings, paragraphs, items, cells; each on its own. */
export function* passages(node) {
  for (const n of elements(node, 'h1', 'h2', 'h3', 'p', 'li', 'th', 'td')) {
    const own = { childNodes: n.childNodes.filter((c) => !['ul', 'ol'].includes(c.tagName)) };
    const said = text(own).replace(/[\n\t]/g, ' ');
    yield said;
  }
}

export function* wording(page) {
  for (const raw of passages(page.main)) {
    const said = raw.replace(/^ | $/g, '').replace(/\S+@[a-z0-9.-]+[a-z0-9]/gi, 'an address');
    for (const [pattern, what] of [...always, ...(language[page.locale] ?? [])]) {
      const hit = said.match(pattern);
      if (hit) yield `${what}: "${said.slice(Math.max(0, hit.index - 50), hit.index + 50)}"`;
    }
  }
  if (elements(page.main, 'time').length && !new RegExp(units[page.locale] ?? '').test(text(page.main))) yield 'no length of time anywhere';
}

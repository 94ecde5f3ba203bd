// SPDX-License-Identifier: MIT
// Hostile words must come back from an HTML parser and from a Markdown renderer as exactly those words and nothing else.
// The proof: build once with harmless tokens as words and once with hostile ones; every element, attribute and text of the
// parsed pages must be the same but for the words put in the tokens' place.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, readText, reword, Words, toYaml, workspace, write } from './build.mjs';
import { attempt, test } from './report.mjs';
import { everything, fold, parseHtml, parseMarkdown } from './tree.mjs';

const words = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</main></body>', '<!-- x', '-->', '<![CDATA[x]]>',
  '<?php x ?>', '<b', '</style>', '&amp; &lt; &#x41;', '&', '&copy;', '&notit', '&#0;', 'a & b', '*bold* _em_ __x__ ~~s~~ **a**', '***', '_', '~', '~~~',
  '[x](javascript:alert(1))', '[x]: http://e.vil/', '[x]', '[ ] task', '[x] task', '[^1]', '[^1]: note', '![x](http://e.vil/x.png)', '!', '`code`', '```', '`', '``` x',
  '| a | b |', '|', '\\|', '| --- |', '--- | ---', ':-:', '# h', '#', '##', 'a #', 'h ###', '#h', '- item', '-', '+ x', '+', '* x', '1. item', '1) item', '12.', '1', '007. x',
  '> q', '>', '===', '=', '---', '- - -', '***', '_ _ _', '\\', '\\\\', '\\*', 'a\\', '\\n', 'www.evil.com', 'www.', 'WWW.EVIL.COM/x', 'http://evil.com', 'https://evil.com/a_b_c', 'ftp://evil.com',
  'a@evil.com', 'a.b-c_d@evil.example.com', 'www', 'http:', 'https', 'mailto:a@evil.com', 'xmpp:a@evil.com/x', '<http://evil.com>', '<a@evil.com>', 'javascript:alert(1)', '*/', '/*', '??/', '??)', '%s %n', '{n}', '{unit} {list}', '{{x}}', '${x}', '$x$',
  'العربية مع English', 'שלום עולם', '😀🏽 👍', 'e\u0301 a\u0308\u0323', '\u00a0', 'x\u00a0', '\u3000', '日本語、中文。', '“quoted”', '€100', '½', 'İıŞş', 'ﬁ', '\u{1D400}',
  '"', "'", 'it’s', "a'b\"c", ':smile:', '@user', '#123', 'a  b', 'a--b', 'a...b', 'true', 'null', 'unstated', '~', 'yes', '!x', '%x', ',', '.', ';',
  'w'.repeat(200), `${'é'.repeat(100)}`, '*'.repeat(200), '['.repeat(200), '`'.repeat(199), '\\'.repeat(200),
];
const specials = ['\\', '`', '*', '_', '[', ']', '(', ')', '<', '>', '|', '~', '@', '#', '+', '-', '=', '.', ':', '/', '!', '&', ';', '"', "'", '{', '}', '$', '%', '^', ',', '?',
  '1', '9', 'a', 'Z', 'w', 'www.', '://', 'http', ' ', ' ', 'é', '\u00a0', '😀', 'م', '“'];

/** Always the same numbers, so that a failure can be seen again; SEED=n tries others. */
function random(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function randomWords(below) {
  const length = 1 + below(14);
  let s = '';
  for (let i = 0; i < length; i++) s += specials[below(specials.length)];
  return label(s);
}

/** At most 200 bytes, no spaces around it: what a label can be. Spaces around it have a test of their own. */
const label = (s) => {
  while (Buffer.byteLength(s) > 200) s = [...s].slice(0, -1).join('');
  return s.replace(/^\p{Zs}+|\p{Zs}+$/gu, '') || 'x';
};

const count = 50; /* how many ids a build of nothing but places has */
const slices = Math.ceil(words.length / count);

/** The choices of words for builds: which words stand at the n-th place. Over the slices of a form each word stands in each
 * place once. */
function* choices() {
  /* "1 x" would be a length of time where a unit is called x (P139) */
  const forms = { alone: (w) => w, 'before a word': (w) => (/\d$/.test(w) ? `${w}; x` : `${w} x`), 'after a word': (w) => `x ${w}`, 'inside a word': (w) => `x${w}x` };
  for (const [form, of] of Object.entries(forms))
    for (let slice = 0; slice < slices; slice++)
      yield [`${form}, ${slice + 1} of ${slices}`, slice === 0, (n) => label(of(words[(n + slice * count) % words.length]))];
  for (let i = 1; i <= 3; i++) {
    const below = random((Number(process.env.SEED) || 20260101) * 7919 + i);
    yield [`random ${i}`, i <= 2, () => randomWords(below)];
  }
}

// ---- two places to put words in ----

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** The n-th token: letters only, for a clause may hold no number. */
const token = (n) => `Qz${[17576, 676, 26, 1].map((d) => letters[Math.floor(n / d) % 26]).join('')}q`;
const tokens = /Qz([a-z]{4})q/g;
const numberOf = (code) => [...code].reduce((n, c) => n * 26 + letters.indexOf(c), 0);

/** The real templates and one real policy: every label of the vocabulary, every phrase of the locales, the brand's name. */
function real(brand, choose) {
  const dir = workspace([brand]);
  const path = join(dir, 'policies', `${brand}.yaml`);
  let n = 0;
  write(path, readText(path).replace(/^ {2}name: .*$/m, `  name: '${choose(n++).replaceAll("'", "''")}'`));
  reword(dir, (old, { kind }) => {
    if (old.includes('{') || kind === 'locale.lists' || kind === 'locale.dates') return old; /* a pattern, and what joins a list */
    return choose(n++);
  });
  return build(dir);
}

/** A policy and a template of nothing but places where words can stand: line starts, cells, marks, links, headings. */
const places = `<main xmlns="http://www.w3.org/1999/xhtml" xmlns:p="urn:policyc:template">
<h1>Of {/brand.name}</h1>
<section id="s"><h2>Plain</h2>
<p>{/brand.name}</p>
<p p:each="/categories">{category}</p>
<p p:each="/categories">1{category}</p>
<p p:each="/categories">12 {category}.</p>
<p p:each="/categories">{category}. x</p>
<p p:each="/categories">{category}: {elements}</p>
<p p:each="/categories">x <strong>{category}</strong>, <em>{category}</em>; <strong>x {elements}</strong>.</p>
<p p:each="/categories"><strong>{category}</strong> <em>{elements}</em></p>
<p p:each="/categories"><em>{category}</em>: x</p>
<p p:each="/categories">(<a href="https://example.com/a_b?c=(d)&amp;e=%7Cf">{category}</a>)</p>
<p p:each="/categories">x <a href="https://example.com/"><strong>{category}</strong></a> <a href="mailto:a@example.com">x</a></p>
<p p:each="/categories"><a href="#s">{category}</a>, x</p>
<p p:each="/categories">{category}<a href="https://example.com/">x</a></p>
<p p:each="/categories">{category}amp; {category}#65; {category}.evil.com {category}//evil.com</p>
<p p:each="/categories">{category}evil.com a{category}evil.com {category}{elements}</p>
<p p:each="/clauses" p:if="place is categories">{text}</p>
<h3 p:each="/categories">{category}</h3>
<h3 p:each="/categories">x {category}</h3>
</section>
<section id="l"><h2>Lists</h2>
<ul><li p:each="/categories">{category}</li></ul>
<p>x</p>
<ul><li p:each="/categories"><strong>{category}</strong>: x<ul><li>{category}</li><li>x {elements}<ul><li>{elements}</li></ul></li></ul></li></ul>
<p>x</p>
<ol><li p:each="/categories">{category}</li></ol>
</section>
<section id="t"><h2>Tables</h2>
<table><thead><tr><th>x</th><th>y</th></tr></thead>
<tbody><tr p:each="/categories"><th>{category}</th><td>{elements}</td></tr></tbody></table>
<table><thead><tr><th>x</th><th>y</th><th>z</th></tr></thead>
<tbody><tr p:each="/categories"><td>x {category}</td><td>{elements} x</td><td><strong>{category}</strong></td></tr></tbody></table>
</section>
</main>`;

const firstClause = 10000;
/** What a clause may say: no numbers, no references. */
const clauseWords = (s) => s.replace(/[\p{N}{}]/gu, '').replace(/^\p{Zs}+|\p{Zs}+$/gu, '') || 'x';

function onlyPlaces(_brand, choose, ids = count) {
  const dir = workspace(['mami']);
  rmSync(join(dir, 'policies/baselines'), { recursive: true }); /* they speak of ids that are not there */
  rmSync(join(dir, 'templates/locale/id.yaml'));
  rmSync(join(dir, 'templates/notice.id.xhtml'));
  const policy = {
    brand: { id: 'mami', name: new Words(choose(0)), operator: 'unstated', version: 'unstated', effective: 'unstated' },
    categories: {}, clauses: {},
  };
  const terms = { categories: {}, elements: {} };
  for (let n = 1; n <= ids; n++) {
    terms.categories[`c${n}`] = { code: n, en: new Words(choose(n)) };
    terms.elements[`e${n}`] = { code: n, en: new Words(choose(5000 + 7 * n)) };
    policy.categories[`c${n}`] = { category: `c${n}`, elements: { complete: [`e${n}`] } };
    policy.clauses[`k${n}`] = { place: 'categories', text: { en: new Words(choose(firstClause + n)) } };
  }
  write(join(dir, 'policies/vocabulary.yaml'), toYaml(terms));
  write(join(dir, 'policies/mami.yaml'), toYaml(policy));
  write(join(dir, 'templates/notice.en.xhtml'), places);
  return build(dir);
}

const fewPlaces = (brand, choose) => onlyPlaces(brand, choose, 2);

// ---- the proof ----

const parsers = { HTML: (page) => parseHtml(page.html), Markdown: (page) => parseMarkdown(page.md) };
const harmless = new Map();

function* compare(make, brand, choose) {
  const key = `${make.name} ${brand}`;
  if (!harmless.has(key))
    harmless.set(key, make(brand, token).map((page) => Object.values(parsers).map((parse) => everything(parse(page)))));
  for (const [i, page] of make(brand, choose).entries()) {
    for (const [j, [what, parse]] of Object.entries(parsers).entries()) {
      const expected = harmless.get(key)[i][j].map((s) => fold(s.replace(tokens, (_, code) => choose(numberOf(code)))));
      const found = everything(parse(page));
      const at = expected.findIndex((s, k) => s !== found[k] && begun(s) !== found[k]); /* what follows the first difference is only out of step */
      if (at >= 0 || found.length !== expected.length)
        yield `${page.name} as ${what}: ${JSON.stringify(found[at])?.slice(0, 200)} and not ${JSON.stringify(expected[at])?.slice(0, 200)}`;
    }
  }
}

/** A block begins with a capital, a heading behind its number. */
const begun = (s) => s.replace(/^(?:\d+(?:\.\d+)? )?[\s"'(\[{¡«¿‘‚“„‹]*\p{Ll}/u, (start) => start.toUpperCase());

export function hostile() {
  const brands = ['mami', 'mpo21', 'sesetoro'];
  let turn = 0;
  for (const [name, everywhere, choose] of choices()) {
    const memory = new Map();
    const chosen = (n) => {
      if (!memory.has(n)) memory.set(n, n > firstClause ? clauseWords(choose(n - firstClause)) : choose(n));
      return memory.get(n);
    };
    if (everywhere) test(`hostile words, ${name}, in a notice`, attempt(() => compare(real, brands[turn++ % 3], chosen)));
    test(`hostile words, ${name}, in each kind of place`, attempt(() => compare(onlyPlaces, 'mami', chosen)));
  }
}

/** Spaces around a label, and spaces that only look like one: refused, or kept. Never a lost emphasis. */
export function edges() {
  for (const edge of [' ', '\u00a0', '\u3000', '\u2003'])
    for (const said of [`${edge}x`, `x${edge}`, edge]) {
      const shown = JSON.stringify(said).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
      test(`the label ${shown} is refused or comes back`, attempt(function* () {
        try {
          yield* compare(fewPlaces, 'few', (n) => (n === 0 || n > firstClause ? 'x' : said));
        } catch (e) {
          if (!/error:/.test(e.message)) throw e;
        }
      }));
    }
}

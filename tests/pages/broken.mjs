// SPDX-License-Identifier: MIT
// Every check has to see its error: a page is broken in one way, and the rule that watches over it must say so.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { attempt, test } from './report.mjs';
import { temp } from './build.mjs';
import { open, rules, sameFacts, wording } from './rules.mjs';

const swap = (from, to) => (s) => {
  const out = s.replace(from, to);
  if (out === s) throw new Error(`nothing to break: ${from}`);
  return out;
};
const html = (from, to) => (page) => ({ ...page, html: swap(from, to)(page.html) });
const md = (from, to) => (page) => ({ ...page, md: swap(from, to)(page.md) });
const inMain = (to) => html('</h1>', `</h1>${to}`);

/** rule: what it must see, each as a change of a whole page. The page is mami's, in English. */
const errors = {
  'has no HTML parse error': [inMain('<p id=x id=y>x</p>'), inMain('<p></p foo="x">'), inMain('&bogus;'), inMain('<!-- x --!>')],
  'is valid HTML': [inMain('<p><div>x</div></p>'), inMain('<ul><p>x</p></ul>'), inMain('<p><a href="#notice"><a href="#notice">x</a></a></p>'), html('</table>', '</tabel>'), inMain('</section>'), inMain('<p hidden="x" lang>x</p>')],
  'has no script, handler, form, frame or image': [inMain('<script>x</script>'), inMain('<p onclick="x">x</p>'), inMain('<img alt="x">'), inMain('<p><a href="javascript:x">x</a></p>'), inMain('<p style="color:red">x</p>'), inMain('<p><a href="http://example.com/">x</a></p>')],
  'protects itself by a policy that names its own style': [html('color-scheme: light dark;', 'color-scheme: light;'), html("default-src 'none'", "default-src *"), html('<style>', '<style>x{}</style><style>')],
  'has a language, a title and a description of its encoding': [html('lang="en"', 'lang="id"'), html('<title>', '<title>x'), html('<meta charset="utf-8">', '')],
  'has headings in order': [html('<h3>', '<h4>'), inMain('<h1>x</h1>'), html('<h2>', '<h3>')],
  'numbers its headings, but for the summary': [html(/(<h2><span class="number">)7</, '$1x<'), html('<h2>In short', '<h2>1 In short'), html(/<span class="number">[^]*?<\/span>/g, ''), inMain('<section id="x"><h2>x</h2><p>x</p></section>')],
  'has unique ids and no link without its target': [html('id="retention"', 'id="uses"'), html('href="#retention"', 'href="#retentoin"'), html('aria-labelledby="page-contents"', 'aria-labelledby="nothing"'), inMain('<p><a href="#uses"></a></p>')],
  'starts with a link that skips to the notice': [html('href="#notice"', 'href="#summary"'), html(/<a class="skip".*?<\/a>/, ''), html(' tabindex="-1"', '')],
  'lists every section in its contents, once and in order': [html(/<li><a href="#uses">.*?<\/li>/, ''), html('<li><a href="#uses">', '<li><a href="#collection">'), html(/(<li><a href="#uses">.*?<\/li>)/, '$1$1')],
  'links to the notice in each language': [html('href="id.html"', 'href="in.html"'), html(' aria-current="page"', ''), html(/<li><a href="id.html".*?<\/li>/, '')],
  'has an anchor for each record of each section': [html('id="retention.support"', 'id="retention.x"'), html(/<tr id="[^"]*"/, '<tr')],
  'has table heads with a scope, and rows as wide as the head': [html(' scope="row"', ''), html('<th scope="col">Data</th>', ''), html(/<th scope="row">(.*?)<\/th>/, '<td>$1</td>'), html(/ aria-label="[^"]*"/, '')],
  'says it is a draft exactly if it is one': [html(' class="draft"', ''), html(/<p class="draft">.*?<\/p>/, ''), (page) => ({ ...page, data: { ...page.data, draft: false } }), md(/^This notice is a draft.*$/m, '')],
  'begins with the summary': [html('<section id="summary">', '<section id="other"><h2>x</h2><p>x</p></section><section id="summary">')],
  'has valid dates, lengths and values': [html(/datetime="P[^"]*"/, 'datetime="P7Y"'), html(/datetime="P[^"]*"/, 'datetime="P"'), html(/datetime="P[^"]*"/, 'datetime="2027-02-30"'), html(/<data value="[^"]*"/, '<data value=""'), html(/<time ([^>]*)>[^<]*</, '<time $1><')],
  'has facts with the values of the data file': [html('data-fact="mami/', 'data-fact="mpo21/'), html('.period"', '.perod"'), html('value="P7Y"', 'value="P6Y"'), html('value="complete: ', 'value="examples: '), html('value="implied ', 'value="')],
  'is the same in Markdown': [md('7 years', '6 years'), md('**', ''), md(/^- /m, ''), md(/^## /m, '### '), md(/^\| --- .*$/m, ''), md(' | ', ' \\| '), md(/^.*$/m, ''), md(/\]\(#7-[a-z-]*\)/, '](#7)'), md(/\[(undecided)\]\(#[^)]*\)/, '$1'), md('#23-statements', '#22-what'), md(/\n- /, '\n\n1. '), md(/^ {2}- /m, '- '), inMain('<p>x</p>'), html('<strong>', '')],
  'has nothing empty': [inMain('<p></p>'), inMain('<ul></ul>'), inMain('<p>x <strong> </strong></p>'), inMain('<section id="x"><h2>x</h2></section>')],
};

const badWords = ['Kept for 1 days.', 'Kept for 7 year.', 'Kept {n} days.', 'Is undefined.', 'Two  spaces.', 'A space .', 'End..', 'A,, b.', 'The the word.', 'A email.', ', x.', 'Broken off,', 'See (x).See y.', 'X ( y).',
  'kept.', 'kept', '“kept” or not.', 'e-mail.', 'Kept. we do.'];
const badIndonesian = ['Selama 3 days.', 'Data data Anda.', 'Simpan your data.'];

const lookFaults = {
  'loads nothing and breaks no rule of its own': [inMain('<img alt="x" src="http://127.0.0.1:9/x.png">'), inMain('<p style="color:red">x</p>'), html('color-scheme: light dark;', 'color-scheme: light;')],
  'is accessible, light': [inMain('<p><img></p>'), html('<html lang="en">', '<html>'), restyle('--soft: #4b5563', '--soft: #cccccc')],
  'is accessible, dark': [restyle('--soft: #b3bac4', '--soft: #333333')],
  'is accessible on a phone': [html('<html lang="en">', '<html>')],
  'fits every width': [inMain(`<p>${'x'.repeat(20)}</p><table><tr><td>${'x'.repeat(300)}</td></tr></table>`), restyle('.table { overflow-x: auto;', '.table {')],
  'can be used by keyboard': [restyle('outline: 3px solid', 'outline: 0 solid'), html('class="skip" href', 'class="skip" data-href')],
  'skips to the notice': [html('href="#notice"', 'href="#summary"')],
  'changes its language': [html('href="id.html"', 'href="other-en.html"')],
  'shows that it is a draft, if it is one': [restyle('.draft {', '.draft { display: none;'), (page) => ({ ...page, data: { ...page.data, draft: false } })],
  'prints whole': [restyle('@media print {', '@media print { main ul { display: none; }')],
};

/** A change of the style, with the hash that the browser then wants. */
function restyle(from, to) {
  return (page) => {
    const changed = swap(from, to)(page.html);
    return { ...page, html: changed.replace(/style-src '[^']*'/, "style-src 'unsafe-inline'") };
  };
}

export function broken(pages) {
  const page = pages.find((p) => p.name === 'mami/en'), other = pages.find((p) => p.name === 'mami/id');
  for (const [name, rule] of Object.entries(rules)) {
    const breaks = errors[name] ?? [];
    if (!breaks.length) test(`there is a broken page for "${name}"`, ['there is none']);
    for (const [i, change] of breaks.entries())
      test(`"${name}" sees broken page ${i + 1}`, attempt(function* () {
        const found = [...rule(open(change(page)), pages)];
        if (!found.length) yield 'it saw nothing';
      }));
  }
  for (const [list, where] of [[badWords, page], [badIndonesian, other]])
    for (const said of list)
      test(`"${said}" is seen`, attempt(function* () {
        if (![...wording(open(inMain(`<p>${said}</p>`)(where)))].length) yield 'it is not';
      }));
  for (const [i, change] of [html('value="P7Y"', 'value="P6Y"'), html(/<data value="[^"]*" data-fact="[^"]*">([^<]*)<\/data>/, '$1'), html('id="retention.support"', 'id="retention.x"')].entries())
    test(`the languages differ, ${i + 1}`, attempt(function* () {
      if (![...sameFacts([page, open(change(other))])].length) yield 'it is not seen';
    }));
}

/** The same for what only a browser sees: pairs of a check and a broken page, shortened so that it is soon looked at. */
export function brokenLooks(pages) {
  const page = pages.find((p) => p.name === 'mami/en'), short = (html) => html.replace(/<section id="categories">[^]*?(?=<section id="sharing">)/, '').replace(/<section id="requests">[^]*<\/main>/, '</main>');
  writeFileSync(join(temp, 'other-en.html'), page.html);
  return Object.entries(lookFaults).flatMap(([name, list]) => list.map((change, i) => {
    const changed = change(page), path = join(temp, `${name.replace(/[^a-z]/g, '-')}-${i}.html`);
    writeFileSync(path, short(changed.html));
    return [name, { ...changed, path }];
  }));
}

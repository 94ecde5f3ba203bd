// SPDX-License-Identifier: MIT
// HTML and Markdown as trees that can be compared: what a reader sees, without how it was written.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parse, parseFragment } from 'parse5';

export const attribute = (node, name) => node.attrs?.find((a) => a.name === name)?.value;

export function* walk(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* walk(child);
  }
}

export const elements = (node, ...names) => [...walk(node)].filter((n) => (names.length ? names.includes(n.tagName) : n.tagName));
export const text = (node) => (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(text).join(''));
/** White space as HTML knows it folds to one space; none at the edges. A no-break space is not white space. */
export const fold = (s) => s.replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, '');

export function parseHtml(html, errors) {
  return parse(html, { sourceCodeLocationInfo: true, onParseError: errors && ((e) => errors.push(e)) });
}

/** Markdown as GitHub renders it (CommonMark, tables, autolinks, strikethrough, task lists, footnotes), raw HTML and all
 * links let through: what should be text and is not must be seen. */
export function renderMarkdown(md) {
  return micromark(md, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true, allowDangerousProtocol: true });
}
export const parseMarkdown = (md) => parseFragment(renderMarkdown(md));

export const mainOf = (page) => elements(page, 'main')[0];

// ---- the normalised tree ----

const marks = { strong: 'strong', b: 'strong', em: 'em', i: 'em' };
const transparent = ['data', 'time', 'span'];

/** Where links within a page lead: to a section's heading, by the section's id in HTML, by the anchor that GitHub makes of the heading in
 * Markdown (https://docs.github.com: letters in lower case, spaces to hyphens, no other punctuation, and -1, -2 ... where there are several). */
function targets(node) {
  const to = new Map(), heads = elements(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
  const isHtml = elements(node, 'section').length > 0;
  for (const section of elements(node, 'section')) {
    const heading = elements(section, 'h2')[0];
    if (heading) to.set(`#${attribute(section, 'id')}`, `to ${fold(text(heading))}`);
  }
  for (const heading of isHtml ? [] : heads) {
    const slug = fold(text(heading)).toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]/gu, '').replace(/ /g, '-');
    let anchor = slug;
    for (let n = 1; to.has(`#${anchor}`); n++) anchor = `${slug}-${n}`;
    to.set(`#${anchor}`, `to ${fold(text(heading))}`);
  }
  return (href) => to.get(href) ?? (isHtml ? '' : `to nothing ${href}`); // what is not a section has no anchor in Markdown
}

/** Inline content as runs: [text, marks and link]. Spaces between runs belong to neither. */
function runs(nodes, to) {
  const out = [];
  const visit = (node, how) => {
    if (node.nodeName === '#text') {
      out.push([node.value, how]);
    } else if (node.tagName) {
      const href = node.tagName === 'a' ? attribute(node, 'href') : undefined;
      let mark = marks[node.tagName] ?? (transparent.includes(node.tagName) ? '' : `<${node.tagName}>`);
      if (node.tagName === 'a') mark = href?.startsWith('#') ? to(decodeURI(href)) : `link ${decodeURI(href)}`;
      const inside = mark ? [...new Set([...how, mark])].sort() : how;
      if (node.childNodes.length === 0 && mark) out.push(['', [`empty ${mark}`]]);
      for (const child of node.childNodes) visit(child, inside);
    }
  };
  for (const node of nodes) visit(node, []);
  const characters = [];
  for (const [value, how] of out) {
    if (!value) characters.push(['', how.join(' ')]);
    for (const c of value) {
      const blank = ' \t\n\f\r'.includes(c);
      if (!blank) characters.push([c, how.join(' ')]);
      else if (characters.length && characters.at(-1)[0] !== ' ') characters.push([' ', null]);
    }
  }
  if (characters.at(-1)?.[0] === ' ') characters.pop();
  const merged = [];
  for (const [c, how] of characters) {
    const last = merged.at(-1);
    if (last && (how === null || how === last[1])) last[0] += c;
    else if (last?.[0].endsWith(' ') && last[1] !== how) merged.push([c, how]);
    else merged.push([c, how ?? '']);
  }
  return merged.map(([value, how]) => (how ? { [how]: value } : value)).map(trimRun).filter((r) => r !== '');
}

const trimRun = (run) => (typeof run === 'string' ? fold(run) : Object.fromEntries(Object.entries(run).map(([k, v]) => [k, fold(v)])));

const inlineNames = [...Object.keys(marks), ...transparent, 'a', 'code', 'del', 'img', 'br', 'input', 'sup'];
const groups = ['main', 'section', 'div', 'tbody', 'thead', 'html', 'body', '#document-fragment'];

/** The blocks inside a node: headings, paragraphs, lists, tables; anything else under its own name. */
export function blocks(node, to = targets(node)) {
  const out = [];
  let inline = [];
  const flush = () => {
    const r = runs(inline, to);
    if (r.length) out.push({ text: r });
    inline = [];
  };
  for (const child of node.childNodes) {
    const name = child.tagName ?? child.nodeName;
    if (name === '#text' || inlineNames.includes(name)) {
      inline.push(child);
      continue;
    }
    flush();
    if (name === '#comment') out.push({ comment: child.data });
    else if (/^h[1-6]$/.test(name) || name === 'p') out.push({ [name]: runs(child.childNodes, to) });
    else if (name === 'ul' || name === 'ol') out.push({ [name]: elementsOf(child, 'li').map((item) => blocks(item, to)) });
    else if (name === 'table') out.push(table(child, to));
    else if (groups.includes(name)) out.push(...blocks(child, to));
    else out.push({ [`<${name}>`]: fold(text(child)) });
  }
  flush();
  return out;
}

const elementsOf = (node, name) => node.childNodes.filter((n) => n.tagName === name);

function table(node, to) {
  const row = (tr) => tr.childNodes.filter((n) => n.tagName === 'th' || n.tagName === 'td').map((cell) => runs(cell.childNodes, to));
  const rows = (part) => elementsOf(node, part).flatMap((p) => elementsOf(p, 'tr')).map(row);
  return { head: rows('thead'), rows: rows('tbody') };
}

/** The first places where two trees differ, in words. */
export function* differences(a, b, path = '', left = 'HTML', right = 'Markdown') {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) yield* differences(a[i], b[i], `${path}/${i}`, left, right);
  } else if (a && b && typeof a === 'object' && typeof b === 'object' && Object.keys(a).join() === Object.keys(b).join()) {
    for (const key of Object.keys(a)) yield* differences(a[key], b[key], `${path}/${key}`, left, right);
  } else if (a !== b) {
    const show = (v) => (JSON.stringify(v) ?? 'nothing').slice(0, 160);
    yield `${path}: ${left} has ${show(a)}, ${right} has ${show(b)}`;
  }
}

/** Every element, attribute and text of a parsed page, in order: nothing is left out. */
export function everything(node) {
  const out = [];
  for (const n of walk(node)) {
    if (n.nodeName === '#text') {
      const value = fold(n.value);
      if (value) out.push(value);
    } else if (n.nodeName === '#comment') {
      out.push(`comment ${fold(n.data)}`);
    } else if (n.tagName) {
      out.push(`<${n.tagName}>`, ...n.attrs.map((a) => `${a.name}=${fold(a.value)}`));
    }
  }
  return out;
}

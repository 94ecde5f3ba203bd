// SPDX-License-Identifier: MIT
// Runs policyc in temporary folders and reads what it wrote. The repository itself is never written to.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
export const temp = mkdtempSync(join(tmpdir(), 'policyc-pages-'));
/** What is tested: copied once, so that an edit during the run cannot make two builds differ. */
const source = join(temp, 'source');
process.on('exit', () => rmSync(temp, { recursive: true, force: true }));
for (const name of ['policies', 'templates']) cpSync(join(root, name), join(source, name), { recursive: true });
const policyc = join(source, 'policyc');
cpSync(process.env.POLICYC, policyc);
let folders = 0;

export const brands = readdirSync(join(source, 'policies')).filter((f) => f.endsWith('.yaml') && f !== 'vocabulary.yaml').map((f) => f.slice(0, -5));

/** A folder with copies of policies/ (of these brands) and templates/ to change. */
export function workspace(kept = brands) {
  const dir = join(temp, String(folders++));
  mkdirSync(dir);
  for (const name of ['policies', 'templates']) cpSync(join(source, name), join(dir, name), { recursive: true });
  for (const brand of brands) if (!kept.includes(brand)) rmSync(join(dir, 'policies', `${brand}.yaml`));
  return dir;
}

/** All pages of a build of the workspace: brand, locale, html, md, data. Throws with policyc's words if it fails. */
export function build(dir) {
  const out = join(dir, 'out');
  const options = ['-o', out, '--policies', join(dir, 'policies'), '--templates', join(dir, 'templates')];
  try {
    execFileSync(policyc, ['build', ...options], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (e) {
    const said = `${e.stdout ?? ''}${e.stderr ?? ''}`.split('\n').filter((l) => /error|policyc/.test(l));
    throw new Error(`policyc build: ${said.slice(0, 5).join('\n    ') || e.message}`);
  }
  const pages = [];
  for (const brand of readdirSync(join(out, 'notices')).sort()) {
    const data = JSON.parse(readFileSync(join(out, 'data', `${brand}.json`), 'utf8'));
    for (const file of readdirSync(join(out, 'notices', brand)).sort()) {
      if (!file.endsWith('.html')) continue;
      const locale = file.slice(0, -5), path = join(out, 'notices', brand, file);
      pages.push({
        name: `${brand}/${locale}`, brand, locale, path, data,
        html: readFileSync(path, 'utf8'), md: readFileSync(path.replace(/html$/, 'md'), 'utf8'),
      });
    }
  }
  return pages;
}

/** The JSON Schema of policies, which knows every section, field and id. */
export function policySchema() {
  return JSON.parse(execFileSync(policyc, ['schema', 'policy'], { encoding: 'utf8', maxBuffer: 1 << 26, cwd: source }));
}

// ---- YAML, as policyc wants it: block maps, ids in flow lists, words in single quotes ----

const parsed = new Map();
/** A copy of the YAML file's content. */
export function readYaml(path) {
  const bytes = readFileSync(path, 'utf8');
  if (!parsed.has(bytes)) parsed.set(bytes, parseYaml(bytes));
  return structuredClone(parsed.get(bytes));
}
export const readText = (path) => readFileSync(path, 'utf8');
export const write = (path, text) => writeFileSync(path, text);

/** Words: always in quotes. */
export class Words {
  constructor(text) { this.text = text; }
}

export function toYaml(value, indent = '') {
  let out = '';
  for (const [key, v] of Object.entries(value)) {
    if (v instanceof Words) out += `${indent}${key}: '${v.text.replaceAll("'", "''")}'\n`;
    else if (Array.isArray(v)) out += `${indent}${key}: [${v.join(', ')}]\n`;
    else if (typeof v === 'object') out += `${indent}${key}:\n${toYaml(v, `${indent}  `)}`;
    else out += `${indent}${key}: ${v}\n`;
  }
  return out;
}

/** Change every label of the vocabulary and every phrase of the locales that `change(words, place)` answers for. */
export function reword(dir, change) {
  const vocabulary = join(dir, 'policies/vocabulary.yaml');
  const kinds = readYaml(vocabulary);
  for (const [kind, terms] of Object.entries(kinds))
    for (const [id, term] of Object.entries(terms))
      for (const [locale, words] of Object.entries(term))
        if (typeof words === 'string' && !['forbids', 'by', 'object', 'subject', 'nature'].includes(locale)) term[locale] = new Words(change(words, { kind, id, locale }) ?? words);
        else if (words.noun && words.clause) /* an event */
          for (const form of ['noun', 'clause']) words[form] = new Words(change(words[form], { kind, id, locale }) ?? words[form]);
  write(vocabulary, toYaml(kinds));
  for (const file of readdirSync(join(dir, 'templates/locale'))) {
    const locale = file.replace('.yaml', ''), path = join(dir, 'templates/locale', file);
    const walk = (map, kind) => {
      for (const [id, words] of Object.entries(map)) {
        if (id === 'plural') continue;
        if (typeof words === 'object') walk(words, kind ? `${kind}.${id}` : id);
        else map[id] = new Words(change(words, { kind: `locale.${kind}`, id, locale }) ?? words);
      }
    };
    const map = readYaml(path);
    walk(map, '');
    write(path, toYaml(map));
  }
}

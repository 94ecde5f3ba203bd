// SPDX-License-Identifier: MIT
// Reads the reports back: SARIF by its official schema and by what the specification says beyond it, annotations by what a
// runner does with each line. What is expected comes from the report for programs, the pages of `explain`, the input.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { command } from './runner.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { POLICYC, PRINT, WORK } = process.env;
const schemaFile = path.join(here, 'node_modules/@datadog/datadog-ci-plugin-sarif/dist/json-schema/sarif-schema-2.1.0.json');

let passed = 0;
let failed = 0;
function check(condition, what) {
	if (condition) {
		passed++;
	} else {
		failed++;
		console.log(`FAILED: ${what}`);
	}
}
/** One of many of a kind: only a failure counts, for the whole is a test. */
function each(condition, what) {
	if (!condition) check(false, what);
}
const text = (value) => JSON.stringify(value);
function same(got, want, what) {
	check(text(got) === text(want), `${what}: ${text(got)?.slice(0, 600)} is not ${text(want)?.slice(0, 600)}`);
}

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const valid = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function run(program, args, cwd) {
	const r = spawnSync(program, args, { cwd, maxBuffer: 1 << 28, encoding: 'buffer' });
	// as text what is found is a message, in any other format it is the output
	const [out, other] = args[args.indexOf('--format') + 1] === 'text' ? [r.stderr, r.stdout] : [r.stdout, r.stderr];
	check(other.length === 0, `${args.join(' ')} says ${other}`);
	check(Buffer.from(out.toString('utf8')).equals(out), `${args.join(' ')}: not UTF-8`);
	return { status: r.status, out: out.toString('utf8') };
}

// ---- SARIF ----

const pages = new Map();
function page(id) {
	if (!pages.has(id)) {
		const markdown = readFileSync(path.join(root, 'compiler/explain', `${id}.md`), 'utf8');
		const [title, ...rest] = markdown.split('\n\n');
		const prose = rest.join('\n\n').split('\n\n## ')[0];
		pages.set(id, { markdown, title: title.slice(`# ${id}: `.length), prose, first: prose.split('\n\n')[0].replaceAll('\n', ' ') });
	}
	return pages.get(id);
}

/** A message as it is shown: one brace for two, of the backslashes before the end of what could be a link every other. */
function shown(message) {
	each(!/(^|[^{]|(?<!{)({{)+){(?!{)/.test(message.text), `a placeholder in ${message.text}`);
	each(!/(?<!\\)(\\\\)*\]\(/.test(message.text), `a link in ${message.text}`);
	return message.text.replaceAll('{{', '{').replaceAll('}}', '}').replaceAll(/(\\*)\\\]\(/g, (_, slashes) => `${slashes.slice(slashes.length / 2)}](`);
}

/** The bytes of the path that a URI names. */
function bytesOf(uri) {
	each(/^(file:\/\/\/)?[A-Za-z0-9._~/%-]+$/.test(uri) && !/^\.\//.test(uri), `a strange URI ${uri}`);
	const bytes = uri.replace(/^file:\/\//, '').replaceAll(/%([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1');
}

const plain = (p) => p.replace(/^(\.\/+)+(?=.)/, '').replace(/^\/+/, '/');

function place(physical) {
	const region = physical.region ?? { startLine: 0, startColumn: 0 };
	each(!physical.region || region.startLine >= 1, `line ${region.startLine}`);
	return { path: bytesOf(physical.artifactLocation.uri).toString('utf8'), line: region.startLine, column: region.startColumn ?? 0 };
}

function read(sarif, what) {
	const log = JSON.parse(sarif);
	check(valid(log), `${what}: ${ajv.errorsText(valid.errors).slice(0, 500)}`);
	same([log.version, log.runs.length], ['2.1.0', 1], what);
	return log.runs[0];
}

/** Of the path's bytes, the id, what it is about or else the message, each ended by a NUL. */
function fingerprint(d, bytes) {
	const about = 'rule' in d || 'fact' in d;
	const parts = ['', d.id, d.rule ?? '', d.fact ?? '', about ? '' : d.message];
	return createHash('sha256').update(bytes).update(parts.map((p) => `${p}\0`).join('')).digest('hex');
}

/** A run of SARIF has what the report for programs has, and the pages of its rules. */
function compare(sarif, json, what) {
	const { results, tool, columnKind, invocations } = read(sarif, what);
	const { diagnostics, verdicts, ...counts } = JSON.parse(json);
	same([tool.driver.name, columnKind], ['policyc', 'unicodeCodePoints'], what);
	const times = new Map();
	same(results.map((r) => ({
		id: r.ruleId,
		severity: r.level,
		...place(r.locations[0].physicalLocation),
		message: shown(r.message),
		...r.properties,
		...(r.suppressions ? { waived: r.suppressions[0].justification } : {}),
		...(r.relatedLocations ? { also: { ...place(r.relatedLocations[0].physicalLocation), message: shown(r.relatedLocations[0].message) } } : {}),
	})), diagnostics.map((d) => ({
		...d,
		path: plain(d.path),
		...(d.also ? { also: { ...d.also, path: plain(d.also.path) } } : {}),
	})), `${what}: results`);
	same(results.map((r) => r.partialFingerprints), diagnostics.map((d, i) => {
		const hash = fingerprint(d, bytesOf(results[i]?.locations[0].physicalLocation.artifactLocation.uri ?? 'none'));
		times.set(hash, (times.get(hash) ?? 0) + 1);
		return { 'policyc/v1': `${hash}:${times.get(hash)}` };
	}), `${what}: fingerprints`);
	const ids = tool.driver.rules.map((rule) => rule.id);
	same([...ids].sort(), [...new Set(diagnostics.map((d) => d.id))].sort(), `${what}: rules`);
	each(new Set(tool.driver.rules.map((rule) => rule.name)).size === ids.length, `${what}: names of rules`);
	for (const r of results) each(ids[r.ruleIndex] === r.ruleId, `${what}: ruleIndex of ${r.ruleId}`);
	for (const r of results) each((r.suppressions ?? []).every((s) => s.kind === 'external'), `${what}: suppressions`);
	check(results.every((r) => r.ruleIndex < ids.length), `${what}: ruleIndex`);
	for (const rule of tool.driver.rules) {
		const { markdown, title, prose, first } = page(rule.id);
		const severity = readFileSync(path.join(root, 'compiler/base/diag.def'), 'utf8').match(`DIAG\\(${rule.id}, ([A-Z]+),`)[1];
		same([rule.shortDescription.text, rule.fullDescription.text, rule.help.text, rule.help.markdown, rule.defaultConfiguration.level],
			[title, first, prose, markdown, severity.toLowerCase()], `${what}: ${rule.id}`);
		each(Math.max(title.length, first.length) <= 1024, `${rule.id}: too long for code scanning`);
		each(/^([A-Z0-9][a-z0-9]*)+$/.test(rule.name) && rule.name.length <= 255 && rule.name.toLowerCase() === title.replace(/^an? /, '').replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase(),
			`${rule.id}: its name is ${rule.name}`);
		each(!('helpUri' in rule), `${rule.id}: there is no page on the web`);
	}
	const hidden = counts.errors + counts.warnings + counts.notes + counts.waived - diagnostics.length;
	check(hidden === 0 || invocations[0].toolExecutionNotifications?.length === 1, `${what}: says nothing of ${hidden} more`);
	return { run: { results, invocations }, counts, diagnostics, verdicts };
}

// ---- GitHub ----

/** A path as it is printed: what an editor does not show, in figures. Of what is hidden only what the tests use. */
function visible(bytes) {
	let out = '';
	for (let i = 0, n; i < bytes.length; i += n) {
		let c = '';
		for (n = 1; n <= 4 && c === ''; n++) {
			try {
				c = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(i, i + n));
			} catch {
				// a byte more, or none of UTF-8
			}
		}
		n = c === '' ? 1 : n - 1;
		const figures = (c === '' ? bytes[i] : c.codePointAt(0)).toString(16).toUpperCase();
		out += c === '' || /[\0-\x1F\x7F]/.test(c) ? `\\x${figures.padStart(2, '0')}` : /[\u2028-\u202E]/.test(c) ? `\\u{${figures}}` : c;
	}
	return out;
}

function annotations(github, { run: { results }, diagnostics, counts }, report, what) {
	const lines = github.split('\n');
	const commands = lines.map(command).filter((c) => c);
	const want = [];
	const left = { error: 10, warning: 10, note: 10 };
	const file = (location) => visible(bytesOf(location.physicalLocation.artifactLocation.uri));
	diagnostics.forEach((d, i) => {
		if ('waived' in d || left[d.severity]-- <= 0) return;
		const also = d.also && `\n${file(results[i].relatedLocations[0])}${d.also.line ? `:${d.also.line}:${d.also.column}` : ''}: ${d.also.message}`;
		want.push({
			name: d.severity === 'note' ? 'notice' : d.severity,
			properties: {
				file: file(results[i].locations[0]),
				...(d.line ? { line: `${d.line}`, col: `${d.column}` } : {}),
				title: `${d.id} ${'rule' in d ? visible(Buffer.from(d.rule)) : page(d.id).title}`.trimEnd(),
			},
			data: d.message + (also ?? ''),
		});
	});
	same(commands, want, `${what}: annotations`);
	check(lines.slice(0, commands.length).every(command), `${what}: annotations come first`);
	// the report is there, whole; only what would be a command has a backslash
	const rest = lines.slice(commands.length);
	const last = rest.at(-2)?.startsWith('not annotated') ? rest.splice(-2, 1)[0] : '';
	const unbroken = rest.join('\n').replaceAll('##\\[', '##[').split('\n');
	const original = report.split('\n');
	same(unbroken.length, original.length, `${what}: lines of the report`);
	original.forEach((line, i) => {
		const wanted = line === unbroken[i] || (command(line) || line.trimStart().startsWith('::') ?
			unbroken[i] === `\\${line.replace(/^ /, '')}` : false); // in the place of a space: the caret below still fits
		each(wanted, `${what}: ${text(line)} became ${text(unbroken[i])}`);
	});
	const over = ['error', 'warning', 'notice'].map((name, i) =>
		[counts.errors, counts.warnings, counts.notes][i] - commands.filter((c) => c.name === name).length);
	same(last.match(/\d+ (error|warning|note)/g) ?? [], over.some((n) => n) ? ['error', 'warning', 'note'].map((w, i) => `${over[i]} ${w}`) : [],
		`${what}: not annotated`);
	return commands;
}

// ---- lists that no policy makes ----

const print = (list, format) => run(PRINT, [list, format]).out;
const lists = {};
for (const list of ['empty', 'hostile', 'about', 'moved', 'many']) {
	const json = print(list, 'json');
	lists[list] = compare(print(list, 'sarif'), json, list);
	lists[list].commands = annotations(print(list, 'github'), lists[list], print(list, 'text'), list);
}
same([lists.empty.run.results, lists.empty.counts], [[], { format: 1, errors: 0, warnings: 0, notes: 0, waived: 0 }], 'empty');
same([print('empty', 'github'), print('empty', 'text')], ['', ''], 'empty: text');

same(lists.about.counts, { format: 1, errors: 3, warnings: 0, notes: 3, waived: 1 }, 'about: counts');
const byLevel = (results) => results.map((r) => `${r.ruleId} ${r.locations[0].physicalLocation.region?.startLine ?? 0} ${r.suppressions ? 'waived' : r.level}`);
same(byLevel(lists.about.run.results), ['P092 0 error', 'P090 10 error', 'P090 20 error', 'P090 20 waived', 'P091 30 note', 'P091 31 note', 'P091 32 note'], 'about: levels');
same(lists.about.run.results.filter((r) => r.suppressions).map((r) => r.suppressions), [[{ kind: 'external', justification: 'counsel, "2027-01-04"' }]], 'about: waived');
const prints = (list) => lists[list].run.results.map((r) => r.partialFingerprints['policyc/v1']);
same(prints('moved'), prints('about'), 'fingerprints of lines that moved');
check(new Set(prints('about')).size === prints('about').length && prints('about').length === 7, 'fingerprints are distinct');
check(print('about', 'text').includes(' [P090 id-uu-pdp-2022/access]\n') && !print('about', 'text').includes('asks for a notice'), 'about: text');

// 2,003 of each; a note that is not shown is raised, a warning that is not shown is waived
same(lists.many.counts, { format: 1, errors: 2004, warnings: 2002, notes: 2003, waived: 1 }, 'many: counts');
same(['error', 'warning', 'note'].map((s) => lists.many.run.results.filter((r) => r.level === s).length), [2000, 2000, 2000], 'many: results');
same(lists.many.run.invocations[0].toolExecutionNotifications?.[0].message.text, '9 more diagnostics are counted but not shown', 'many: hidden');
same(['error', 'warning', 'notice'].map((n) => lists.many.commands.filter((c) => c.name === n).length), [10, 10, 10], 'many: annotations');

same(lists.hostile.counts, { format: 1, errors: 22, warnings: 0, notes: 21, waived: 21 }, 'hostile: counts');

// ---- the program ----

const cases = path.join(root, 'tests/cases');
const world = ['--policies', 'world/policies', '--templates', 'world/templates'];
const words = {
	conflict: 'conflict of laws', longer: 'longer than the recorded limit', shorter: 'shorter than the recorded minimum', other: 'other than the rule asks',
	'not-said': 'the notice does not say it', 'may-be-longer': 'may be longer than the recorded limit', 'may-be-shorter': 'may be shorter than the recorded minimum',
	'cannot-be-told': 'cannot be told', 'in-words': 'no number in this rule (limited in words)', 'no-difference': 'no difference found', 'not-applicable': 'does not apply',
};
/** The verdicts are those of the reports legal reads, and those that warn are among the diagnostics. */
function compareVerdicts({ verdicts, diagnostics, counts }, files, reports, what) {
	const rows = reports.replaceAll('\\', '').replaceAll('**', '').split('\n').map((line) => line.match(/^\| ([a-z ()]+)(, waived: .*)? \| .* \[([a-z0-9-]+\/[a-z0-9-]+)\] \|/)).filter((row) => row);
	const sorted = (list) => list.map((parts) => parts.join(' ')).sort();
	same(sorted(verdicts.map((v) => [v.rule, words[v.verdict], 'waived' in v])), sorted(rows.map((row) => [row[3], row[1], row[2] !== undefined])), `${what}: verdicts`);
	const order = verdicts.map((v) => files.findIndex((f) => path.basename(f) === `${v.brand}.yaml`));
	each(order.every((n, i) => n >= 0 && n >= (order[i - 1] ?? 0)), `${what}: verdicts in the order of the files`);
	const warns = (list) => [...new Set(sorted(list.filter((d) => 'id' in d && /^P2/.test(d.id)).map((d) => [d.id, d.rule, d.fact, 'waived' in d])))];
	if (counts.errors + counts.warnings + counts.notes + counts.waived === diagnostics.length) same(warns(verdicts), warns(diagnostics), `${what}: verdicts that warn`);
	each(verdicts.every((v) => text(Object.keys(v).filter((k) => !['unconfirmed', 'id', 'promise', 'why', 'waived'].includes(k))) === text(['brand', 'rule', 'fact', 'verdict'])), `${what}: keys of verdicts`);
}
function three(args, files, cwd, what) {
	const format = (f) => run(POLICYC, ['check', ...args, '--format', f, ...(f === 'text' ? ['--all'] : []), ...files], cwd);
	const [sarif, json, github, report] = ['sarif', 'json', 'github', 'text'].map(format);
	const c = compare(sarif.out, json.out, what);
	annotations(github.out, c, report.out, what);
	// each finding has a rule and a fact of its own, by which it can be waived
	const named = c.diagnostics.filter((d) => 'fact' in d).map((d) => [d.path, d.rule ?? d.id, d.fact].join(' '));
	same(named.filter((n, i) => named.indexOf(n) !== i), [], `${what}: findings that share a rule and a fact`);
	same(c.diagnostics.filter((d) => d.severity !== 'error' && !('fact' in d)).map((d) => `${d.id} ${d.message}`), [], `${what}: findings without a fact`);
	compareVerdicts(c, files, report.out === '' ? '' : run(POLICYC, ['check', ...args, '--format', 'markdown', ...files], cwd).out, what);
	const status = c.counts.errors ? 1 : 0;
	same([sarif, json, github, report].map((r) => r.status), [status, status, status, status], `${what}: exit status`);
	return c;
}
for (const file of readdirSync(cases).filter((f) => f.endsWith('.yaml'))) three(world, [file], cases, file);
const policies = readdirSync(path.join(root, 'policies')).filter((f) => f.endsWith('.yaml') && f !== 'vocabulary.yaml').map((f) => `policies/${f}`);
const all = three([], policies, root, 'policies').verdicts;
check(all.length > 300 && all.some((v) => v.verdict === 'no-difference') && new Set(all.map((v) => v.brand)).size === 3, 'what does not differ is there, too');
const backwards = three([], policies.toReversed(), root, 'policies, backwards').verdicts;
same(backwards.filter((v) => v.brand === 'mami'), all.filter((v) => v.brand === 'mami'), 'verdicts of a brand do not depend on the others');
same(JSON.parse(run(POLICYC, ['build', '--check', '--format', 'json'], root).out).verdicts, undefined, 'build lists no verdicts');
const missing = three([], ['./no such/a:b%20"\n.yaml'], root, 'a file that is not there');
same(missing.run.results[0].locations[0].physicalLocation, { artifactLocation: { uri: 'no%20such/a%3Ab%2520%22%0A.yaml' } }, 'a relative path');
const absolute = three([], [path.join(WORK, 'é.yaml')], root, 'an absolute path').run.results[0].locations[0].physicalLocation.artifactLocation.uri;
same(fileURLToPath(absolute), path.join(WORK, 'é.yaml'), 'an absolute path');

// a conflict, by hand: where it is in the file, and that its fingerprint stays when lines move
const conflicts = readFileSync(path.join(cases, 'conflicts.yaml'), 'utf8');
const lineOf = (source, start) => source.split('\n').findIndex((l) => l.trimStart().startsWith(start)) + 1;
function conflictsIn(source, name) {
	mkdirSync(path.join(WORK, name), { recursive: true });
	writeFileSync(path.join(WORK, name, 'conflicts.yaml'), source);
	const dirs = ['--policies', path.join(cases, 'world/policies'), '--templates', path.join(cases, 'world/templates')];
	return three(dirs, ['conflicts.yaml'], path.join(WORK, name), name).run.results;
}
const before = conflictsIn(conflicts, 'before');
const after = conflictsIn(`# a line\n# and one more\n${conflicts}`, 'after');
same(before.filter((r) => r.ruleId === 'P090').map((r) => [r.locations[0].physicalLocation.region, r.properties.fact]),
	['logs', 'start'].map((id) => [{ startLine: lineOf(conflicts, `${id}: {one`), startColumn: 3 }, `conflicts.${id}`]), 'conflicts: places');
same(after.map((r) => r.partialFingerprints), before.map((r) => r.partialFingerprints), 'conflicts: fingerprints');
check(before.length > 0 && before[0].locations[0].physicalLocation.region.startLine + 2 === after[0].locations[0].physicalLocation.region.startLine, 'conflicts: lines moved');

// columns count characters, not bytes or UTF-16 units
const wide = 'brand: {id: wide, name: "😀é", operatr: x}\n';
writeFileSync(path.join(WORK, 'wide.yaml'), wide);
const unknown = three(world, [path.join(WORK, 'wide.yaml')], cases, 'wide').run.results.find((r) => r.ruleId === 'P031');
same(unknown.locations[0].physicalLocation.region, { startLine: 1, startColumn: [...wide].join('\u0000').split('\u0000').findIndex((_, i, all) => all.slice(i, i + 7).join('') === 'operatr') + 1 }, 'a column after wide characters');

// a line of a policy that looks like a command
writeFileSync(path.join(WORK, 'command.yaml'), 'brand:\n  id: command\n::error file=x::y: 1\n  ::add-mask::x: ##[group]z\n');
three(world, [path.join(WORK, 'command.yaml')], cases, 'commands in a policy');

// ---- --deny ----

function deny(args) {
	const r = run(POLICYC, ['check', ...world, '--format', 'json', ...args, 'conflicts.yaml'], cases);
	const { errors, warnings, notes } = JSON.parse(r.out);
	return [r.status, errors, warnings, notes];
}
same(deny([]), [0, 0, 2, 6], 'nothing denied');
same(deny(['--deny', 'warnings']), [1, 2, 0, 6], '--deny warnings');
same(deny(['--deny', 'P091']), [1, 3, 2, 3], '--deny P091');
same(deny(['--deny', 'p090', '--deny', 'P091']), [1, 5, 0, 3], '--deny twice');
same(deny(['--deny', 'P036']), [0, 0, 2, 6], '--deny what does not occur');
{
	const r = spawnSync(POLICYC, ['check', ...world, '--format', 'json', '--deny', 'act', 'conflicts.yaml'], { cwd: cases, encoding: 'utf8' });
	same([r.status, JSON.parse(r.stdout).errors], [2, 0], '--deny a baseline that the policy is not compared with');
	check(r.stderr.includes("'act' can find nothing"), `--deny act says ${r.stderr}`);
}
function usage(args, reason) {
	const r = spawnSync(POLICYC, args, { cwd: cases, encoding: 'utf8' });
	same([r.status, r.stdout], [2, ''], args.join(' '));
	check(r.stderr.includes(reason) && r.stderr.includes('usage: policyc'), `${args.join(' ')} says ${r.stderr}`);
}
for (const what of ['P999', 'p1', 'Warnings', 'a/b/c', 'a/', '/a', 'a b', 'a_b', '-x']) usage(['check', '--deny', what, 'minimal.yaml'], '--deny takes');
usage(['check', '--deny'], '--deny');
usage(['check', '--deny', '', 'minimal.yaml'], "--deny needs a value, not ''");
usage(['check', '--format', 'xml', 'minimal.yaml'], 'sarif');
usage(['build', '--format', 'sarif'], '--format is text or json');
usage(['build', '--format', 'github'], '--format is text or json');
usage(['build', '--deny', 'warnings'], '--deny');

console.log(`formats: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

// Asks the compiled program and the oracle the same questions of each brand, and compares what they say.
// usage: node ask.js PROGRAM OUT VOCABULARY QUESTIONS
'use strict';
const fs = require('fs'), {spawnSync} = require('child_process');
const [program, out, vocabulary, many] = process.argv.slice(2);
const words = require('./vocabulary.js')(vocabulary), ids = require('./ids.js'), oracle = require('./oracle.js');

let seed = 7;
const random = n => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return (seed >>> 8) % n; };
const one = list => list[random(list.length)];
const chance = percent => random(100) < percent;

// around midnights of Jakarta as often as not; the calendar's years, and a little outside them
const time = () => {
	const day = 20100 + random(820);
	return chance(40) ? day * 86400 - 7 * 3600 + random(3) - 1 : day * 86400 + random(86400);
};
function situation() {
	const c = {at: time(), events: [], ended: [], met: [], unmet: [], within: [], outside: []};
	for (const e of ['account-closure', 'account-deletion', 'data-obtained', 'request-received', 'request-verified', 'breach-discovered', 'end-of-relationship'])
		if (chance(55)) c.events.push([e, time()]);
	for (const s of ['account-exists', 'account-active']) if (chance(40)) c.ended.push([s, time()]);
	for (const x of ids.conditions) if (chance(70)) (chance(50) ? c.met : c.unmet).push(x);
	for (const x of ids.scopes) if (chance(60)) (chance(50) ? c.within : c.outside).push(x);
	for (const [key, kind] of [['method', 'methods'], ['technique', 'techniques'], ['place', 'places'], ['instrument', 'instruments']]) c[key] = chance(40) ? one(ids[kind]) : null;
	return c;
}
const maybe = list => chance(70) ? one(list) : null;
// function: the kinds of its ids, and the number
const functions = {
	breach: [['audiences'], () => 0], answer: [['requests'], () => 0], complete: [['requests'], () => 0], outcome: [['requests', 'categories'], () => 0],
	keep: [['categories', 'elements?'], () => time()], change: [['changes'], () => 20200 + random(700)],
	act: [['categories?', 'elements?', 'recipients?', 'purposes?'], () => words.acts[one(ids.acts)].code], use: [['categories', 'elements?', 'purposes'], () => random(4)],
	share: [['categories', 'elements?', 'recipients', 'purposes'], () => 0], store: [['surfaces', 'classes'], () => random(4)],
	permits: [['states', 'permissions'], () => 0], signal: [['signals'], () => 0], document: [['gates', 'documents'], () => 20100 + random(800)],
};
const VOCABULARY = {classes: 'cookie-classes'};
const code = (kind, id) => id ? words[VOCABULARY[kind] || kind][id].code : 0;

const questions = [];
for (const file of fs.readdirSync(`${out}/data`).sort()) {
	const json = JSON.parse(fs.readFileSync(`${out}/data/${file}`, 'utf8')), says = oracle(json, words), brand = json.brand.id;
	for (let i = 0; i < Number(many); i++)
		for (const [f, [kinds, number]] of Object.entries(functions)) {
			const c = situation(), asked = kinds.map(k => k.endsWith('?') ? maybe(ids[k.slice(0, -1)]) : one(ids[k])), n = number();
			const list = (kind, l) => [l.length, ...l.map(id => code(kind, id))];
			const pairs = (kind, l) => [l.length, ...l.flatMap(([id, t]) => [code(kind, id), t])];
			const line = [brand, f, ...[0, 1, 2, 3].map(k => asked[k] ? code(kinds[k].replace('?', ''), asked[k]) : 0), n, c.at, ...pairs('events', c.events),
				...pairs('states', c.ended), ...list('conditions', c.met), ...list('conditions', c.unmet), ...list('scopes', c.within), ...list('scopes', c.outside),
				code('methods', c.method), code('techniques', c.technique), code('places', c.place), code('instruments', c.instrument)].join(' ');
			questions.push({line, want: says[f](asked, n, c), asked, n, c, f, brand});
		}
}
const run = spawnSync(program, [], {input: questions.map(q => q.line + '\n').join(''), encoding: 'utf8', maxBuffer: 1 << 30});
if (run.status !== 0) {
	console.log(run.stderr, run.signal);
	process.exit(2);
}
const got = run.stdout.trim().split('\n');
let passed = 0, failed = 0;
const codes = {};
questions.forEach((q, i) => {
	// the oracle says the code, the counts, the ends; of some functions the program prints more
	const said = got[i].split(' ').slice(0, q.want.length).join(' '), whole = ['keep', 'breach', 'answer', 'complete', 'change'].includes(q.f) ? got[i] : said;
	if (said === q.want.join(' ') && whole === said) passed++;
	else if (failed++ < 12) console.log(`FAILED ${q.brand} ${q.f} ${q.asked} ${q.n} ${JSON.stringify(q.c)}\n  oracle  ${q.want.join(' ')}\n  program ${got[i]}`);
	(codes[q.f] ||= {})[q.want[0]] = (codes[q.f][q.want[0]] || 0) + 1;
});
for (const [f, seen] of Object.entries(codes)) console.log(f.padEnd(10), Object.entries(seen).map(([c, n]) => `${c}: ${n}`).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

// SPDX-License-Identifier: MIT
// Every answer of policy.h a second time, by compiler/SEMANTICS.md, as a lawyer would find it: which statements are about the question, surely or
// perhaps (oracle/about.js); what each of them says (duties.js, keeping.js, permission.js); what comes of all; whether that is the same whichever
// way the conflicts are settled (settle.js). It reads the statements (policy.js) and counts days by walking them (days.js); it knows no table and no bit.
// usage: node oracle.js VOCABULARY DATA-DIR QUESTIONS [COUNTS]        COUNTS: a file to write which conflicts the questions met
'use strict';
const fs = require('fs');
const {editions} = require('./policy.js');
const {idOf, applies} = require('./oracle/about.js');
const {inForce} = require('./oracle/ends.js');
const {by} = require('./oracle/settle.js');
const {counted, asks} = require('./oracle/tally.js');
const {breach, oneBreach, requestDue, oneRoute, change, oneChange, documentAge} = require('./oracle/duties.js');
const {keepsIn, oneKept, outcome} = require('./oracle/keeping.js');
const {act, use, share, store, state, signal} = require('./oracle/permission.js');

const [, dataDir, questions, counts] = process.argv.slice(2);

// Of the editions that have begun the last one. What is only drafted binds nobody, and ends nothing; it is read where nothing else was ever said.
function editionAt(all, time) {
	const begun = all.filter(p => inForce(p, time)), binding = begun.filter(p => !p.draft);
	return (binding.length ? binding : begun).pop();
}
// Of several editions, which of them answers.
const place = (all, p) => all.length > 1 && p ? `#${all.indexOf(p)} ` : '';

// Data is kept as the edition says that it was collected under, unless one that came into force since, and by the time asked of, lets it go
// sooner: then the person gets the shorter keeping. Of several the shortest, though a longer one has followed.
// What the definition leaves open is decided so: shorter is what may be kept to an earlier day, whatever the floors are; both ends, and what
// happens then, are those of the one edition that answers. Of two that end alike the earlier edition answers. The later one has to say it for
// sure: one that depends, contradicts itself or counts past the calendar shortens nothing yet. And it has to be shorter for sure: than what has
// no end; than what has a later one; and, once its own end has come, than what is still waiting for an event or for the end of a state.
// What the first edition is silent on, contests or leaves open stays with legal: no later edition decides that.
function sooner(a, b, at) {
	if (b.code === 'ok')
		return a.gone < b.gone;
	return b.code === 'indefinite' || (b.waits && a.gone <= at);
}
function keep(all, q, category, element, collected) {
	const under = editionAt(all, collected);
	if (!under)
		return by({code: 'not-listed', open: 0, rules: 0});
	const since = all.slice(all.indexOf(under) + 1).filter(p => !p.draft && inForce(p, q.at)), says = p => ({p, ...keepsIn(p, q, category, element)});
	const own = says(under), shortest = since.map(says).filter(k => k.code === 'ok').sort((a, b) => a.gone - b.gone)[0];
	const answer = shortest && sooner(shortest, own, q.at) ? shortest : own;
	return place(all, answer.p) + answer.text;
}

const SECTIONS = {retention: 'retention', breach: 'breach', use: 'uses', sharing: 'sharing', prohibition: 'prohibitions', cookie: 'cookies', lifecycle: 'lifecycle',
	automation: 'automated-actions', identity: 'identity-checks', policy_change: 'policy-changes', request: 'requests', route: 'routes', outcome: 'outcomes'};
const KINDS = {
	breach: ['audiences'], 'request-answer': ['requests'], 'request-complete': ['requests'], change: ['changes', null], 'route-answer': [null], 'route-complete': [null],
	'rule-breach': [null], 'rule-change': [null, 'changes', null], 'rule-keep': [null, 'categories', 'elements'],
	keep: ['categories', 'elements', null], outcome: ['requests', 'categories'], act: ['acts', 'categories', 'elements', 'recipients', 'purposes'],
	use: ['categories', 'elements', 'purposes'], share: ['categories', 'elements', 'recipients', 'purposes'], store: ['surfaces', 'cookie-classes'],
	state: ['states', 'permissions'], signal: ['signals'], document: ['gates', 'documents', null], 'in-force': [], applies: [null],
};
const ANSWERS = {
	breach, change, outcome, act, use, share, store, state, signal, document: documentAge,
	'request-answer': (p, q, r) => requestDue(p, q, r, 'answer'), 'request-complete': (p, q, r) => requestDue(p, q, r, 'complete'),
	'route-answer': (p, q, n) => oneRoute(p, q, n, 'answer'), 'route-complete': (p, q, n) => oneRoute(p, q, n, 'complete'),
	'rule-breach': oneBreach, 'rule-change': oneChange, 'rule-keep': oneKept,
	applies(p, q, n) {
		const s = (p[q.rule + 's'] || p.of(SECTIONS[q.rule]))[n];
		return `${{yes: 'ok', no: 'no', maybe: 'conditional'}[applies(s, q)]} ${s.id}`;
	},
};
function readQuestion(line) {
	const [brand, name, ...rest] = line.split(' '), numbers = [], q = {events: [], ended: [], pauses: [], met: [], unmet: [], within: [], outside: [], said: 0, at: 0};
	const LISTS = {met: 'conditions', unmet: 'conditions', within: 'scopes', outside: 'scopes'};
	const ONE = {method: 'methods', technique: 'techniques', place: 'places', instrument: 'instruments'}, HAPPENED = {events: 'events', ended: 'states'};
	for (const word of rest) {
		const [key, value] = word.split('=');
		if (value === undefined)
			numbers.push(Number(key));
		else if (LISTS[key])
			q[key] = value.split(',').map(n => idOf(LISTS[key], Number(n)));
		else if (HAPPENED[key])
			q[key] = value.split(',').map(v => v.split(':')).map(([n, t]) => ({what: idOf(HAPPENED[key], Number(n)), time: Number(t)}));
		else if (key === 'pauses')
			q.pauses = value.split(',').map(v => v.split(':')).map(([n, from, until]) => ({what: idOf('conditions', Number(n)), from: Number(from), until: until ? Number(until) : Infinity}));
		else
			q[key] = ONE[key] ? idOf(ONE[key], Number(value)) : key === 'rule' ? value : Number(value);
	}
	return {brand, name, q, args: KINDS[name].map((kind, i) => kind ? idOf(kind, numbers[i]) : numbers[i])};
}

// A row is of an edition, and so is a statement that is asked about; all else picks the edition by the time.
function answer(all, q, name, args) {
	const held = all[q.edition === undefined ? all.length - 1 : q.edition], p = editionAt(all, q.at);
	if (name === 'keep')
		return keep(all, q, ...args);
	if (name === 'in-force')
		return place(all, p) + (p ? 'yes' : 'no');
	if (name === 'applies')
		return ANSWERS.applies(held, q, ...args);
	if (!/^(route|rule)-/.test(name))
		return place(all, p) + ANSWERS[name](p || all[0], q, ...args);
	const text = ANSWERS[name](held, q, ...args);
	return text === 'no' ? text : place(all, held) + text;
}

const policies = {}, out = [];
for (const line of fs.readFileSync(questions, 'utf8').trim().split('\n')) {
	const {brand, name, q, args} = readQuestion(line);
	asks(name);
	out.push(answer(policies[brand] ||= editions(dataDir, brand), q, name, args));
}
fs.writeFileSync(1, out.join('\n') + '\n');
if (counts)
	fs.writeFileSync(counts, counted());

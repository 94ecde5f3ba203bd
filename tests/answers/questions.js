// SPDX-License-Identifier: MIT
// Random questions to policies: most of what they name, some of what they do not.
// usage: node questions.js VOCABULARY DATA-DIR SEED EACH BRAND...
'use strict';
const fs = require('fs');
const {vocabulary, editions} = require('./policy.js');
const {dayOf} = require('../arithmetic/days.js');
const [vocabularyFile, dataDir, seed, each, ...brands] = process.argv.slice(2);
const words = vocabulary(vocabularyFile);
const {below, chance, pick, some, shuffled} = require('./random.js')(Number(seed));
const own = require('./random.js')(Number(seed) + 1); // of what came later, so that older questions stay as they are
const late = require('./random.js')(Number(seed) + 2); // of the ends of states, likewise
const single = require('./random.js')(Number(seed) + 3); // of single records
const FIRST = dayOf('2024-06-01'), DAYS = 1500;

const code = (kind, id) => words[kind][id].code;
const ofKind = kind => Object.keys(words[kind] || {});

// The ids of a kind that a policy names, wherever it names them, and those around them.
function named(json, kind) {
	const found = new Set(), known = new Set(ofKind(kind));
	(function walk(v) {
		if (typeof v === 'string' && known.has(v))
			found.add(v);
		else if (v && typeof v === 'object')
			Object.values(v).forEach(walk);
	})(json);
	for (const id of [...known])
		if (words[kind][id].partOf.some(of => found.has(of)))
			found.add(id);
	for (const id of [...found])
		words[kind][id].partOf.forEach(of => found.add(of));
	return [...found];
}

// A second of a policy's time: the first of an edition, the one before, the one after; here too where midnight is another zone's.
const EDGES = [-1, 0, 1], ZONES = [25200, 25200, -12600, -12600, 0];

function asker(json, days) {
	const cache = {};
	const near = kind => (cache[kind] ||= named(json, kind));
	const id = (kind, none) => {
		const from = near(kind).length && chance(.9) ? near(kind) : ofKind(kind);
		return (none && chance(none)) || !from.length ? 0 : code(kind, pick(from));
	};
	const second = () => chance(.2) ? pick([0, 1, 61199, 61200, 61201, 86399]) : below(86400); // 61200: midnight at +07:00
	const edge = () => pick(days) * 86400 - pick(ZONES) + pick(EDGES);
	const time = () => days.length && chance(.4) ? edge() : (FIRST + below(DAYS)) * 86400 + second();
	const after = () => days.length ? Math.max(time(), time()) : time(); // so that what was collected mostly lies before
	const before = () => days.length ? Math.min(time(), time()) : time();
	const day = () => FIRST + below(DAYS);
	const happened = (kind, most) => {
		const ids = shuffled(near(kind)).slice(0, below(most + 1));
		return ids.map(i => `${code(kind, i)}:${time()}`).join(',');
	};
	// what is said must hold together: nothing holds of which a whole fails
	function said(kind) {
		const yes = [], no = [], holds = new Set(), reach = require('./policy.js').reach;
		for (const i of shuffled(near(kind)).slice(0, below(6))) {
			const above = reach(words[kind], 'partOf', i);
			if (chance(.5) && ![...above].some(a => no.includes(a))) {
				yes.push(i);
				above.forEach(a => holds.add(a));
			} else if (!holds.has(i)) {
				no.push(i);
			}
		}
		return [yes, no].map(l => l.map(i => code(kind, i)).join(','));
	}
	// What was awaited: near one another, in any order, some to a midnight, some of the same reason, some for no time, some still.
	function pauses(from) {
		const {below, chance, pick, shuffled} = own;
		const ids = near('conditions'), length = () => below(4) * 86400 + (chance(.5) ? below(86400) : 0);
		return shuffled([...Array(below(5))].map(() => {
			const begins = chance(.3) ? Math.floor(from / 86400) * 86400 - pick(ZONES) : from + below(40) * 43200 - below(86400), ends = begins + length();
			return ids.length ? `${code('conditions', pick(ids))}:${Math.max(begins, 0)}:${chance(.25) ? '' : ends}` : '';
		})).filter(Boolean).join(',');
	}
	// Events that end a state that the policy names, or what it is a kind of, whether it names them or not; what is said of ends, half of the
	// time, says the same.
	function endings(keys) {
		const {below, chance, pick, shuffled} = late, {reach} = require('./policy.js');
		const states = new Set(near('states').flatMap(s => [...reach(words.states, 'partOf', s)]));
		const ending = ofKind('events').filter(e => words.events[e].ends.some(s => states.has(s)));
		for (const e of shuffled(ending).slice(0, below(3)))
			keys.events += `${keys.events && ','}${code('events', e)}:${keys.at + (below(60) - 45) * 43200}`;
		const events = keys.events.split(',').filter(Boolean).map(e => e.split(':').map(Number));
		const first = state => Math.min(...events.filter(([e]) => ending.some(i => code('events', i) === e && words.events[i].ends.some(s => code('states', s) === state))).map(e => e[1]));
		if (chance(.5))
			keys.ended = keys.ended.split(',').filter(Boolean).map(e => Number.isFinite(first(parseInt(e))) ? `${parseInt(e)}:${first(parseInt(e))}` : e).join(',');
		else if (chance(.1) && states.size)
			keys.ended += `${keys.ended && ','}${code('states', pick([...states]))}:${keys.at - below(30) * 43200}`;
	}
	function around() {
		const [met, unmet] = chance(.7) ? said('conditions') : ['', ''], [within, outside] = chance(.6) ? said('scopes') : ['', ''];
		const keys = {at: after(), events: happened('events', 3), ended: happened('states', 2), met, unmet, within, outside};
		for (const [key, kind] of [['method', 'methods'], ['technique', 'techniques'], ['place', 'places'], ['instrument', 'instruments']])
			keys[key] = chance(.5) ? id(kind) : 0;
		keys.said = below(4);
		endings(keys);
		keys.pauses = keys.events && own.chance(.6) ? pauses(Number(own.pick(keys.events.split(',')).split(':')[1])) : '';
		return Object.entries(keys).filter(([, v]) => v).map(([k, v]) => `${k}=${v}`).join(' ');
	}
	return {id, day, time, before, around};
}

const out = [];
for (const brand of brands) {
	const all = editions(dataDir, brand), many = all.length > 1, days = all.filter(p => many && p.effective).map(p => dayOf(p.effective));
	const json = Object.assign({}, ...all.map(p => p.json)), {id, day, time, before, around} = asker(all.map(p => p.json), days);
	// which edition's header a service holds does not matter
	const held = often => many && chance(often) ? ` edition=${below(all.length)}` : '';
	const rows = {retention: 'retention', breach: 'breach', use: 'uses', sharing: 'sharing', prohibition: 'prohibitions', cookie: 'cookies', lifecycle: 'lifecycle',
		automation: 'automated-actions', identity: 'identity-checks', policy_change: 'policy-changes', request: 'requests'};
	const ask = {
		breach: ['breach', () => [id('audiences')]], 'request-answer': ['requests', () => [id('requests')]], 'request-complete': ['requests', () => [id('requests')]],
		change: ['policy-changes', () => [id('changes'), day()]],
		keep: ['retention', () => [id('categories', .05), id('elements', .6), before()]], outcome: ['requests', () => [id('requests'), id('categories')]],
		act: ['prohibitions', () => [id('acts'), id('categories', .2), id('elements', .5), id('recipients', .3), id('purposes', .3)]],
		use: ['uses', () => [id('categories', .1), id('elements', .5), id('purposes', .05)]],
		share: ['sharing', () => [id('categories', .1), id('elements', .5), id('recipients', .05), id('purposes', .3)]],
		store: ['cookies', () => [id('surfaces'), id('cookie-classes')]], state: ['lifecycle', () => [id('states'), id('permissions')]],
		signal: ['automated-actions', () => [id('signals')]], document: ['identity-checks', () => [id('gates'), id('documents'), day()]],
	};
	for (const [name, [section, args]] of Object.entries(ask))
		for (let n = json[section] ? Number(each) * (many && name === 'keep' ? 3 : 1) : 1; n > 0; n--)
			out.push([brand, name, ...args(), around()].join(' ') + held(.3));
	all.forEach((p, e) => { // a row is of an edition
		const of = many ? ` edition=${e}` : '';
		if (p.routes.length)
			for (let n = Number(each); n > 0; n--)
				out.push([brand, pick(['route-answer', 'route-complete']), below(p.routes.length), around()].join(' ') + of);
		const one = {'rule-breach': ['breach', () => []], 'rule-change': ['policy-changes', () => [id('changes'), day()]],
			'rule-keep': ['retention', () => [id('categories', .05), id('elements', .6)]]};
		for (const [name, [section, args]] of Object.entries(one))
			for (let n = p.of(section).length ? Number(each) : 0; n > 0; n--)
				out.push([brand, name, single.below(p.of(section).length), ...args(), around()].join(' ') + of);
		for (const [rule, section] of Object.entries(rows))
			for (let n = 0; n < p.of(section).length; n++)
				out.push([brand, 'applies', n, 'rule=' + rule, around()].join(' ') + of);
		for (const [rule, list] of [['route', p.routes], ['outcome', p.outcomes]])
			list.forEach((_, n) => out.push([brand, 'applies', n, 'rule=' + rule, around()].join(' ') + of));
		if (p.effective)
			for (const more of EDGES)
				for (const offset of [25200, -12600, 0])
					out.push(`${brand} in-force at=${dayOf(p.effective) * 86400 - offset + more}` + held(.3));
	});
	out.push(`${brand} in-force at=${time()}`);
}
fs.writeFileSync(1, out.join('\n') + '\n');

// SPDX-License-Identifier: MIT
// Small random policies that pull the answers' every string. The same seed writes the same policies.
// usage: node policies.js KINDS SEED COUNT DIR                one edition each: DIR/g<number>.yaml; variants of them, and which property
//                                                             compares which with which is printed
//        node policies.js KINDS SEED COUNT DIR editions       2 or 3 each: DIR/m<number>.<edition>.yaml; what is to become of them is printed
'use strict';
const fs = require('fs');
const [kinds, seed, count, dir, several] = process.argv.slice(2);
const ids = {};
for (const line of fs.readFileSync(kinds, 'utf8').trim().split('\n')) {
	const [kind, ...names] = line.split(' ');
	ids[kind] = names.map(n => n.replace(/[<>=!@+].*/, ''));
}

const random = require('./random.js')(Number(seed)), {chance, pick, some, shuffled, below} = random;
const shapes = require('./shapes.js'), variants = require('./variants.js');
const own = require('./random.js')(Number(seed) + 1); // of what came later, so that older policies stay as they are
const stages = require('./random.js')(Number(seed) + 2); // likewise
const firm = require('./random.js')(Number(seed) + 3); // likewise

const list = (kind, gap) => gap && chance(gap) ? 'unstated'
	: `{${chance(.75) ? 'complete' : 'examples'}: [${some(ids[kind], 1, 2).join(', ')}]}`;
const term = (kind, gap) => gap && chance(gap) ? 'unstated' : pick(ids[kind]);
const flag = () => pick(['true', 'false']);
const consent = () => pick(['explicit', 'opt-in', 'opt-out', 'deemed', 'if-law-requires', 'not-needed', 'acknowledged', 'unstated']);
const start = () => chance(.12) ? 'unstated' : (chance(.2) ? 'implied ' : '') + pick(ids.events);
const units = (n, unit) => `${n} ${unit}${n > 1 ? 's' : ''}`;
function length(...often) {
	const r = below(12);
	if (r === 0)
		return pick(ids.durations).replace('-', ' ');
	if (r === 1)
		return 'unstated';
	if (r === 2 && often.includes('indefinitely'))
		return 'indefinitely';
	if (r <= 4 && often.includes('while'))
		return 'while ' + pick(ids.states).replace(/-/g, ' ');
	if (r === 5) {
		const n = 1 + below(6);
		return `${n} to ${n + 1 + below(3)} ${pick(['days', 'months', 'years', 'business days', 'hours', 'minutes'])}`;
	}
	if (r === 6 && often.includes('up to'))
		return 'up to ' + units(1 + below(40), pick(['day', 'month', 'year', 'hour', 'business day']));
	return pick([units(1 + below(9000), 'minute'), units(1 + below(96), 'hour'), units(1 + below(40), 'day'), units(1 + below(20), 'business day'), units(1 + below(9), 'week'),
		units(1 + below(14), 'month'), units(1 + below(8), 'year')]);
}

// What any statement may carry. A family of conditions is asked for in one way only.
function common(row) {
	const families = shuffled([['c1', 'c2'], ['c3'], ['c4', 'c5']]);
	for (const key of ['all-of', 'any-of', 'unless'])
		if (chance(.2))
			row[key] = `[${some(families.pop(), 1, 2).join(', ')}]`;
	if (chance(.12))
		row.scope = list('scopes');
	if (chance(.08))
		row.certainty = pick(['typically', 'target', 'exact']);
	if (chance(.08))
		row.strength = pick(['may', 'can', 'will']);
	return row;
}
function put(row, often, key, value) {
	if (chance(often))
		row[key] = value();
}

const make = {
	retention() {
		const row = {};
		put(row, .8, 'categories', () => list('categories'));
		put(row, .25, 'elements', () => list('elements'));
		row.period = length('while', 'indefinitely', 'up to');
		if (/\d/.test(row.period) || chance(.2))
			put(row, .95, 'from', start);
		row.then = chance(.1) ? 'unstated' : pick(['delete', 'anonymise', 'delete-or-anonymise', 'overwrite']);
		if (stages.chance(.2))
			row.then = 'keep';
		put(row, .5, 'then-within', length);
		put(row, .3, 'use-while-kept', () => list('purposes'));
		if (chance(.15))
			row['longer-if'] = `[${some(ids.conditions, 1, 2).join(', ')}]`;
		put(row, .15, 'otherwise', () => 'true');
		return common(row);
	},
	categories() {
		const row = {category: term('categories'), elements: list('elements')};
		return chance(.2) ? common(row) : row;
	},
	breach() {
		const row = {audience: term('audiences'), duty: 'notify', deadline: length()};
		put(row, .9, 'from', start);
		return common(row);
	},
	requests() {
		const row = {request: term('requests')}, routes = {}, outcomes = {};
		for (const id of some(['by-form', 'by-chat', 'in-app'], 0, 2)) {
			const route = {channels: '{complete: [chat]}', 'self-service': chance(.2) ? 'true' : 'false'};
			put(route, .7, 'answer', length);
			put(route, .6, 'complete', length);
			put(route, .85, 'from', start);
			if ((route.answer || route.complete) && own.chance(.6))
				route['pauses-while'] = `[${own.some(ids.conditions, 1, 3).join(', ')}]`;
			routes[id] = chance(.5) ? common(route) : route;
		}
		for (const id of some(['first', 'second', 'third'], 0, 3)) {
			const outcome = {categories: list('categories'), result: chance(.1) ? 'unstated' : pick(['delete', 'delete', 'anonymise', 'keep'])};
			put(outcome, .2, 'further-request', () => term('requests'));
			put(outcome, .2, 'until', () => term('events'));
			outcomes[id] = chance(.5) ? common(outcome) : outcome;
		}
		if (Object.keys(routes).length)
			row.routes = routes;
		if (Object.keys(outcomes).length)
			row.outcomes = outcomes;
		return chance(.4) ? common(row) : row;
	},
	uses() {
		const row = {};
		put(row, .6, 'categories', () => list('categories'));
		put(row, .25, 'elements', () => list('elements'));
		row.purposes = list('purposes');
		put(row, .25, 'exclusive', () => chance(.8) ? 'true' : 'false');
		put(row, .4, 'consent', consent);
		return common(row);
	},
	sharing() {
		const row = {recipients: list('recipients')};
		put(row, .25, 'exclusive', () => chance(.8) ? 'true' : 'false');
		put(row, .5, 'categories', () => list('categories'));
		put(row, .2, 'elements', () => list('elements'));
		put(row, .5, 'purposes', () => list('purposes'));
		if (row.purposes)
			put(row, .3, 'only-purposes', () => chance(.8) ? 'true' : 'false');
		put(row, .15, 'methods', () => list('methods'));
		put(row, .2, 'instruments', () => list('instruments'));
		put(row, .25, 'consent', consent);
		return common(row);
	},
	prohibitions() {
		const row = {acts: list('acts')};
		for (const [key, often, kind] of [['categories', .4], ['elements', .2], ['recipients', .3], ['purposes', .2], ['methods', .1], ['techniques', .1],
			['places', .1], ['except-recipients', .2, 'recipients'], ['except-purposes', .2, 'purposes']])
			put(row, often, key, () => list(kind || key));
		return common(row);
	},
	cookies() {
		const row = {technology: 'cookie', class: term('cookie-classes'), surfaces: list('surfaces', .15), used: chance(.8) ? 'true' : 'false'};
		put(row, .4, 'essential', flag);
		put(row, .5, 'can-disable', () => chance(.15) ? 'unstated' : flag());
		put(row, .5, 'default', consent);
		put(row, .4, 'purposes', () => list('purposes'));
		put(row, .3, 'holds', () => list('elements', .1));
		return common(row);
	},
	lifecycle() {
		const row = {when: term('events')};
		put(row, .7, 'state', () => term('states', .1));
		if (chance(.4))
			row.starts = `[${some(ids.states, 1, 2).join(', ')}]`;
		put(row, .6, 'permits', () => list('permissions'));
		put(row, .5, 'forbids', () => list('permissions'));
		put(row, .35, 'until', () => term('events', .2));
		put(row, .3, 'after', length);
		return common(row);
	},
	'automated-actions'() {
		const row = {signals: list('signals'), action: term('actions', .12)};
		put(row, .5, 'release', () => term('releases', .3));
		put(row, .3, 'then', () => term('actions'));
		put(row, .5, 'max-length', length);
		return common(row);
	},
	'identity-checks'() {
		const row = {gates: list('gates', .12)};
		put(row, .8, 'documents', () => list('documents', .12));
		row.requirement = 'mandatory';
		put(row, .8, 'max-age', length);
		if (/ to /.test(row['max-age']))
			row['max-age'] = '3 months';
		put(row, .9, 'measured-at', start);
		return common(row);
	},
	marketing() {
		return common({channel: pick(ids.channels), default: consent()});
	},
	vendors() {
		const row = {vendors: list('recipients')};
		put(row, .5, 'categories', () => list('categories'));
		put(row, .2, 'elements', () => list('elements'));
		put(row, .6, 'purposes', () => list('purposes'));
		put(row, .15, 'methods', () => list('methods'));
		return common(row);
	},
	'policy-changes'() {
		const row = {changes: list('changes')};
		put(row, .85, 'lead-time', length);
		put(row, .5, 'before', () => term('events', .3));
		return common(row);
	},
};
const themes = [['retention'], ['retention'], ['retention', 'categories'], ['breach'], ['requests'], ['requests'], ['uses', 'prohibitions'], ['uses', 'retention'],
	['uses', 'marketing', 'cookies', 'vendors'], ['sharing', 'prohibitions'], ['sharing', 'vendors', 'categories'], ['uses', 'prohibitions', 'vendors'], ['cookies'], ['lifecycle'],
	['automated-actions', 'breach'], ['identity-checks', 'policy-changes'], ['policy-changes']];
const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];

const isMap = v => typeof v === 'object';
const flow = v => isMap(v) ? `{${Object.entries(v).map(([k, x]) => `${k}: ${flow(x)}`).join(', ')}}` : v;

// All statements by their path.
function statements(policy) {
	const out = {};
	for (const [section, rows] of Object.entries(policy))
		for (const [id, row] of Object.entries(rows)) {
			out[`${section}.${id}`] = row;
			for (const sub of ['routes', 'outcomes'])
				for (const [name, inner] of Object.entries(row[sub] || {}))
					out[`${section}.${id}.${sub}.${name}`] = inner;
		}
	return out;
}

// Legal's decisions on some gaps.
function readings(all) {
	const out = {}, values = {
		period: () => '2 years', from: () => pick(['', 'implied ']) + pick(ids.events), then: () => 'delete', 'then-within': () => '10 days', answer: () => '72 hours',
		complete: () => '10 business days', deadline: () => '3 to 5 days', 'lead-time': () => '30 days', 'max-age': () => '3 months', 'max-length': () => '24 hours',
		consent: () => 'opt-in', default: () => 'opt-out', 'can-disable': () => 'true', surfaces: () => pick(['complete: site app', 'examples: paper']),
		state: () => pick(ids.states), until: () => pick(ids.events), action: () => pick(ids.actions), gates: () => 'complete: payout', documents: () => 'examples: pass bill',
		before: () => pick(ids.events), result: () => 'delete', 'measured-at': () => pick(ids.events),
	};
	for (const [path, row] of Object.entries(all))
		for (const [key, value] of Object.entries(row))
			if (value === 'unstated' && values[key] && chance(.3))
				out[`r${Object.keys(out).length}`] = {fact: `${path}.${key}`, value: `"${values[key]()}"`, reason: '"as built"', owner: 'legal', date: '2026-02-01', publish: 'false'};
	return out;
}

const number = n => String(n).padStart(4, '0');
function print(policy, brand, calendar) {
	let text = `brand: {${Object.entries(brand).map(([k, v]) => `${k}: ${v}`).join(', ')}}\n`;
	for (const [section, rows] of Object.entries(policy))
		text += `${section}:\n` + Object.entries(rows).map(([id, row]) => `  ${id}: ${flow(row)}\n`).join('');
	return text + (calendar ? `law: {calendar: ${calendar}, compared-with: [none], sectors: unstated}\n` : '');
}

for (let n = 0; !several && n < Number(count); n++) {
	const policy = {}, name = 'g' + number(n);
	for (const section of themes[n % themes.length]) {
		policy[section] = {};
		for (const id of shuffled(NAMES).slice(0, 2 + below(themes[n % themes.length].length > 1 ? 3 : 5)))
			policy[section][id] = make[section]();
	}
	const all = statements(policy), conflicts = chance(.8) && shapes(all, random, firm), read = readings(all);
	if (conflicts)
		policy.conflicts = conflicts;
	if (Object.keys(read).length)
		policy.readings = read;
	const brand = {operator: 'PT Uji', version: '"1"', effective: chance(.3) ? '2026-03-01' : 'unstated'}, calendar = chance(.9) && pick(['id', 'id', 'next-day', 'open']);
	const write = (id, p) => fs.writeFileSync(`${dir}/${id}.yaml`, print(p, {id, name: id, ...brand}, calendar));
	write(name, policy);
	for (const [property, ...changed] of variants(policy, all, random)) {
		changed.forEach(([suffix, p]) => write(name + suffix, p));
		console.log(property, ...property === 'alike' ? [] : [name], ...changed.map(([suffix]) => name + suffix));
	}
}

// ---- several editions ----

// Leap days, the ends of months, the days after them.
const DATES = ['2024-02-29', '2024-12-31', '2025-02-28', '2025-03-01', '2025-08-31', '2026-01-31', '2026-04-30', '2026-12-31', '2027-01-01', '2027-02-28',
	'2027-11-30', '2028-02-29', '2028-03-01', '2028-03-31'];

// Keeping that is sure, so that the lengths of editions can be compared.
function plain() {
	const period = chance(.12) ? 'indefinitely' : chance(.12) ? 'while ' + pick(ids.states).replace(/-/g, ' ')
		: chance(.15) ? pick(['1 to 3 years', '10 to 20 months', '2 to 6 years']) : pick([units(1 + below(4), 'year'), units(1 + below(30), 'month'), units(1 + below(300), 'day'),
			units(1 + below(900), 'hour')]);
	const row = {categories: `{complete: [${pick(['whole', 'whole', 'half'])}]}`, period};
	if (/\d/.test(period))
		row.from = pick(['received', 'received', 'closed']);
	row.then = pick(['delete', 'anonymise']);
	put(row, .4, 'then-within', () => units(1 + below(40), 'day'));
	put(row, .06, 'all-of', () => '[c1]');
	put(row, .05, 'strength', () => 'may');
	return row;
}
const renewed = (section, simple) => simple ? plain() : make[section]();

// The edition after: some statements stay, some say something else, some go, some come.
function revised(before, simple) {
	const policy = {};
	for (const [section, rows] of Object.entries(before)) {
		policy[section] = {};
		for (const [id, row] of Object.entries(rows)) {
			const r = below(10), other = r < 4 ? row : renewed(section, simple);
			if (r === 9)
				continue;
			policy[section][id] = r < 7 && section === 'retention' ? {...row, ...Object.fromEntries(['period', 'from'].filter(k => other[k]).map(k => [k, other[k]]))} : other;
		}
		if (chance(.2) || !Object.keys(policy[section]).length)
			policy[section].eta = renewed(section, simple);
	}
	return policy;
}

for (let n = 0; several && n < Number(count); n++) {
	const name = 'm' + number(n), simple = n % 2 === 0, calendar = pick(['id', 'next-day', 'open']), editions = 2 + below(2), undated = chance(.3);
	const dates = shuffled(DATES).slice(0, editions).sort(), newest = pick(['release', 'announce', 'draft', 'conflict']);
	let policy = {};
	for (const section of simple ? ['retention'] : themes[(n >> 1) % themes.length]) {
		policy[section] = {};
		for (const id of shuffled(NAMES).slice(0, simple ? 1 + below(2) : 2 + below(2)))
			policy[section][id] = renewed(section, simple);
	}
	for (let e = 0; e < editions; e++) {
		if (e > 0)
			policy = revised(policy, simple);
		const all = statements(policy), last = e === editions - 1, how = last ? newest : 'release';
		const conflicts = (how === 'conflict' || (!simple && chance(.25))) && shapes(all, random, firm), read = readings(all), more = {};
		for (const c of Object.values(conflicts || {})) // a release has none that is undecided
			if (how === 'conflict')
				delete c.enforce;
			else
				c.enforce ||= pick([c.one, c.other]);
		if (conflicts)
			more.conflicts = conflicts;
		if (Object.keys(read).length)
			more.readings = read;
		more.contacts = {desk: {party: 'desk', channels: '{complete: [chat]}'}};
		const draft = how === 'draft' || (how === 'conflict' && !conflicts);
		const brand = {id: name, name, operator: draft ? 'unstated' : 'PT Uji', version: `"${e + 1}"`, effective: dates[e]};
		fs.writeFileSync(`${dir}/${name}.${e}.yaml`, print({...policy, ...more}, brand, calendar));
		console.log(name, e, dates[e], how, undated && e === 0 ? 'undated' : 'dated');
	}
}

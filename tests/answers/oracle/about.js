// SPDX-License-Identifier: MIT
// Whether a statement is about what is asked: yes, no, maybe (compiler/SEMANTICS.md, M). The program that uses it has the vocabulary as its
// first argument.
'use strict';
const {reach, vocabulary, isList} = require('../policy.js');

const words = vocabulary(process.argv[2]);
const code = (kind, id) => id === undefined ? 0 : id === 'open' ? 65535 : words[kind][id].code;
const idOf = (kind, n) => Object.values(words[kind]).find(t => t.code === n)?.id;

const not = a => a === 'yes' ? 'no' : a === 'no' ? 'yes' : a;
const and = (...all) => all.includes('no') ? 'no' : all.every(a => a === 'yes') ? 'yes' : 'maybe';

const up = (kind, id) => reach(words[kind], 'partOf', id);
const down = {};
function parts(kind, id) { // all that is a part of it, itself included
	down[kind] ||= {};
	return down[kind][id] ||= new Set(Object.keys(words[kind]).filter(x => up(kind, x).has(id)));
}
const meet = (a, b) => [...a].some(x => b.has(x));

// How much of what is asked about the ids of a list are: all, some or none of it.
function touched(kind, ids, id) {
	if (ids.some(i => parts(kind, i).has(id)))
		return 'yes';
	return ids.some(i => meet(parts(kind, i), parts(kind, id))) ? 'maybe' : 'no';
}
function covers(kind, list, id, unnamed) {
	if (list === undefined)
		return 'yes';
	if (list === 'open' || !id)
		return 'maybe';
	const by = touched(kind, list.complete || list.examples || list, id);
	return by === 'no' && list.examples ? unnamed : by;
}
// What is allowed has to be named; what is forbidden or kept may be among what the examples stand for.
const allowed = (kind, list, id) => covers(kind, list, id, 'no');
const forbidden = (kind, list, id) => covers(kind, list, id, 'maybe');

// Lists of elements, where only a category is named: of what it completely consists of, none is on them (M3).
function outside(p, list, category, element) {
	const about = (a, b) => touched('elements', [a], b) !== 'no' || touched('elements', [b], a) !== 'no';
	const conditions = ['all-of', 'any-of', 'unless', 'scope'];
	const all = p.of('categories').filter(s => s.get('category') === category);
	return !element && category && list && list.complete && all.length > 0 && all.every(s => s.get('elements').complete &&
		conditions.every(c => s.get(c) === undefined) && !s.get('elements').complete.some(e => list.complete.some(x => about(x, e))));
}
// The categories and the pieces of data of a statement.
const data = (p, test, s, m) => and(test('categories', s.get('categories'), m.category), elements(p, test, s.get('elements'), m));
const elements = (p, test, list, m) => outside(p, list, m.category, m.element) ? 'no' : test('elements', list, m.element);

// Every way things can be that fits what was said: which of these ids hold. A part that holds makes the whole hold.
function* worlds(kind, ids, yes, no) {
	for (let bits = 0; bits < 1 << ids.length; bits++) {
		const holds = new Set(yes), fails = new Set(no);
		ids.forEach((id, i) => (bits >> i & 1 ? holds : fails).add(id));
		if (![...holds].some(id => meet(up(kind, id), fails)))
			yield holds;
	}
}
function inAll(kind, ids, yes, no, test) {
	const seen = new Set();
	for (const holds of worlds(kind, [...new Set(ids)], yes, no))
		seen.add(test(holds));
	return seen.size > 1 ? 'maybe' : seen.has(true) ? 'yes' : 'no';
}

// Whether a statement's conditions are met and the case is within its scope.
function applies(s, q) {
	const all = s.get('all-of'), any = s.get('any-of'), unless = s.get('unless'), scope = s.get('scope');
	const lists = [all, any, unless].filter(l => l && l !== 'open');
	const met = inAll('conditions', lists.flat(), q.met, q.unmet, holds =>
		(!Array.isArray(all) || all.every(c => holds.has(c))) && (!Array.isArray(any) || any.some(c => holds.has(c))) &&
		(!Array.isArray(unless) || !unless.some(c => holds.has(c))));
	let within = 'yes';
	if (isList(scope)) {
		const ids = scope.complete || scope.examples;
		within = inAll('scopes', ids, q.within, q.outside, holds => ids.some(i => holds.has(i)));
		if (within === 'no' && scope.examples)
			within = 'maybe';
	}
	return and(met, within, s.partly ? 'maybe' : 'yes');
}
const appliesWithin = (s, q) => s.around ? and(applies(s, q), applies(s.around, q)) : applies(s, q);

const within = (kind, id) => member => !!id && parts(kind, member).has(id);

module.exports = {words, code, idOf, not, and, parts, touched, covers, allowed, forbidden, elements, data, inAll, applies, appliesWithin, within};

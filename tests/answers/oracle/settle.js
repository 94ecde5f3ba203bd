// SPDX-License-Identifier: MIT
// The ways to settle the conflicts that a question touches, as compiler/SEMANTICS.md has them (S1 to S7), by trying every set of sides; and
// what comes of all of them.
'use strict';
const {tally} = require('./tally.js');

// A length and the event that it starts at are one field, called by the length; a route's start belongs to the length that is asked about.
const START_OF = {period: 'from', deadline: 'from', answer: 'from', complete: 'from', 'lead-time': 'before', 'max-age': 'measured-at'};

// A side by its path: section.item, section.item.field, section.item.field.id, and the same of what lies within an item.
function sideAt(p, path) {
	const words = path.split('.'), section = words.shift(), item = words.shift();
	let s = p.of(section).find(x => x.id === item);
	while (words.length > 1 && s && s.children[words[0]])
		s = s.children[words.shift()].find(x => x.id === words[0] && words.shift());
	return {path, s, key: words[0], id: words[1]};
}
const isRecord = side => side.key === undefined, isMember = side => side.id !== undefined, isField = side => !isRecord(side) && !isMember(side);
const isWithin = (side, record) => isRecord(record) && side !== record && (side.s === record.s || (side.s && side.s.around === record.s));

// All sides, and which attack which (S1, S3).
function sidesOf(p) {
	if (p.sides)
		return p.sides;
	const sides = {}, attacks = new Map(), at = path => {
		const side = sides[path] ||= sideAt(p, path);
		if (!attacks.has(side))
			attacks.set(side, new Set());
		return side;
	};
	for (const c of p.conflicts) {
		const one = at(c.one), other = at(c.other);
		if (c.enforce !== c.other)
			attacks.get(one).add(other);
		if (c.enforce !== c.one)
			attacks.get(other).add(one);
	}
	for (const attacked of attacks.values())
		for (const side of [...attacked])
			Object.values(sides).filter(x => isWithin(x, side)).forEach(x => attacked.add(x));
	// Sides that hang together, directly or through others, one such dispute after the other, in the order in which they are named first (S7).
	const list = Object.values(sides), dispute = new Map();
	const gather = (side, of) => {
		if (dispute.has(side))
			return;
		dispute.set(side, of);
		list.filter(x => attacks.get(side).has(x) || attacks.get(x).has(side)).forEach(x => gather(x, of));
	};
	list.forEach((side, i) => gather(side, i));
	const disputes = [...new Set(dispute.values())].map(of => list.filter(x => dispute.get(x) === of));
	return p.sides = {disputes, attacks: (a, b) => attacks.get(a).has(b), at};
}

// The settlements of one dispute: first those in which the sides stand that are named first.
function settleDispute(speaking, attacks) {
	if (speaking.length > 20)
		throw new Error(`${speaking.length} sides are too many to try every set of them`);
	const last = speaking.length - 1, masks = speaking.map(b => speaking.reduce((m, a, i) => attacks(a, b) ? m | 1 << last - i : m, 0)), out = [];
	// the first side is the highest bit
	for (let bits = (1 << speaking.length) - 1; bits >= 0; bits--)
		if (masks.every((by, i) => (bits >> last - i & 1) === Number(!(by & bits)))) // S4: who stands is attacked by none that does, and who falls by one
			out.push(speaking.filter((_, i) => bits >> last - i & 1));
	if (!out.length)
		throw new Error('no set of sides settles it');
	return out;
}
const MOST = 64; // settlements of a question (S12)

// Of some lists of choices, each way to take one from every list.
const products = lists => lists.reduce((ways, list) => ways.flatMap(way => list.map(x => [...way, x])), [[]]);

// A question, as far as conflicts have to do with it. says(s): what a record says to it, null: nothing; its `part` is whether it speaks of a
// part. reads: the fields that it reads; named: by the key of a list, whether the id that the question names is within a member.
// Each settlement has its sides that stand and, for a record, views(s): the record as it is asked in it, once, more often or never.
function settlements(p, q) {
	const {disputes, attacks, at} = sidesOf(p), said = new Map();
	const inside = s => Object.values(s.children).flat();
	const says = s => {
		if (!said.has(s))
			said.set(s, [s, ...inside(s)].filter(x => q.records.includes(x)).map(q.says).filter(Boolean));
		return said.get(s);
	};
	const speaks = side => side.s && says(side.s).length > 0 && (isRecord(side) || (isMember(side) ? !!q.named[side.key] && q.named[side.key](side.id) : q.reads.includes(side.key)));
	const heard = disputes.map(of => of.filter(speaks)), speaking = heard.flat(), each = heard.map(of => settleDispute(of, attacks));
	const crowded = each.reduce((n, ways) => n * ways.length, 1) > MOST;
	const varies = side => each.some(ways => new Set(ways.map(stand => stand.includes(side))).size > 1);
	const named = p.conflicts.find(c => {
		const sides = [c.one, c.other].map(at);
		return c.enforce === undefined && sides.every(x => speaking.includes(x)) && sides.some(varies);
	});
	if (crowded)
		return {ways: [{stand: speaking, views: s => [s], against: () => [], partly: false}], speaking, named, crowded};
	const ways = products(each).map(sets => {
		const stand = sets.flat(), fall = speaking.filter(x => !stand.includes(x));
		const against = side => stand.filter(a => attacks(a, side));
		// the sides that make a record silent
		const silenced = s => fall.filter(x => !isField(x) && (x.s === s || x.s === s.around));
		const ownFields = s => products(fall.filter(x => isField(x) && x.s === s).map(x => {
			const by = against(x).filter(isField);
			return by.length ? by.map(y => Object.fromEntries([x.key, START_OF[x.key]].filter(Boolean).map(k => [k, y.s]))) : [{}];
		})).map(ways => Object.assign({}, ...ways));
		const views = s => {
			const lost = silenced(s), rivals = lost.flatMap(against);
			if (!rivals.every(r => says(r.s).every(x => x.part)))
				return [];
			const arounds = s.around ? ownFields(s.around).map(instead => s.around.but({instead})) : [null];
			return arounds.flatMap(around => ownFields(s).map(instead => s.but({around, instead, partly: lost.length > 0})));
		};
		return {stand, views, against: s => silenced(s).flatMap(against), partly: fall.some(x => !isField(x) && views(x.s).length > 0)};
	});
	return {ways, speaking, named, crowded};
}

// Asks the question once for each settlement. about: `records` in the order of Q3, `says` of one of them, the fields it `reads`, the ids it names
// (`named`), what `comes` of what all say, whether two such answers are the `same`, which they are `together`.
function settle(p, about) {
	const {ways, speaking, named, crowded} = settlements(p, about);
	const answers = ways.map(way => about.comes((about.asked || (w => about.records.flatMap(w.views)))(way).map(about.answers || about.says).filter(Boolean)));
	const same = !crowded && answers.every(a => about.same(answers[0], a));
	const answer = answers.length > 1 && about.together ? about.together(answers) : answers[0];
	tally(p, speaking, ways, same);
	return {...answer, ...(same ? {} : {code: 'conflict', named: named && named.name}), ways: ways.length, differ: !same};
}
// Whether a record stands with its own values: in each settlement, in none, or ('conflict', and by which) in some (S11).
function standing(p, about, s) {
	if (!isSide(p, s))
		return {code: 'each'};
	const {ways, speaking, named, crowded} = settlements(p, about), isEmpty = o => !Object.keys(o).length;
	const does = ways.filter(way => way.views(s).length && way.views(s).every(v => !v.partly && isEmpty(v.instead))).length;
	const code = crowded ? 'conflict' : does === ways.length ? 'each' : does ? 'conflict' : 'none';
	tally(p, speaking, ways, code !== 'conflict');
	return {code, named: code === 'conflict' && named ? named.name : undefined};
}
// Whether a record is a side, has one or lies within one.
const isSide = (p, s) => p.conflicts.some(c => [c.one, c.other].map(sidesOf(p).at).some(x => x.s && (x.s === s || x.s === s.around)));
const sameCode = (a, b) => a.code === b.code;
const by = a => `${a.code}${a.named ? ':' + a.named : ''} ${a.s ? a.s.id : '-'} ${a.s ? a.basis : '-'} ${a.open}/${a.rules}`;

module.exports = {settle, standing, isSide, by, sameCode};

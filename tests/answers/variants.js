// SPDX-License-Identifier: MIT
// The same policy with a small change after which its answers have to stay the same, or may only change in one way (properties.js): pairs
// and triples of policies, each the name of the property and [suffix, policy] of those that are to be written beside the policy itself.
'use strict';

const copy = policy => JSON.parse(JSON.stringify(policy));
const isId = path => /^[a-z-]+\.[a-z-]+\.[a-z-]+\.[a-z0-9-]+$/.test(path); // of a list of a record
const recordAt = path => path.split('.').slice(0, 2).join('.');

function without(policy, records) { // none of these records, nor what is said of them
	const p = copy(policy);
	for (const record of records) {
		const [section, id] = record.split('.');
		delete p[section][id];
		if (!Object.keys(p[section]).length)
			delete p[section];
	}
	for (const [section, sides] of [['conflicts', c => [c.one, c.other]], ['readings', r => [r.fact]]]) {
		for (const [name, row] of Object.entries(p[section] || {}))
			if (sides(row).some(path => records.includes(recordAt(path))))
				delete p[section][name];
		if (p[section] && !Object.keys(p[section]).length)
			delete p[section];
	}
	return p;
}

module.exports = (policy, all, {pick, chance}) => {
	const conflicts = Object.values(policy.conflicts || {}), open = Object.keys(policy.conflicts || {}).filter(c => !policy.conflicts[c].enforce);
	const out = [];

	// a record in conflict with another that says the same, and is in conflict with the same: nothing is as if the two were not. (If parts of it
	// are in conflict with each other, each of the two records could settle that in its own way.)
	const records = Object.keys(all).filter(p => recordAt(p) === p && !p.startsWith('categories.') && !conflicts.some(c => [c.one, c.other].every(x => recordAt(x) === p)));
	if (records.length) {
		const one = pick(records), [section, id] = one.split('.'), twin = id + '-twin', twins = copy(policy), fields = Object.keys(all[one]).filter(k => ['period', 'consent', 'deadline', 'lead-time', 'action', 'state'].includes(k));
		twins[section][twin] = copy(twins[section][id]); // next to it in the order of names
		const other = path => path && recordAt(path) === one ? path.replace(one, `${section}.${twin}`) : path;
		for (const [name, r] of Object.entries(twins.readings || {}))
			if (recordAt(r.fact) === one)
				twins.readings['twin-' + name] = {...r, fact: other(r.fact)};
		for (const [name, c] of Object.entries(twins.conflicts || {}))
			if ([c.one, c.other].some(path => recordAt(path) === one))
				twins.conflicts[name + '-twin'] = {...c, one: other(c.one), other: other(c.other), ...(c.enforce ? {enforce: other(c.enforce)} : {})};
		const apart = copy(twins), field = fields.length && chance(.4) ? '.' + pick(fields) : '';
		apart.conflicts = {...apart.conflicts, zz: {one: one + field, other: `${section}.${twin}${field}`}};
		out.push(['alike', ['a', twins], ['b', apart]]);
	}
	// one conflict that is decided, either way; not of a field that can fall to another side as well, for what it reads then is another matter
	const sides = conflicts.flatMap(c => [c.one, c.other]), isAlone = path => sides.filter(s => path === s || path.startsWith(s + '.')).length === 1;
	const alone = open.filter(c => [policy.conflicts[c].one, policy.conflicts[c].other].every(path => path in all || isId(path) || isAlone(path)));
	if (alone.length) {
		const name = pick(alone), decide = side => {
			const p = copy(policy);
			p.conflicts[name].enforce = p.conflicts[name][side];
			return p;
		};
		out.push(['decided', ['c', decide('one')], ['d', decide('other')]]);
	}
	// all that any decision sets aside is gone; and the general rules, which could speak again
	const general = Object.keys(all).filter(p => all[p].otherwise === 'true');
	if (conflicts.length && !open.length)
		out.push(['stands', ['e', without(policy, [...new Set([...general, ...conflicts.map(c => recordAt(c.enforce === c.one ? c.other : c.one))])])]]);
	if (general.length)
		out.push(['otherwise', ['f', without(policy, general)]]);
	return out;
};

// SPDX-License-Identifier: MIT
// Conflicts of every shape between the statements of a generated policy (policies.js): pairs, stars, chains, circles; of records, of fields, of
// ids of lists; within a section, over sections, and of what lies within something that is in conflict itself.
'use strict';

// Lists of which an id can be a side; what a statement is about, and when it holds, is none. A start is a side by its length's name.
const MEMBERS = ['purposes', 'use-while-kept', 'recipients', 'vendors', 'instruments', 'permits', 'forbids', 'changes', 'signals', 'gates', 'documents'];
const FIELDS = ['period', 'then', 'then-within', 'deadline', 'answer', 'complete', 'self-service', 'result', 'further-request', 'until', 'exclusive', 'only-purposes', 'consent',
	'used', 'essential', 'can-disable', 'default', 'state', 'after', 'action', 'release', 'max-length', 'max-age', 'lead-time', 'certainty', 'strength'];
// Sections that answer a question together.
const TOGETHER = [['prohibitions', 'retention', 'uses', 'marketing', 'cookies', 'vendors'], ['prohibitions', 'sharing', 'vendors']];
const SHAPES = ['pair', 'star', 'star', 'chain', 'circle', 'pairs', 'within', 'within', 'any'];

const isMap = v => typeof v === 'object';
const words = path => path.split('.'), section = path => words(path)[0];
const kin = path => words(path).filter((_, i) => i % 2 === 0).join(); // requests,routes
const idsOf = list => typeof list === 'string' ? (/\[(.*?)\]/.exec(list) || [, ''])[1].split(', ').filter(Boolean) : [];

module.exports = (all, random, firm) => {
	const {below, chance, pick, shuffled} = random;
	const paths = Object.keys(all).filter(p => section(p) !== 'categories');

	// Some records that could be asked about together: of one section, or of several.
	function records(most) {
		const one = pick(paths), group = chance(.8) && TOGETHER.find(t => t.includes(section(one)));
		const others = paths.filter(p => p !== one && (group ? group.includes(section(p)) : kin(p) === kin(one)));
		return [one, ...shuffled(group ? others.sort((a, b) => (kin(a) === kin(one)) - (kin(b) === kin(one))) : others)].slice(0, most);
	}
	// How firm some records of a section are.
	function firmness(most) {
		const one = firm.pick(paths), group = firm.shuffled(paths.filter(p => kin(p) === kin(one))).slice(0, most);
		const [key, values] = firm.pick([['certainty', ['exact', 'typically', 'target']], ['strength', ['will', 'may', 'can']]]);
		if (group.length > 1)
			group.forEach((path, i) => { all[path][key] = values[i % 3]; });
		return group.map(path => `${path}.${key}`);
	}
	// The same field of some records of a section.
	function fields(most) {
		if (firm.chance(.3))
			return firmness(most);
		const one = pick(paths), keys = Object.keys(all[one]).filter(k => FIELDS.includes(k)), of = {};
		for (const key of keys)
			of[key] = paths.filter(p => kin(p) === kin(one) && key in all[p]);
		const key = shuffled(keys).sort((a, b) => Math.min(most, of[b].length) - Math.min(most, of[a].length))[0];
		return key ? shuffled(of[key]).slice(0, most).map(p => `${p}.${key}`) : [];
	}
	// Ids of lists, and the records beside them.
	function members(most) {
		return records(most).map((p, i) => {
			const keys = Object.keys(all[p]).filter(k => MEMBERS.includes(k) && idsOf(all[p][k]).length > 0);
			if (!keys.length || (i > 0 && chance(.5)))
				return p;
			const key = pick(keys);
			return `${p}.${key}.${pick(idsOf(all[p][key]))}`;
		});
	}
	const recordOf = side => paths.filter(p => side === p || side.startsWith(p + '.')).sort((a, b) => b.length - a.length)[0];

	// So that they speak of the same: the data, the recipients and the purposes of one are those of the other, without conditions; of three
	// sides and more mostly so, for else they never met.
	function alike(sides) {
		const sure = sides.length > 2 ? .4 : 0;
		const [first, ...others] = [...new Set(sides.map(recordOf))];
		const used = new Set(sides.map(s => words(s.slice(recordOf(s).length))[1]).filter(Boolean)); // an id that is a side stays on its list
		for (const path of others)
			for (const [key, often] of [['categories', .7], ['elements', .6], ['recipients', .4], ['purposes', .3], ['surfaces', .7], ['class', .7], ['audience', .6], ['signals', .6],
				['gates', .6], ['documents', .5], ['changes', .6], ['state', .5]])
				if (!used.has(key) && (key in all[path] || kin(path) === kin(first)) && chance(often + sure)) {
					if (key in all[first])
						all[path][key] = all[first][key];
					else if (['categories', 'elements'].includes(key))
						delete all[path][key];
				}
		for (const path of [first, ...others])
			for (const key of ['all-of', 'any-of', 'unless', 'scope'])
				if (chance(.6 + sure))
					delete all[path][key];
	}

	const edges = {
		pair: s => [[s[0], s[1]]],
		star: s => s.slice(1).map(x => [s[0], x]),
		chain: s => s.slice(1).map((x, i) => [s[i], x]),
		circle: s => s.map((x, i) => [x, s[(i + 1) % s.length]]),
		pairs: s => s.slice(1).filter((_, i) => i % 2 === 0).map((x, i) => [s[2 * i], x]),
		any: s => s.flatMap((x, i) => s.slice(i + 1).filter(() => chance(.5)).map(y => [x, y])),
	};
	const LEAST = {star: 4, chain: 3, circle: 3, pairs: 4};

	function sides(shape, of) {
		for (let tries = 0; tries < 6; tries++) {
			const found = of((LEAST[shape] || 2) + below(2));
			if (new Set(found).size >= (LEAST[shape] || 2))
				return [...new Set(found)];
		}
		return null;
	}
	// A record against another, and what lies within it, a field, an id of a list or a route, against a third.
	function within() {
		for (let tries = 0; tries < 6; tries++) {
			const [a, b, c] = records(3), inner = paths.filter(p => p.startsWith(a + '.'));
			const fields_ = c && kin(c) === kin(a) ? Object.keys(all[a]).filter(k => FIELDS.includes(k) && k in all[c]) : [];
			const ids = c ? Object.keys(all[a]).filter(k => MEMBERS.includes(k)).flatMap(k => idsOf(all[a][k]).map(id => `${k}.${id}`)) : [];
			if (c && !c.startsWith(a + '.') && !a.startsWith(c + '.') && !b.startsWith(a + '.') && !a.startsWith(b + '.') && (inner.length || fields_.length || ids.length)) {
				const [kind, of] = pick([['record', inner], ['field', fields_], ['id', ids]].filter(([, l]) => l.length)), key = pick(of);
				return [[a, b], kind === 'record' ? [key, c] : kind === 'field' ? [`${a}.${key}`, `${c}.${key}`] : [`${a}.${key}`, c]];
			}
		}
		return [];
	}

	const shape = pick(SHAPES), of = pick([records, records, fields, members, members]), found = shape === 'within' ? null : sides(shape, of);
	const pairs = shape === 'within' ? within() : found ? edges[shape](found) : [];
	if (!pairs.length)
		return null;
	if (chance(.85))
		alike([...new Set(pairs.flat())]);
	const decided = pick([0, 0, 1, .4]), conflicts = {};
	shuffled(pairs.map((pair, i) => [i, pair])).forEach(([i, [a, b]]) => { // they are not written in the order of their names
		const [one, other] = shuffled([a, b]), c = {one, other};
		if (chance(decided))
			c.enforce = shape === 'within' || chance(.5) ? pick([one, other]) : a;
		conflicts['c' + i] = c;
	});
	return conflicts;
};

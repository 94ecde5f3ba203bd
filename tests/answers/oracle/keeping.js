// SPDX-License-Identifier: MIT
// How long data is kept, and what happens then (compiler/SEMANTICS.md, K); what a request does to it.
'use strict';
const {isList} = require('../policy.js');
const {code, and, touched, covers, forbidden, elements, inAll, applies, appliesWithin, within} = require('./about.js');
const {worst, SECONDS, calendarOf, dayAt, midnightAfter, said, endOf, both, happened, over, inForce} = require('./ends.js');
const {settle, standing, by} = require('./settle.js');
const {counted, qualified, printDue, FIRM, isAsked} = require('./duties.js');

const ENDINGS = ['', 'delete', 'anonymise', 'delete-or-anonymise', 'overwrite', 'keep'];
const ending = v => v === 'open' ? 65535 : ENDINGS.indexOf(v);

// Whether a list has all elements that the category consists of, as the policy has them completely.
function isWhole(p, q, category, list) {
	if (!category || !isList(list))
		return false;
	const about = p.of('categories').map(s => ({s, of: touched('categories', [category], s.get('category'))})).filter(x => x.of !== 'no' || touched('categories', [x.s.get('category')], category) !== 'no');
	const sure = ({s}) => isList(s.get('elements')) && s.get('elements').complete && applies(s, q) === 'yes';
	return about.some(x => x.s.get('category') === category) && about.every(sure) &&
		about.every(x => x.s.get('elements').complete.every(e => covers('elements', list, e, 'no') === 'yes'));
}
function keepsOne(p, s, q, category, element) {
	const c = calendarOf(p), parts_ = !element && isWhole(p, q, category, s.get('elements')) ? 'yes' : elements(p, forbidden, s.get('elements'), {category, element});
	const holds = and(applies(s, q), forbidden('categories', s.get('categories'), category), parts_, category ? 'yes' : 'maybe');
	if (holds === 'no')
		return null;
	let k = counted(p, s, 'period', 'from', q);
	if (k.known && happened(q, k.event).time > q.at)
		k = {...k, known: false, code: 'not-started'};
	k.surely = holds === 'yes' && s.firm();
	if (k.code === 'while-state') {
		const end = over(q, s.get('period').state);
		k.isOver = end?.time !== undefined;
		if (k.isOver) {
			const d = c && {code: 'ok', day: dayAt(c, end.time), end: midnightAfter(c, dayAt(c, end.time))};
			k = c ? {...k, code: 'ok', known: true, first: d, last: d} : {...k, code: 'unstated'};
		} else if (end) {
			k.code = 'ambiguous';
		}
	}
	const ids = s.get('longer-if'), longer = ids === undefined ? 'no' : inAll('conditions', ids, q.met, q.unmet, h => ids.some(i => h.has(i)));
	if (k.code === 'ok' && longer !== 'no')
		k.code = longer === 'yes' ? 'no-number' : 'conditional';
	if (k.code === 'ok' || k.code === 'indefinite')
		k.code = holds === 'maybe' ? 'conditional' : s.firm() ? k.code : 'not-firm';
	return {...k, part: holds === 'maybe'};
}
const isBound = s => s.get('period')?.kind === 'up-to';
const isWhile = s => s.get('period')?.kind === 'while';
// It says nothing of later: another record may go on from there (K2).
const yields = s => isWhile(s) || s.get('then') === 'keep';
// A general rule gives way to one that is about the whole of the same data (K3).
const isGeneral = k => k.s.get('otherwise') === true;
const givesWay = (k, all) => isGeneral(k) && all.some(o => !isGeneral(o) && !o.part && !(isWhile(o.s) && o.isOver));
const LASTING = ['while-state', 'not-started', 'indefinite'];
// What one settlement of one edition says of it (K2 to K4).
function kept(p, q, said_) {
	const general = said_.filter(k => !givesWay(k, said_));
	// an upper bound that nothing has started yet keeps nothing
	const waiting = general.filter(k => isBound(k.s) && k.code === 'not-started'), others = general.filter(k => !waiting.includes(k));
	const all = others.some(k => k.known && !yields(k.s)) ? others : [...others, ...waiting];
	if (!all.length)
		return {code: 'not-listed', open: 0, rules: 0};
	const ends = all.filter(k => k.known);
	const dated = ends.filter(k => !yields(k.s)), stages = all.every(k => k.known && yields(k.s)) ? all : [], tops = dated.length ? dated : stages;
	const bottoms = ends.filter(k => !isBound(k.s)), floor = bottoms.length && bottoms.reduce((a, b) => b.first.end > a.first.end ? b : a);
	const ceiling = tops.length && tops.reduce((a, b) => (dated.length ? b.last.end < a.last.end : b.last.end > a.last.end) ? b : a);
	let answer = worst(all, k => k.code);
	if (answer.code === 'ok' && ceiling)
		answer = ceiling;
	let result = answer.code;
	// something surely keeps it for as long as it takes
	const lasting = LASTING.includes(result) && all.some(k => k.surely && LASTING.includes(k.code));
	const waits = !ceiling && lasting && result !== 'indefinite';
	if (ceiling && ceiling.last.end <= q.at && (lasting || (result === 'ok' && floor && floor.first.end > q.at)))
		result = 'conflict';
	const k = {code: result, s: answer.s, basis: answer.basis, waits, rules: all.length, open: all.filter(x => x.code !== 'ok').length,
		floor: floor && {s: floor.s, ...floor.first}};
	if (!ceiling)
		return k;
	const s = ceiling.s, then = s.get('then'), grace = s.get('then-within'), c = calendarOf(p);
	// several that end on that day have to agree on what happens then
	const agreed = tops.filter(x => x.last.end === ceiling.last.end).every(x => x.s.get('then') === then);
	let overdue = {code: said(grace)};
	if (overdue.code === 'ok') // hours run on from its end, days are counted after the day of its last second
		overdue = both(grace, (unit, n) => endOf(c, unit, n, SECONDS[unit] ? ceiling.last.end : ceiling.last.end - 1));
	return {...k, ceiling: {s, ...ceiling.last}, then, ending: !agreed ? 'conflict' : then === 'open' ? 'unstated' : 'ok', overdue};
}
// What may be done now, and, unless it is to be kept, how (K5).
function mayBe(k, at) {
	if (k.code !== 'ok' || (k.floor && at < k.floor.end))
		return 'keep';
	return `${at < k.ceiling.end ? 'may go' : 'must go'}: ${k.then} ${k.ending}`;
}
function togetherKept(all) {
	const floor = all.map(k => k.floor).reduce((a, b) => !a || (b && b.end > a.end) ? b : a), answer = {...worst(all, k => k.code), floor, waits: all.every(k => k.waits)};
	const ends = all.filter(k => k.ceiling), last = ends.length && ends.reduce((a, b) => b.ceiling.end < a.ceiling.end ? b : a);
	return last ? {...answer, ceiling: last.ceiling, then: last.then, ending: last.ending, overdue: last.overdue} : answer;
}
function printKept(k) {
	const {floor, ceiling, overdue} = k, kept_ = floor ? ` keep ${floor.s.id} ${floor.end}/${floor.day}` : '';
	if (!ceiling)
		return by(k) + kept_;
	return `${by(k)}${kept_} gone ${ceiling.s.id} ${ceiling.end}/${ceiling.day} then ${ending(k.then)} ${k.ending} ${overdue.code}` +
		(overdue.code === 'ok' ? ` ${overdue.last.end}/${overdue.last.day}` : '');
}
function keeping(p, q, category, element) {
	const general = p.of('retention').filter(s => s.get('otherwise') === true), records = [...p.of('retention').filter(s => !general.includes(s)), ...general];
	return {records, reads: ['period', 'then', 'then-within', ...FIRM], named: {}, says: s => keepsOne(p, s, q, category, element),
		comes: said_ => kept(p, q, said_), same: (a, b) => mayBe(a, q.at) === mayBe(b, q.at), together: togetherKept};
}
function keepsIn(p, q, category, element) {
	const k = settle(p, keeping(p, q, category, element));
	if (k.differ)
		k.ending = 'conflict';
	return {...k, gone: k.ceiling && k.ceiling.end, text: printKept(k)};
}

// One record (S11).
function oneKept(p, q, n, category, element) {
	const s = p.of('retention')[n], own = keepsOne(p, s, q, category, element), {code, named} = own ? standing(p, keeping(p, q, category, element), s) : {code: 'none'};
	return code === 'none' ? 'no' : printDue({...own, named, code: code === 'conflict' ? code : own.code, rules: 1, open: Number(own.code !== 'ok')});
}

// ---- what a request does ----

function outcome(p, q, request, category) {
	const says = s => {
		const holds = and(appliesWithin(s, q), isAsked(s.around, [request]), forbidden('categories', s.get('categories'), category));
		if (holds === 'no')
			return null;
		const o = {...qualified({s, code: s.get('result') === 'open' ? 'unstated' : 'ok'}, holds), basis: s.isRead('result') ? 'reading' : 'stated'};
		return {...o, does: [ending(s.get('result')), code('requests', s.get('further-request')), code('events', s.get('until'))].join(' ')};
	};
	const comes = said_ => {
		if (!said_.length)
			return {code: 'not-listed', open: 0, rules: 0, does: '0 0 0'};
		const sure = said_.find(o => o.code === 'ok'), all = said_.map(o => o.code === 'ok' && o.does !== sure.does ? {...o, code: 'conflict'} : o);
		return {...worst(all, o => o.code), rules: all.length, open: all.filter(o => o.code !== 'ok').length};
	};
	const o = settle(p, {records: inForce(p, q.at) ? p.outcomes : [], reads: ['result', 'further-request', 'until', ...FIRM],
		named: {request: within('requests', request)}, says, comes, same: (a, b) => a.code === b.code && a.does === b.does});
	return by(o) + ' ' + o.does;
}

module.exports = {keepsIn, oneKept, outcome};

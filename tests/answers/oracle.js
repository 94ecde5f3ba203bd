// SPDX-License-Identifier: MIT
// Every answer of policy.h a second time, by compiler/SEMANTICS.md, as a lawyer would find it: which statements are about the question, surely or
// perhaps; what each of them says; what comes of all; whether that is the same whichever way the conflicts are settled (settle.js). It reads
// the statements (policy.js) and counts days by walking them (days.js); it knows no table and no bit.
// usage: node oracle.js VOCABULARY DATA-DIR QUESTIONS
'use strict';
const fs = require('fs');
const {reach, editions, vocabulary, isList} = require('./policy.js');
const {settlements} = require('./settle.js');
const {forward, monthsLater, working, known, MONTHS, DAYS, dayOf} = require('../arithmetic/days.js');

const [vocabularyFile, dataDir, questions] = process.argv.slice(2);
const words = vocabulary(vocabularyFile);
const CALENDARS = {
	id: {rounding: 1, offset: 25200, weekend: 96, leave: false},
	'next-day': {rounding: 2, offset: -12600, weekend: 96, leave: true},
	open: {rounding: 0, offset: 25200, weekend: 48, leave: false},
};
const code = (kind, id) => id === undefined ? 0 : id === 'open' ? 65535 : words[kind][id].code;
const idOf = (kind, n) => Object.values(words[kind]).find(t => t.code === n)?.id;
const ENDINGS = ['', 'delete', 'anonymise', 'delete-or-anonymise', 'overwrite', 'keep'];
const ending = v => v === 'open' ? 65535 : ENDINGS.indexOf(v);

// ---- yes, no, maybe ----

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

// What stands in the way, the worst first: what is ruled out; what only legal can say; what the caller has to say; what time will tell.
const SERIOUS = ['no', 'conflict', 'unstated', 'no-number', 'not-firm', 'conditional', 'out-of-calendar', 'out-of-range', 'not-started', 'while-state', 'indefinite', 'ok'];
const worst = (list, of) => list.reduce((a, b) => SERIOUS.indexOf(of(b)) < SERIOUS.indexOf(of(a)) ? b : a);

// ---- time ----

const DAY = 86400, calendarOf = p => p.calendar ? CALENDARS[p.calendar.id] : null;
const dayAt = (c, t) => Math.floor((t + (c ? c.offset : 0)) / DAY);
const midnightAfter = (c, day) => (day + 1) * DAY - c.offset;
const MARKS = {'': 'ok', c: 'out-of-calendar', u: 'unstated'};
const said = span => span === undefined ? 'not-listed' : span === 'open' ? 'unstated' : {while: 'while-state', words: 'no-number', indefinite: 'indefinite'}[span.kind] || 'ok';

function endOf(c, unit, n, start) {
	if (unit === 'hour')
		return {code: 'ok', end: start + n * 3600, day: dayAt(c, start + n * 3600)};
	if (!c)
		return {code: 'unstated'};
	const [day, mark] = forward(c, unit, n, dayAt(c, start));
	return {code: MARKS[mark], end: midnightAfter(c, day), day};
}

function latestStart(c, n, effective, rounding) {
	let day = effective - 1 - 28 * n;
	while (monthsLater(day, n, rounding) >= effective)
		day--;
	return day;
}
function backOf(c, unit, n, effective) {
	if (!c)
		return {code: 'unstated'};
	let day = effective - 1, mark = '';
	if (unit === 'hour') {
		const end = effective * DAY - c.offset - n * 3600;
		return {code: 'ok', end, day: dayAt(c, end)};
	} else if (DAYS[unit]) {
		day -= n * DAYS[unit]; // so many clear days lie between
	} else if (unit === 'business-day') {
		for (let left = n; left > 0; day--) {
			left -= working(c, day);
			if (!known(day))
				mark = 'c';
		}
	} else {
		const a = latestStart(c, n * MONTHS[unit], effective, 1), b = latestStart(c, n * MONTHS[unit], effective, 2);
		day = c.rounding ? [a, b][c.rounding - 1] : Math.min(a, b);
		mark = c.rounding || a === b ? '' : 'u';
	}
	return {code: MARKS[mark], end: midnightAfter(c, day), day};
}
// Both ends of a length with a number; known: there are some.
function both(span, count) {
	const a = count(span.unit, span.min), b = count(span.unit, span.max);
	const ends = [a, b].sort((x, y) => x.end - y.end);
	return {code: worst([a, b], x => x.code).code, known: 'end' in a && 'end' in b, first: ends[0], last: ends[1]};
}

// The same moment may have several names; its own comes first.
function happened(q, event) {
	const names = event && event !== 'open' ? reach(words.events, 'sameAs', event) : new Set();
	return q.events.find(e => e.what === event) || q.events.find(e => names.has(e.what));
}

// ---- all settlements ----

// Asks the question once for each settlement. about: `records` in the order of Q3, `says` of one of them, the fields it `reads`, the ids it names
// (`named`), what `comes` of what all say, whether two such answers are the `same`, which they are `together`.
function settle(p, about) {
	const {ways, named} = settlements(p, about);
	const answers = ways.map(way => about.comes((about.asked || (w => about.records.flatMap(w.views)))(way).map(about.answers || about.says).filter(Boolean)));
	const same = answers.every(a => about.same(answers[0], a));
	const answer = answers.length > 1 && about.together ? about.together(answers) : answers[0];
	return {...answer, ...(same ? {} : {code: 'conflict', named: named && named.name}), ways: ways.length, differ: !same};
}
const within = (kind, id) => member => !!id && parts(kind, member).has(id);
const sameCode = (a, b) => a.code === b.code;

// ---- duties to act ----

function counted(p, s, key, from, q, start) {
	const span = s.get(key), f = s.get(from), c = calendarOf(p);
	const basis = s.isRead(key, from) ? 'reading' : f && f.basis === 'implied' ? 'implied' : 'stated';
	const due = {s, basis, event: f && f !== 'open' ? f.event : undefined, code: said(span)};
	if (due.code !== 'ok')
		return due;
	if (!due.event)
		return {...due, code: 'unstated'};
	const begin = start === undefined ? happened(q, due.event)?.time : start;
	if (begin === undefined)
		return {...due, code: 'not-started'};
	return {...due, ...both(span, (unit, n) => endOf(c, unit, n, begin))};
}
function qualified(due, holds) {
	const firm = due.s.firm() ? 'ok' : 'not-firm';
	return {...due, part: holds === 'maybe', code: due.code !== 'ok' ? due.code : holds === 'maybe' ? 'conditional' : firm};
}
// The earliest end of any is the end. A duty in words or one that is open answers before all else, for it may be due sooner; then who has the
// earliest end, of two alike the one that is sure; then the first (Q2).
const before = (x, y) => { const i = x.findIndex((v, n) => v !== y[n]); return i >= 0 && x[i] < y[i]; };
function soonest(dues) {
	const ends = dues.filter(d => d.known), end = ends.length && ends.reduce((a, b) => before([b.first.end, b.last.end], [a.first.end, a.last.end]) ? b : a);
	return end ? {known: true, first: end.first, last: end.last} : {};
}
function earliest(dues) {
	if (!dues.length)
		return {code: 'not-listed', rules: 0, open: 0};
	const vague = ['no-number', 'unstated'];
	const place = d => vague.includes(d.code) ? [1] : [2, d.known ? 0 : 1, d.known ? d.first.end : 0, d.known && d.code !== 'ok' ? 1 : 0];
	const best = dues.reduce((a, b) => before(place(b), place(a)) ? b : a);
	// an end past the calendar may come sooner than it seems, and so before the others
	const code = dues.some(d => d.days === 'out-of-calendar') ? 'out-of-calendar' : best.code;
	return {...best, ...soonest(dues), code, rules: dues.length, open: dues.filter(d => d.code !== 'ok').length};
}
const by = a => `${a.code}${a.named ? ':' + a.named : ''} ${a.s ? a.s.id : '-'} ${a.s ? a.basis : '-'} ${a.open}/${a.rules}`;
const printDue = d => `${by(d)} ${d.s ? code('events', d.event) % 65535 : 0}` + (d.known ? ` ${d.first.end}/${d.first.day}..${d.last.end}/${d.last.day}` : '');

const FIRM = ['certainty', 'strength'];
const DUE = {
	comes: earliest,
	same: (a, b) => a.code === b.code && !a.known === !b.known && (!a.known || (a.first.end === b.first.end && a.last.end === b.last.end)),
	together: all => ({...all[0], known: false, ...soonest(all)}),
};

function breach(p, q, audience) {
	return printDue(settle(p, {...DUE, records: inForce(p, q.at) ? p.of('breach') : [], reads: ['deadline', ...FIRM], named: {},
		says(s) {
			const who = s.get('audience'), told = who === 'open' ? 'maybe' : touched('audiences', [who], audience);
			const holds = and(applies(s, q), told);
			return holds === 'no' ? null : qualified(counted(p, s, 'deadline', 'from', q), holds);
		}}));
}

const requestsOf = r => [r.get('request')].flat();
// Whether a record of requests is about any of these, or all of them.
const isAsked = (r, asked) => {
	const each = asked.map(a => requestsOf(r).includes('open') ? 'maybe' : touched('requests', requestsOf(r), a));
	return each.every(x => x === 'yes') ? 'yes' : each.every(x => x === 'no') ? 'no' : 'maybe';
};
function routes(p, q, asked, key) {
	return {...DUE, records: inForce(p, q.at) ? p.routes : [], reads: [key, 'self-service', ...FIRM], named: {request: member => asked.every(a => within('requests', a)(member))},
		says(s) {
			const holds = and(appliesWithin(s, q), isAsked(s.around, asked));
			return holds === 'no' || s.get('self-service') === true || s.get(key) === undefined ? null : qualified(counted(p, s, key, 'from', q), holds);
		}};
}
const requestDue = (p, q, request, key) => printDue(settle(p, routes(p, q, [request], key)));
// One route: where it does not stand, what stands against it (S11).
function oneRoute(p, q, n, key) {
	const s = p.routes[n], about = routes(p, q, requestsOf(s.around), key);
	const says = x => x.path === s.path ? qualified(counted(p, x, key, 'from', q), and(appliesWithin(x, q), 'yes')) : about.says(x);
	if (appliesWithin(s, q) === 'no')
		return 'no';
	return printDue(settle(p, {...about, records: p.routes, answers: says, asked(way) {
		const own = way.views(s);
		return own.length ? own : way.against(s).flatMap(r => p.routes.includes(r.s) ? way.views(r.s) : r.s.children.routes.flatMap(way.views));
	}}));
}

function change(p, q, what, effective) {
	return printDue(settle(p, {...DUE, records: inForce(p, q.at) ? p.of('policy-changes') : [], reads: ['lead-time', ...FIRM], named: {changes: within('changes', what)},
		says(s) {
			const holds = and(applies(s, q), forbidden('changes', s.get('changes'), what)), span = s.get('lead-time'), event = s.get('before');
			if (holds === 'no' || span === undefined)
				return null;
			let due = {s, basis: s.isRead('lead-time', 'before') ? 'reading' : 'stated', event, code: said(span)};
			if (due.code === 'ok')
				due = {...due, ...both(span, (unit, n) => backOf(calendarOf(p), unit, n, effective))};
			if (due.code === 'ok' && event === 'open')
				due.code = 'unstated';
			return {...qualified(due, holds), days: due.code};
		}}));
}

// ---- keeping ----

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
		const over = q.ended.filter(e => e.time <= q.at && parts('states', e.what).has(s.get('period').state)).sort((a, b) => a.time - b.time)[0];
		k.isOver = !!over;
		if (over) {
			const d = c && {code: 'ok', day: dayAt(c, over.time)};
			k = c ? {...k, code: 'ok', known: true, first: d, last: d} : {...k, code: 'unstated'};
		}
	}
	if (k.known && c) // days are civil days
		for (const end of ['first', 'last'])
			k[end] = {...k[end], end: midnightAfter(c, k[end].day)};
	const ids = s.get('longer-if'), longer = ids === undefined ? 'no' : inAll('conditions', ids, q.met, q.unmet, h => ids.some(i => h.has(i)));
	if (k.code === 'ok' && longer !== 'no')
		k.code = longer === 'yes' ? 'no-number' : 'conditional';
	if (k.code === 'ok' || k.code === 'indefinite')
		k.code = holds === 'maybe' ? 'conditional' : s.firm() ? k.code : 'not-firm';
	return {...k, part: holds === 'maybe'};
}
const isWhile = s => s.get('period')?.kind === 'while';
// A general rule gives way to one that is about the whole of the same data (K3).
const isGeneral = k => k.s.get('otherwise') === true;
const givesWay = (k, all) => isGeneral(k) && all.some(o => !isGeneral(o) && !o.part && !(isWhile(o.s) && o.isOver));
const LASTING = ['while-state', 'not-started', 'indefinite'];
// What one settlement of one edition says of it (K2 to K4).
function kept(p, q, said_) {
	const all = said_.filter(k => !givesWay(k, said_));
	if (!all.length)
		return {code: 'not-listed', open: 0, rules: 0};
	const ends = all.filter(k => k.known);
	// "as long as a state lasts" says nothing of later, where another rule does
	const dated = ends.filter(k => !isWhile(k.s)), tops = dated.length ? dated : ends;
	const floor = ends.length && ends.reduce((a, b) => b.first.end > a.first.end ? b : a), ceiling = ends.length && tops.reduce((a, b) => b.last.end < a.last.end ? b : a);
	let answer = worst(all, k => k.code);
	if (answer.code === 'ok' && ceiling)
		answer = ceiling;
	let result = answer.code;
	// something surely keeps it for as long as it takes
	const lasting = LASTING.includes(result) && all.some(k => k.surely && LASTING.includes(k.code));
	const waits = !ceiling && lasting && result !== 'indefinite';
	if (ceiling && ceiling.last.end <= q.at && ((lasting && (dated.length || result === 'indefinite')) || (result === 'ok' && floor.first.end > q.at)))
		result = 'conflict';
	const k = {code: result, s: answer.s, basis: answer.basis, waits, rules: all.length, open: all.filter(x => x.code !== 'ok').length};
	if (!ceiling)
		return k;
	const s = ceiling.s, then = s.get('then'), grace = s.get('then-within'), c = calendarOf(p);
	// several that end on that day have to agree on what happens then
	const agreed = tops.filter(x => x.last.end === ceiling.last.end).every(x => x.s.get('then') === then);
	let overdue = {code: said(grace)};
	if (overdue.code === 'ok') // its day is over: hours run on from there, days are counted after it
		overdue = both(grace, (unit, n) => endOf(c, unit, n, unit === 'hour' ? ceiling.last.end : ceiling.last.end - 1));
	return {...k, floor: {s: floor.s, ...floor.first}, ceiling: {s, ...ceiling.last}, then, ending: !agreed ? 'conflict' : then === 'open' ? 'unstated' : 'ok', overdue};
}
// What may be done now, and, unless it is to be kept, how (K5).
function mayBe(k, at) {
	if (k.code !== 'ok' || at < k.floor.end)
		return 'keep';
	return `${at < k.ceiling.end ? 'may go' : 'must go'}: ${k.then} ${k.ending}`;
}
function togetherKept(all) {
	const answer = worst(all, k => k.code), ends = all.filter(k => k.ceiling);
	if (!ends.length)
		return answer;
	const last = ends.reduce((a, b) => b.ceiling.end < a.ceiling.end ? b : a), floor = ends.reduce((a, b) => b.floor.end > a.floor.end ? b : a).floor;
	return {...answer, ...(answer.code === 'ok' ? {s: last.s, basis: last.basis} : {}), floor, ceiling: last.ceiling, then: last.then, ending: last.ending, overdue: last.overdue,
		waits: all.every(k => k.waits)};
}
function printKept(k) {
	if (!k.ceiling)
		return by(k);
	const {floor, ceiling, overdue} = k;
	return `${by(k)} keep ${floor.s.id} ${floor.end}/${floor.day} gone ${ceiling.s.id} ${ceiling.end}/${ceiling.day} then ${ending(k.then)} ${k.ending} ${overdue.code}` +
		(overdue.code === 'ok' ? ` ${overdue.last.end}/${overdue.last.day}` : '');
}
function keepsIn(p, q, category, element) {
	const k = settle(p, {records: p.of('retention'), reads: ['period', 'then', 'then-within', ...FIRM], named: {}, says: s => keepsOne(p, s, q, category, element),
		comes: said_ => kept(p, q, said_), same: (a, b) => mayBe(a, q.at) === mayBe(b, q.at), together: togetherKept});
	if (k.differ)
		k.ending = 'conflict';
	return {...k, gone: k.ceiling && k.ceiling.end, text: printKept(k)};
}

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

// ---- may it be done ----

const CODES = {yes: 'ok', maybe: 'conditional'};

// Of what each statement says the last in the order of R; a statement that contradicts itself comes before what may rule it out (Q1).
function verdict(all) {
	if (!all.length)
		return {code: 'not-listed', rules: 0, open: 0};
	const order = a => a.code === 'no' ? 0 : a.code === 'conflict' ? 1 : a.bars ? (a.code === 'unstated' ? 2 : 3) : a.code === 'ok' ? 4 : 5;
	const best = all.reduce((a, b) => order(b) < order(a) ? b : a);
	return {...best, rules: all.length, open: all.filter(a => a.code !== 'ok').length};
}
const most = parts_ => verdict(parts_.filter(Boolean));

// What a mode of consent makes of what the person said: 0 nothing, 1 yes, 2 yes explicitly, 3 no.
function consents(mode, said) {
	if (mode === undefined || mode === 'not-needed')
		return 'yes';
	if (mode === 'open')
		return 'open';
	if (said === 3)
		return 'no';
	return {explicit: said === 2 ? 'yes' : 'no', 'opt-in': said ? 'yes' : 'no', 'if-law-requires': said ? 'yes' : 'maybe'}[mode] || 'yes';
}

// How a statement that lets something be done, on terms, speaks of it (R2). grants: whether it is about it; terms: whether they are met.
function granted(grants, terms) {
	if (grants === 'no')
		return null;
	if (terms === 'yes')
		return {code: CODES[grants], bars: false};
	if (grants === 'maybe' || terms === 'maybe')
		return {code: 'conditional', bars: true};
	return {code: terms === 'open' ? 'unstated' : 'no', bars: true};
}
// The same of one that rules something out.
const barred = bars => bars === 'no' ? null : {code: bars === 'yes' ? 'no' : 'conditional', bars: true};
const spoken = (s, basis, ...what) => {
	const one = most(what);
	return one.code === 'not-listed' ? null : {...one, s, basis, part: one.code === 'conditional'};
};

// Data that is kept after an event is used for less (R4). Which event, if that is open, may be any that has happened.
function keptFor(p, q, m, s) {
	const only = s.get('use-while-kept'), from = s.get('from'), past = q.events.filter(e => e.time <= q.at), unsure = from === 'open';
	const begun = from === undefined || (unsure ? past.length > 0 : past.some(e => reach(words.events, 'sameAs', from.event).has(e.what)));
	if (only === undefined || !begun)
		return null;
	return spoken(s, s.isRead('from', 'use-while-kept') ? 'reading' : 'stated',
		barred(and(unsure ? 'maybe' : 'yes', applies(s, q), data(p, forbidden, s, m), not(forbidden('purposes', only, m.purpose)))));
}
// R9.
function prohibited(p, q, isAct, m, s) {
	const acts = s.get('acts');
	if (!(acts.complete || acts.examples).some(isAct))
		return null;
	const excepted = (kind, key, id) => s.get(key) === undefined ? 'no' : forbidden(kind, s.get(key), id);
	return spoken(s, 'stated', barred(and(applies(s, q), data(p, forbidden, s, m),
		forbidden('recipients', s.get('recipients'), m.recipient), forbidden('purposes', s.get('purposes'), m.purpose),
		forbidden('methods', s.get('methods'), q.method), forbidden('techniques', s.get('techniques'), q.technique), forbidden('places', s.get('places'), q.place),
		not(excepted('recipients', 'except-recipients', m.recipient)), not(excepted('purposes', 'except-purposes', m.purpose)))));
}
// R3.
function used(p, q, m, s) {
	const purposes = s.get('purposes'), holds = applies(s, q);
	const grants = and(holds, data(p, allowed, s, m), allowed('purposes', purposes, m.purpose), m.category && m.purpose ? 'yes' : 'maybe');
	const bars = s.get('exclusive') === true ? and(holds, data(p, forbidden, s, m), not(forbidden('purposes', purposes, m.purpose))) : 'no';
	return spoken(s, s.isRead('consent') ? 'reading' : 'stated', granted(grants, consents(s.get('consent'), q.said % 4)), barred(bars));
}
// R6, of a use.
function processed(p, q, m, s) {
	const why = s.get('purposes');
	if (why === undefined)
		return null;
	const named = s.get('categories') !== undefined || s.get('elements') !== undefined;
	return spoken(s, 'stated', granted(and(applies(s, q), data(p, allowed, s, m), allowed('methods', s.get('methods'), q.method), allowed('purposes', why, m.purpose),
		named && m.category && m.purpose ? 'yes' : 'maybe'), 'yes'));
}
// R7.
const MARKETING = Object.keys(words.purposes || {}).filter(id => words.purposes[id].by === 'marketing');
function advertised(p, q, m, s) {
	const holds = and(applies(s, q), MARKETING.some(id => parts('purposes', id).has(m.purpose)) ? 'yes' : 'no'), terms = consents(s.get('default'), q.said % 4);
	return spoken(s, s.isRead('default') ? 'reading' : 'stated', terms === 'no' ? barred(holds) : granted(and(holds, 'maybe'), terms));
}
// R8.
function cookieUsed(p, q, m, s) {
	if (s.get('used') !== true || s.get('purposes') === undefined)
		return null;
	const terms = storing(s, q.said % 4);
	return spoken(s, s.isRead('can-disable', 'default') ? 'reading' : 'stated',
		terms && granted(and(applies(s, q), allowed('purposes', s.get('purposes'), m.purpose), elements(p, allowed, s.get('holds'), m), 'maybe'), terms));
}
// R5, and R6 of a sharing.
function shared(p, q, m, isVendor, s) {
	const about = test => and(applies(s, q), data(p, test, s, m), test('methods', s.get('methods'), q.method));
	const who = s.get(isVendor ? 'vendors' : 'recipients'), why = s.get('purposes');
	const namesData = s.get('categories') !== undefined || s.get('elements') !== undefined, closes = isVendor || s.get('exclusive') === true;
	const grants = and(about(allowed), allowed('recipients', who, m.recipient), allowed('purposes', why, m.purpose),
		(closes && (why === undefined || !namesData)) || !m.category ? 'maybe' : 'yes');
	const nobodyElse = s.get('exclusive') === true ? and(about(forbidden), not(forbidden('recipients', who, m.recipient))) : 'no';
	const nothingElse = s.get('only-purposes') === true ? and(about(forbidden), forbidden('recipients', who, m.recipient), not(forbidden('purposes', why, m.purpose))) : 'no';
	const consent = q.said === 0 && ![undefined, 'not-needed', 'open'].includes(s.get('consent')) ? 'maybe' : consents(s.get('consent'), q.said % 4);
	const papers = forbidden('instruments', s.get('instruments'), q.instrument), terms = ['no', 'open', 'maybe', 'yes'].find(t => t === papers || t === consent);
	return spoken(s, s.isRead('consent') ? 'reading' : 'stated', granted(grants, terms), barred(nobodyElse), barred(nothingElse));
}

// Q1. Of sections in the order of Q3: [records, what one of them says].
function may(p, q, sections, reads, named, comes = verdict) {
	const of = new Map(), live = inForce(p, q.at);
	for (const [section, says] of live ? sections : [])
		p.of(section).forEach(s => of.set(s.path, says));
	const records = live ? sections.flatMap(([section]) => p.of(section)) : [];
	return by(settle(p, {records, says: s => of.get(s.path)(s), reads, named, comes, same: sameCode}));
}
// What only rules out, and only perhaps, does not speak of the use of it.
const beside = all => {
	const answer = verdict(all), rulesOut = a => /^(prohibitions|retention)\./.test(a.s.path);
	return answer.code === 'conditional' && all.every(rulesOut) ? {code: 'not-listed', rules: answer.rules, open: answer.open} : answer;
};
const forbids = section => a => words.acts[a].forbids === section;
const ids = m => ({purposes: within('purposes', m.purpose), 'use-while-kept': within('purposes', m.purpose), recipients: within('recipients', m.recipient), vendors: within('recipients', m.recipient)});

const act = (p, q, what, category, element, recipient, purpose) => {
	const m = {category, element, recipient, purpose};
	return may(p, q, [['prohibitions', s => prohibited(p, q, a => a === what, m, s)]], [], {...ids(m), acts: within('acts', what)});
};
function use(p, q, category, element, purpose) {
	const m = {category, element, purpose}, asked = f => s => f(p, q, m, s);
	return may(p, q, [['prohibitions', s => prohibited(p, q, forbids('uses'), m, s)], ['retention', asked(keptFor)], ['uses', asked(used)], ['marketing', asked(advertised)],
		['cookies', asked(cookieUsed)], ['vendors', asked(processed)]],
	['exclusive', 'consent', 'period', 'default', 'used', 'can-disable', 'essential'], ids(m), beside);
}
function share(p, q, category, element, recipient, purpose) {
	const m = {category, element, recipient, purpose};
	return may(p, q, [['prohibitions', s => prohibited(p, q, forbids('sharing'), m, s)], ['sharing', s => shared(p, q, m, false, s)], ['vendors', s => shared(p, q, m, true, s)]],
		['exclusive', 'only-purposes', 'consent'], {...ids(m), instruments: within('instruments', q.instrument)}, beside);
}

// Whether storage may be set for a person who said this (R10); null: it says nothing to that. What the person can switch off stays off; what the
// policy says of consent comes before what the service needs.
function storing(s, said) {
	const mode = s.get('default'), off = s.get('can-disable'), needed = s.get('essential');
	if (said === 3 && [mode, off, needed].every(x => x === undefined))
		return null;
	if (said === 3 && off === true)
		return 'no';
	if (mode !== undefined && mode !== 'open')
		return consents(mode, said);
	if (mode === 'open' && needed !== true)
		return 'open';
	if (said !== 3 || off === false)
		return 'yes';
	return needed !== true ? 'no' : off === 'open' ? 'open' : 'yes';
}
function store(p, q, surface, cookieClass) {
	return may(p, q, [['cookies', s => {
		const where = s.get('surfaces') === 'open' ? undefined : s.get('surfaces'), isUsed = s.get('used') === true;
		const about = and(applies(s, q), touched('cookie-classes', [s.get('class')], cookieClass), (isUsed ? allowed : forbidden)('surfaces', where, surface));
		const terms = isUsed ? storing(s, q.said % 4) : null;
		return spoken(s, s.isRead('surfaces', 'can-disable', 'default') ? 'reading' : 'stated', isUsed ? terms && granted(about, terms) : barred(about));
	}]], ['used', 'default', 'essential', 'can-disable'], {});
}

// R11.
function permits(p, q, which, permission, s) {
	const now = s.get('state'), starts = s.get('starts'), until = s.get('until'), over = happened(q, until);
	const inIt = [now === undefined ? 'no' : now === 'open' ? 'maybe' : touched('states', [now], which), starts === undefined ? 'no' : touched('states', starts, which)];
	if (now === undefined && starts === undefined) // in whatever state it is after the event
		inIt.push(isAfter(p, q, s));
	const holds = and(applies(s, q), inIt.includes('yes') ? 'yes' : inIt.includes('maybe') ? 'maybe' : 'no', over && over.time <= q.at ? 'no' : 'yes');
	const mayBe = s.get('permits') === undefined ? 'no' : allowed('permissions', s.get('permits'), permission);
	const mayNot = s.get('forbids') === undefined ? 'no' : forbidden('permissions', s.get('forbids'), permission);
	const basis = s.isRead('state', 'until') ? 'reading' : 'stated';
	if (holds === 'no' || (mayBe === 'no' && mayNot === 'no'))
		return null;
	if (holds === 'yes' && mayBe === 'yes' && mayNot === 'yes')
		return spoken(s, basis, {code: 'conflict', bars: true});
	if (until === 'open')
		return spoken(s, basis, {code: 'unstated', bars: true});
	return spoken(s, basis, mayNot === 'no' ? granted(and(holds, mayBe), 'yes') : barred(and(holds, mayNot, not(mayBe)) === 'yes' ? 'yes' : 'maybe'));
}
function isAfter(p, q, s) {
	const since = happened(q, s.get('when')), after = s.get('after');
	if (!since)
		return 'no';
	if (after === undefined)
		return since.time <= q.at ? 'yes' : 'no';
	const end = said(after) === 'ok' ? both(after, (unit, n) => endOf(calendarOf(p), unit, n, since.time)) : {};
	return !end.known ? 'maybe' : end.last.end <= q.at ? 'yes' : end.first.end <= q.at ? 'maybe' : 'no';
}
function state(p, q, which, permission) {
	const comes = all => {
		const answer = verdict(all);
		return {...answer, code: answer.code === 'no' && all.some(a => a.code === 'ok') ? 'conflict' : answer.code};
	};
	return may(p, q, [['lifecycle', s => permits(p, q, which, permission, s)]], ['state', 'until', 'after'],
		{permits: within('permissions', permission), forbids: within('permissions', permission), starts: within('states', which)}, comes);
}

// ---- signals, documents ----

function signal(p, q, sign) {
	const comes = said_ => {
		const answer = verdict(said_), s = answer.s;
		if (!s)
			return {...answer, does: '0 0 0', length: {code: 'not-listed'}};
		let length = {code: said(s.get('max-length'))};
		if (length.code === 'ok')
			length = both(s.get('max-length'), (unit, n) => endOf(calendarOf(p), unit, n, q.at));
		return {...answer, length, does: `${code('actions', s.get('action'))} ${code('releases', s.get('release'))} ${code('actions', s.get('then'))}`};
	};
	const r = settle(p, {records: inForce(p, q.at) ? p.of('automated-actions') : [], reads: ['action', 'release', 'then', 'max-length', ...FIRM], named: {signals: within('signals', sign)},
		says(s) {
			const holds = and(applies(s, q), forbidden('signals', s.get('signals'), sign));
			return holds === 'no' ? null : {...qualified({s, code: s.get('action') === 'open' ? 'unstated' : 'ok'}, holds), basis: s.isRead('action') ? 'reading' : 'stated'};
		}, comes, same: (a, b) => a.code === b.code && a.does === b.does});
	return `${by(r)} ${r.does} ${r.length.code}` + (r.length.code === 'ok' ? ` ${r.length.first.end}..${r.length.last.end}` : '');
}

function documentAge(p, q, gate, document, issued) {
	const c = calendarOf(p);
	const says = s => {
		const holds = and(applies(s, q), forbidden('gates', s.get('gates'), gate), forbidden('documents', s.get('documents'), document));
		if (holds === 'no' || s.get('max-age') === undefined)
			return null;
		const age = counted(p, s, 'max-age', 'measured-at', q, issued * DAY - (c ? c.offset : 0)), measured = happened(q, age.event);
		if (age.code === 'ok') {
			const day = measured && dayAt(c, measured.time);
			age.code = !measured ? 'not-started' : !c ? 'unstated' : day > age.last.day || day < issued ? 'no' : 'ok';
		}
		if (['ok', 'no'].includes(age.code) && holds === 'maybe')
			age.code = 'conditional';
		else if (['ok', 'no'].includes(age.code) && !s.firm())
			age.code = 'not-firm';
		return {...age, part: holds === 'maybe', basis: age.basis === 'stated' && s.isRead('gates', 'documents') ? 'reading' : age.basis};
	};
	const comes = all => {
		const days = all.filter(a => a.known).map(a => a.last.day), day = days.length ? Math.min(...days) : null;
		return all.length ? {...worst(all, a => a.code), day, rules: all.length, open: all.filter(a => a.code !== 'ok').length} : {code: 'not-listed', rules: 0, open: 0, day};
	};
	const earlier = all => { const days = all.map(a => a.day).filter(d => d !== null); return days.length ? Math.min(...days) : null; };
	const answer = settle(p, {records: inForce(p, q.at) ? p.of('identity-checks') : [], reads: ['max-age', ...FIRM], named: {gates: within('gates', gate), documents: within('documents', document)},
		says, comes, same: sameCode, together: all => ({...all[0], day: earlier(all)})});
	return `${by(answer)} ${answer.day === null ? '-' : answer.day}`;
}

// ---- the questions ----

// From midnight of its day in the policy's zone.
function inForce(p, time) {
	const c = calendarOf(p);
	return !p.effective || time >= dayOf(p.effective) * DAY - (c ? c.offset : 0);
}

// Of the editions that have begun the last one. What is only drafted binds nobody, and ends nothing; it is read where nothing else was ever said.
function editionAt(all, time) {
	const begun = all.filter(p => inForce(p, time)), binding = begun.filter(p => !p.draft);
	return (binding.length ? binding : begun).pop();
}
// Of several editions, which of them answers.
const place = (all, p) => all.length > 1 && p ? `#${all.indexOf(p)} ` : '';

const SECTIONS = {retention: 'retention', breach: 'breach', use: 'uses', sharing: 'sharing', prohibition: 'prohibitions', cookie: 'cookies', lifecycle: 'lifecycle',
	automation: 'automated-actions', identity: 'identity-checks', policy_change: 'policy-changes', request: 'requests', route: 'routes', outcome: 'outcomes'};
const KINDS = {
	breach: ['audiences'], 'request-answer': ['requests'], 'request-complete': ['requests'], change: ['changes', null], 'route-answer': [null], 'route-complete': [null],
	keep: ['categories', 'elements', null], outcome: ['requests', 'categories'], act: ['acts', 'categories', 'elements', 'recipients', 'purposes'],
	use: ['categories', 'elements', 'purposes'], share: ['categories', 'elements', 'recipients', 'purposes'], store: ['surfaces', 'cookie-classes'],
	state: ['states', 'permissions'], signal: ['signals'], document: ['gates', 'documents', null], 'in-force': [], applies: [null],
};
const ANSWERS = {
	breach, change, outcome, act, use, share, store, state, signal, document: documentAge,
	'request-answer': (p, q, r) => requestDue(p, q, r, 'answer'), 'request-complete': (p, q, r) => requestDue(p, q, r, 'complete'),
	'route-answer': (p, q, n) => oneRoute(p, q, n, 'answer'), 'route-complete': (p, q, n) => oneRoute(p, q, n, 'complete'),
	applies(p, q, n) {
		const s = (p[q.rule + 's'] || p.of(SECTIONS[q.rule]))[n];
		return `${{yes: 'ok', no: 'no', maybe: 'conditional'}[applies(s, q)]} ${s.id}`;
	},
};
function readQuestion(line) {
	const [brand, name, ...rest] = line.split(' '), numbers = [], q = {events: [], ended: [], met: [], unmet: [], within: [], outside: [], said: 0, at: 0};
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
		else
			q[key] = ONE[key] ? idOf(ONE[key], Number(value)) : key === 'rule' ? value : Number(value);
	}
	return {brand, name, q, args: KINDS[name].map((kind, i) => kind ? idOf(kind, numbers[i]) : numbers[i])};
}

// A row is of an edition, and so is a route or a statement that is asked about; all else picks the edition by the time.
function answer(all, q, name, args) {
	const held = all[q.edition === undefined ? all.length - 1 : q.edition], p = editionAt(all, q.at);
	if (name === 'keep')
		return keep(all, q, ...args);
	if (name === 'in-force')
		return place(all, p) + (p ? 'yes' : 'no');
	if (name === 'applies')
		return ANSWERS.applies(held, q, ...args);
	if (!name.startsWith('route-'))
		return place(all, p) + ANSWERS[name](p || all[0], q, ...args);
	const text = ANSWERS[name](held, q, ...args);
	return text === 'no' ? text : place(all, held) + text;
}

const policies = {}, out = [];
for (const line of fs.readFileSync(questions, 'utf8').trim().split('\n')) {
	const {brand, name, q, args} = readQuestion(line);
	out.push(answer(policies[brand] ||= editions(dataDir, brand), q, name, args));
}
fs.writeFileSync(1, out.join('\n') + '\n');

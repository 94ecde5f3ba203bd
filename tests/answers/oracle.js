// SPDX-License-Identifier: MIT
// Every answer of policy.h a second time, as a lawyer would find it: which statements are about the question, surely or perhaps; what each of them
// says; what is the worst of it. It reads the statements (policy.js) and counts days by walking them (days.js); it knows no table and no bit.
// usage: node oracle.js VOCABULARY DATA-DIR QUESTIONS
'use strict';
const fs = require('fs');
const {reach, editions, vocabulary, isList} = require('./policy.js');
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
	const contestedAway = [all, any, unless, scope].includes('open') ? 'maybe' : 'yes';
	let within = 'yes';
	if (isList(scope)) {
		const ids = scope.complete || scope.examples;
		within = inAll('scopes', ids, q.within, q.outside, holds => ids.some(i => holds.has(i)));
		if (within === 'no' && scope.examples)
			within = 'maybe';
	}
	return and(met, contestedAway, within);
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
function qualified(due, contested, holds) {
	const firm = due.s.firm() ? 'ok' : 'not-firm';
	return {...due, code: contested ? 'conflict' : due.code !== 'ok' ? due.code : holds === 'maybe' ? 'conditional' : firm};
}
// The earliest end of any is the end. A contradiction answers before all else; then a duty in words or one that is open, for it may be due sooner;
// then who has the earliest end, of two alike the one that is sure; then the first.
function earliest(dues, code) {
	if (!dues.length)
		return {code: 'not-listed', rules: 0, open: 0};
	const vague = ['no-number', 'unstated'];
	const place = d => d.code === 'conflict' ? [0] : vague.includes(d.code) ? [1] : [2, d.known ? 0 : 1, d.known ? d.first.end : 0, d.known && d.code !== 'ok' ? 1 : 0];
	const before = (x, y) => { const i = x.findIndex((v, n) => v !== y[n]); return i >= 0 && x[i] < y[i]; };
	const best = dues.reduce((a, b) => before(place(b), place(a)) ? b : a);
	const ends = dues.filter(d => d.known), end = ends.length && ends.reduce((a, b) => before([b.first.end, b.last.end], [a.first.end, a.last.end]) ? b : a);
	const period = end ? {known: true, first: end.first, last: end.last} : {};
	return {...best, ...period, code: code && best.code !== 'conflict' ? code : best.code, rules: dues.length, open: dues.filter(d => d.code !== 'ok').length};
}
const by = a => `${a.code} ${a.s ? a.s.id : '-'} ${a.s ? a.basis : '-'} ${a.open}/${a.rules}`;
const printDue = d => `${by(d)} ${d.s ? code('events', d.event) % 65535 : 0}` + (d.known ? ` ${d.first.end}/${d.first.day}..${d.last.end}/${d.last.day}` : '');

function breach(p, q, audience) {
	const dues = [];
	for (const s of inForce(p, q.at) ? p.of('breach') : []) {
		const who = s.get('audience'), told = who === 'open' ? 'maybe' : touched('audiences', [who], audience);
		const holds = and(applies(s, q), told);
		if (holds !== 'no')
			dues.push(qualified(counted(p, s, 'deadline', 'from', q), s.contested('audience', 'deadline', 'from'), holds));
	}
	return printDue(earliest(dues));
}

function routeDue(p, s, key, q, asked) {
	const holds = and(appliesWithin(s, q), asked);
	if (holds === 'no')
		return null;
	return qualified(counted(p, s, key, 'from', q), s.contested(key, 'from', 'self-service') || s.around.contested('request'), holds);
}
const isAsked = (r, request) => r.get('request') === 'open' ? 'maybe' : touched('requests', [r.get('request')], request);
function requestDue(p, q, request, key) {
	const dues = [];
	for (const s of inForce(p, q.at) ? p.routes : []) {
		const alone = s.get('self-service') === true && !s.contested('self-service');
		const due = alone || s.get(key) === undefined ? null : routeDue(p, s, key, q, isAsked(s.around, request));
		if (due)
			dues.push(due);
	}
	return printDue(earliest(dues));
}
function oneRoute(p, q, n, key) {
	const due = routeDue(p, p.routes[n], key, q, 'yes');
	return due ? printDue({...due, rules: 1, open: due.code === 'ok' ? 0 : 1}) : 'no';
}

function change(p, q, what, effective) {
	const dues = [];
	for (const s of inForce(p, q.at) ? p.of('policy-changes') : []) {
		const holds = and(applies(s, q), forbidden('changes', s.get('changes'), what)), span = s.get('lead-time'), before = s.get('before');
		if (holds === 'no' || span === undefined)
			continue;
		let due = {s, basis: s.isRead('lead-time', 'before') ? 'reading' : 'stated', event: before, code: said(span)};
		if (due.code === 'ok')
			due = {...due, ...both(span, (unit, n) => backOf(calendarOf(p), unit, n, effective))};
		if (due.code === 'ok' && before === 'open')
			due.code = 'unstated';
		dues.push({...qualified(due, s.contested('lead-time', 'before', 'changes'), holds), days: due.code});
	}
	// an end past the calendar may come sooner than it seems, and so before the others
	return printDue(earliest(dues, dues.some(d => d.days === 'out-of-calendar') ? 'out-of-calendar' : null));
}

// ---- keeping ----

// Whether a list has all elements that the category consists of, as the policy has them completely.
function isWhole(p, q, category, list) {
	if (!category || !isList(list))
		return false;
	const about = p.of('categories').map(s => ({s, of: touched('categories', [category], s.get('category'))})).filter(x => x.of !== 'no' || touched('categories', [x.s.get('category')], category) !== 'no');
	const sure = ({s}) => isList(s.get('elements')) && s.get('elements').complete && applies(s, q) === 'yes' && !s.contested('category', 'elements');
	return about.some(x => x.s.get('category') === category) && about.every(sure) &&
		about.every(x => x.s.get('elements').complete.every(e => covers('elements', list, e, 'no') === 'yes'));
}
function keepsOne(p, s, q, category, element) {
	const c = calendarOf(p), elements = !element && isWhole(p, q, category, s.get('elements')) ? 'yes' : forbidden('elements', s.get('elements'), element);
	const holds = and(applies(s, q), forbidden('categories', s.get('categories'), category), elements, category ? 'yes' : 'maybe');
	if (holds === 'no')
		return null;
	let k = counted(p, s, 'period', 'from', q);
	if (k.known && happened(q, k.event).time > q.at)
		k = {...k, known: false, code: 'not-started'};
	k.surely = holds === 'yes' && s.firm();
	if (k.code === 'while-state') {
		const over = q.ended.filter(e => e.time <= q.at && parts('states', e.what).has(s.get('period').state)).sort((a, b) => a.time - b.time)[0];
		if (over) {
			const d = c && {code: 'ok', day: dayAt(c, over.time)};
			k = c ? {...k, code: 'ok', known: true, first: d, last: d} : {...k, code: 'unstated'};
		}
	}
	if (k.known && c) // days are civil days
		for (const end of ['first', 'last'])
			k[end] = {...k[end], end: midnightAfter(c, k[end].day)};
	const ids = s.get('longer-if'), longer = ids === undefined ? 'no' : ids === 'open' ? 'maybe' : inAll('conditions', ids, q.met, q.unmet, h => ids.some(i => h.has(i)));
	if (k.code === 'ok' && longer !== 'no')
		k.code = longer === 'yes' ? 'no-number' : 'conditional';
	if (s.contested('period', 'from', 'categories', 'elements', 'longer-if'))
		k.code = 'conflict';
	else if (k.code === 'ok' || k.code === 'indefinite')
		k.code = holds === 'maybe' ? 'conditional' : s.firm() ? k.code : 'not-firm';
	return k;
}
const isWhile = s => s.get('period')?.kind === 'while';
// What one edition says of it.
function keepsIn(p, q, category, element) {
	const all = p.of('retention').map(s => keepsOne(p, s, q, category, element)).filter(Boolean);
	if (!all.length)
		return {code: 'not-listed', text: by({code: 'not-listed', open: 0, rules: 0})};
	const ends = all.filter(k => k.known);
	// "as long as a state lasts" says nothing of later, where another rule does
	const dated = ends.filter(k => !isWhile(k.s)), tops = dated.length ? dated : ends;
	const floor = ends.length && ends.reduce((a, b) => b.first.end > a.first.end ? b : a), ceiling = ends.length && tops.reduce((a, b) => b.last.end < a.last.end ? b : a);
	let answer = worst(all, k => k.code);
	if (answer.code === 'ok' && ceiling)
		answer = ceiling;
	let result = answer.code;
	if (ceiling && ((result === 'ok' && floor.first.end > ceiling.last.end) || result === 'indefinite'))
		result = 'conflict';
	// something surely keeps it for as long as it takes
	const lasting = ['while-state', 'not-started'].includes(result) && all.some(k => k.surely && ['while-state', 'not-started'].includes(k.code));
	const waits = !ceiling && lasting;
	if (dated.length && lasting && ceiling.last.end <= q.at)
		result = 'conflict';
	let text = by({code: result, s: answer.s, basis: answer.basis, rules: all.length, open: all.filter(k => k.code !== 'ok').length});
	if (!ceiling)
		return {code: result, waits, text};
	const s = ceiling.s, then = s.get('then'), within = s.get('then-within'), c = calendarOf(p);
	// several that end on that day have to agree on what happens then
	const agreed = tops.filter(k => k.last.end === ceiling.last.end).every(k => k.s.get('then') === then);
	const ends_ = s.contested('then') || !agreed ? 'conflict' : then === 'open' ? 'unstated' : 'ok';
	text += ` keep ${floor.s.id} ${floor.first.end}/${floor.first.day} gone ${s.id} ${ceiling.last.end}/${ceiling.last.day} then ${ending(then)} ${ends_}`;
	// its day is over: hours run on from there, days are counted after it
	let grace = {code: said(within)};
	if (grace.code === 'ok')
		grace = both(within, (unit, n) => endOf(c, unit, n, unit === 'hour' ? ceiling.last.end : ceiling.last.end - 1));
	if (s.contested('then-within'))
		grace = {code: 'conflict'};
	return {code: result, gone: ceiling.last.end, text: text + ` ${grace.code}` + (grace.code === 'ok' ? ` ${grace.last.end}/${grace.last.day}` : '')};
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
	const all = [];
	let sure = null;
	for (const s of inForce(p, q.at) ? p.outcomes : []) {
		const holds = and(appliesWithin(s, q), isAsked(s.around, request), forbidden('categories', s.get('categories'), category));
		if (holds === 'no')
			continue;
		const contested = s.contested('result', 'categories', 'further-request', 'until') || s.around.contested('request');
		const o = {...qualified({s, code: s.get('result') === 'open' ? 'unstated' : 'ok'}, contested, holds), basis: s.isRead('result') ? 'reading' : 'stated'};
		o.does = [ending(s.get('result')), code('requests', s.get('further-request')), code('events', s.get('until'))].join(' ');
		if (o.code === 'ok' && sure && sure.does !== o.does)
			o.code = 'conflict';
		else if (o.code === 'ok')
			sure ||= o;
		all.push(o);
	}
	if (!all.length)
		return by({code: 'not-listed', open: 0, rules: 0}) + ' 0 0 0';
	const answer = worst(all, o => o.code);
	return by({...answer, rules: all.length, open: all.filter(o => o.code !== 'ok').length}) + ' ' + answer.does;
}

// ---- may it be done ----

const CODES = {yes: 'ok', maybe: 'conditional'};

// Of what each statement says: what rules it out; then a contradiction; then what may rule it out; then what allows it; then what may.
function verdict(all) {
	if (!all.length)
		return {code: 'not-listed', rules: 0, open: 0};
	const order = a => a.code === 'no' ? 0 : a.code === 'conflict' ? 1 : a.bars ? (a.code === 'unstated' ? 2 : 3) : a.code === 'ok' ? 4 : 5;
	const best = all.reduce((a, b) => order(b) < order(a) ? b : a);
	return {...best, rules: all.length, open: all.filter(a => a.code !== 'ok').length};
}

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

// How a statement that lets something be done, on terms, speaks of it. grants: whether it is about it; terms: whether they are met.
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

// Data that is kept after an event is used for less. Which event, if that is open or contested, may be any that has happened.
function keptFor(p, q, m) {
	const all = [];
	for (const s of p.of('retention')) {
		const only = s.get('use-while-kept'), from = s.get('from'), doubt = s.contested('from');
		const past = q.events.filter(e => e.time <= q.at), unsure = doubt || from === 'open';
		const begun = from === undefined || (unsure ? past.length > 0 : past.some(e => reach(words.events, 'sameAs', from.event).has(e.what)));
		if (only === undefined || !begun)
			continue;
		const holds = and(unsure ? 'maybe' : 'yes', applies(s, q), forbidden('categories', s.get('categories'), m.category),
			forbidden('elements', s.get('elements'), m.element), not(forbidden('purposes', only, m.purpose)));
		if (holds !== 'no')
			all.push({s, basis: s.isRead('from', 'use-while-kept') ? 'reading' : 'stated', bars: true,
				code: s.contested('from', 'use-while-kept', 'categories', 'elements') ? 'conflict' : holds === 'yes' ? 'no' : 'conditional'});
	}
	return all;
}

function prohibitions(p, q, isAct, m, more = []) {
	const all = [];
	for (const s of p.of('prohibitions')) {
		const acts = s.get('acts');
		if (!(acts.complete || acts.examples).some(isAct))
			continue;
		const excepted = (kind, key, id) => s.get(key) === undefined ? 'no' : forbidden(kind, s.get(key), id);
		const holds = and(applies(s, q), forbidden('categories', s.get('categories'), m.category), forbidden('elements', s.get('elements'), m.element),
			forbidden('recipients', s.get('recipients'), m.recipient), forbidden('purposes', s.get('purposes'), m.purpose),
			forbidden('methods', s.get('methods'), q.method), forbidden('techniques', s.get('techniques'), q.technique), forbidden('places', s.get('places'), q.place),
			not(excepted('recipients', 'except-recipients', m.recipient)), not(excepted('purposes', 'except-purposes', m.purpose)));
		if (holds === 'no')
			continue;
		const doubt = s.contested('acts', 'categories', 'elements', 'recipients', 'purposes', 'methods', 'techniques', 'places', 'except-recipients', 'except-purposes');
		all.push({s, basis: 'stated', code: doubt ? 'conflict' : holds === 'yes' ? 'no' : 'conditional', bars: true});
	}
	return verdict([...all, ...more]);
}
function act(p, q, what, category, element, recipient, purpose) {
	return by(inForce(p, q.at) ? prohibitions(p, q, a => a === what, {category, element, recipient, purpose}) : verdict([]));
}
function beside(allows, prohibits) {
	const rules = allows.rules + prohibits.rules, open = allows.open + prohibits.open;
	const best = prohibits.code === 'conditional' && !allows.rules ? allows : verdict([prohibits, allows].filter(a => a.rules));
	return {...best, rules, open};
}
const forbids = section => a => words.acts[a].forbids === section;

function use(p, q, category, element, purpose) {
	if (!inForce(p, q.at))
		return by(verdict([]));
	const all = [];
	for (const s of p.of('uses')) {
		const holds = applies(s, q), purposes = s.get('purposes');
		const grants = and(holds, allowed('categories', s.get('categories'), category), allowed('elements', s.get('elements'), element), allowed('purposes', purposes, purpose),
			category && purpose ? 'yes' : 'maybe');
		const only = s.get('exclusive') === true || s.contested('exclusive');
		const bars = only ? and(holds, forbidden('categories', s.get('categories'), category), forbidden('elements', s.get('elements'), element),
			not(forbidden('purposes', purposes, purpose))) : 'no';
		if (grants === 'no' && bars === 'no')
			continue;
		const one = s.contested('purposes', 'categories', 'elements', 'consent', 'exclusive') ? {code: 'conflict', bars: true}
			: verdict([granted(grants, consents(s.get('consent'), q.said)), barred(bars)].filter(Boolean));
		all.push({...one, s, basis: s.isRead('consent') ? 'reading' : 'stated'});
	}
	const matter = {category, element, purpose};
	return by(beside(verdict(all), prohibitions(p, q, forbids('uses'), matter, keptFor(p, q, matter))));
}

function share(p, q, category, element, recipient, purpose) {
	if (!inForce(p, q.at))
		return by(verdict([]));
	const all = [];
	for (const s of p.of('sharing')) {
		const about = test => and(applies(s, q), test('categories', s.get('categories'), category), test('elements', s.get('elements'), element),
			test('methods', s.get('methods'), q.method));
		const who = s.get('recipients'), why = s.get('purposes');
		// "with nobody but these" alone does not say which data they get, or what for
		const closes = s.get('exclusive') === true && (why === undefined || (s.get('categories') === undefined && s.get('elements') === undefined));
		const grants = and(about(allowed), allowed('recipients', who, recipient), allowed('purposes', why, purpose), closes || !category ? 'maybe' : 'yes');
		const nobodyElse = s.get('exclusive') === true || s.contested('exclusive') ? and(about(forbidden), not(forbidden('recipients', who, recipient))) : 'no';
		const nothingElse = s.get('only-purposes') === true || s.contested('only-purposes')
			? and(about(forbidden), forbidden('recipients', who, recipient), not(forbidden('purposes', why, purpose))) : 'no';
		if ([grants, nobodyElse, nothingElse].every(x => x === 'no'))
			continue;
		const paper = s.get('instruments'), accepted = forbidden('instruments', paper, q.instrument);
		const one = s.contested('recipients', 'categories', 'elements', 'purposes', 'methods', 'instruments', 'exclusive', 'only-purposes') ? {code: 'conflict', bars: true}
			: verdict([granted(grants, accepted), barred(nobodyElse), barred(nothingElse)].filter(Boolean));
		all.push({...one, s, basis: 'stated'});
	}
	return by(beside(verdict(all), prohibitions(p, q, forbids('sharing'), {category, element, recipient, purpose})));
}

// Whether storage may be set for a person who said this. What the person can switch off stays off; what the policy says of consent comes before
// what the service needs.
function storing(s, said) {
	const mode = s.get('default'), off = s.get('can-disable'), needed = s.get('essential') === true;
	if (said === 3 && off === true)
		return 'no';
	if (mode !== undefined && mode !== 'open')
		return consents(mode, said);
	if (mode === 'open' && !needed)
		return 'open';
	if (said !== 3 || off === false)
		return 'yes';
	return !needed ? 'no' : off === 'open' ? 'open' : 'yes';
}
function store(p, q, surface, cookieClass) {
	const all = [];
	for (const s of inForce(p, q.at) ? p.of('cookies') : []) {
		const kind = s.get('class') === 'open' ? 'maybe' : touched('cookie-classes', [s.get('class')], cookieClass), holds = and(applies(s, q), kind);
		const used = s.get('used'), where = s.get('surfaces');
		const isUsed = used === true && !s.contested('used');
		const about = and(holds, (isUsed ? allowed : forbidden)('surfaces', where, surface));
		if (about === 'no')
			continue;
		const one = s.contested('used', 'default', 'essential', 'can-disable', 'surfaces', 'class') ? {code: 'conflict', bars: true}
			: used === true ? granted(about, storing(s, q.said)) : used === 'open' ? granted(about, 'open') : barred(about);
		all.push({...one, s, basis: s.isRead('surfaces', 'can-disable', 'default') ? 'reading' : 'stated'});
	}
	return by(verdict(all));
}

function state(p, q, which, permission) {
	const all = [];
	for (const s of inForce(p, q.at) ? p.of('lifecycle') : []) {
		const now = s.get('state'), starts = s.get('starts'), until = s.get('until'), over = happened(q, until);
		const inIt = [now === undefined ? 'no' : now === 'open' ? 'maybe' : touched('states', [now], which),
			starts === undefined ? 'no' : starts === 'open' ? 'maybe' : touched('states', starts, which)];
		if (now === undefined && starts === undefined) { // in whatever state it is after the event
			const since = happened(q, s.get('when'));
			inIt.push(s.get('when') === 'open' ? 'maybe' : since && since.time <= q.at ? 'yes' : 'no');
		}
		const holds = and(applies(s, q), inIt.includes('yes') ? 'yes' : inIt.includes('maybe') ? 'maybe' : 'no', over && over.time <= q.at ? 'no' : 'yes');
		const may = s.get('permits') === undefined ? 'no' : allowed('permissions', s.get('permits'), permission);
		const mayNot = s.get('forbids') === undefined ? 'no' : forbidden('permissions', s.get('forbids'), permission);
		if (holds === 'no' || (may === 'no' && mayNot === 'no'))
			continue;
		let one;
		if (s.contested('permits', 'forbids', 'state', 'starts', 'until') || (holds === 'yes' && may === 'yes' && mayNot === 'yes'))
			one = {code: 'conflict', bars: true};
		else if (until === 'open')
			one = {code: 'unstated', bars: true};
		else
			one = mayNot === 'no' ? granted(and(holds, may), 'yes') : barred(and(holds, mayNot, not(may)) === 'yes' ? 'yes' : 'maybe');
		all.push({...one, s, basis: s.isRead('state', 'until') ? 'reading' : 'stated'});
	}
	const answer = verdict(all);
	return by({...answer, code: answer.code === 'no' && all.some(a => a.code === 'ok') ? 'conflict' : answer.code});
}

// ---- signals, documents ----

function signal(p, q, sign) {
	const all = [];
	for (const s of inForce(p, q.at) ? p.of('automated-actions') : []) {
		const holds = and(applies(s, q), forbidden('signals', s.get('signals'), sign));
		if (holds !== 'no')
			all.push({...qualified({s, code: s.get('action') === 'open' ? 'unstated' : 'ok'}, s.contested('signals', 'action'), holds),
				basis: s.isRead('action') ? 'reading' : 'stated'});
	}
	const answer = verdict(all), s = answer.s;
	if (!s)
		return by(answer) + ' 0 0 0 not-listed';
	const span = s.get('max-length');
	let length = {code: said(span)};
	if (length.code === 'ok')
		length = both(span, (unit, n) => endOf(calendarOf(p), unit, n, q.at));
	if (s.contested('max-length'))
		length = {code: 'conflict'};
	return `${by(answer)} ${code('actions', s.get('action'))} ${code('releases', s.get('release'))} ${code('actions', s.get('then'))} ${length.code}` +
		(length.code === 'ok' ? ` ${length.first.end}..${length.last.end}` : '');
}

function documentAge(p, q, gate, document, issued) {
	const all = [], c = calendarOf(p);
	let last = null;
	for (const s of inForce(p, q.at) ? p.of('identity-checks') : []) {
		const holds = and(applies(s, q), forbidden('gates', s.get('gates'), gate), forbidden('documents', s.get('documents'), document));
		if (holds === 'no' || s.get('max-age') === undefined)
			continue;
		const age = counted(p, s, 'max-age', 'measured-at', q, issued * DAY - (c ? c.offset : 0)), measured = happened(q, age.event);
		if (age.known && (last === null || age.last.day < last))
			last = age.last.day;
		if (age.code === 'ok') {
			const day = measured && dayAt(c, measured.time);
			age.code = !measured ? 'not-started' : !c ? 'unstated' : day > age.last.day || day < issued ? 'no' : 'ok';
		}
		if (s.contested('max-age', 'measured-at', 'gates', 'documents'))
			age.code = 'conflict';
		else if (['ok', 'no'].includes(age.code) && holds === 'maybe')
			age.code = 'conditional';
		else if (['ok', 'no'].includes(age.code) && !s.firm())
			age.code = 'not-firm';
		all.push({...age, basis: age.basis === 'stated' && s.isRead('gates', 'documents') ? 'reading' : age.basis});
	}
	const answer = all.length ? {...worst(all, a => a.code), rules: all.length, open: all.filter(a => a.code !== 'ok').length} : {code: 'not-listed', rules: 0, open: 0};
	return `${by(answer)} ${last === null ? '-' : last}`;
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

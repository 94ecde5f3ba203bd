// SPDX-License-Identifier: MIT
// Duties with a deadline: breaches, requests, changes, documents (compiler/SEMANTICS.md, Q2).
'use strict';
const {code, and, touched, forbidden, applies, appliesWithin, within} = require('./about.js');
const {worst, DAY, calendarOf, dayAt, said, endOf, pausedEnd, backOf, both, happened, inForce} = require('./ends.js');
const {settle, isSide, by, sameCode} = require('./settle.js');

function counted(p, s, key, from, q, start) {
	const span = s.get(key), f = s.get(from), c = calendarOf(p);
	const basis = s.isRead(key, from) ? 'reading' : f && f.basis === 'implied' ? 'implied' : 'stated';
	const due = {s, basis, event: f && f !== 'open' ? f.event : undefined, code: said(span)};
	if (due.code !== 'ok')
		return due;
	if (!due.event)
		return {...due, code: 'unstated'};
	const at = start === undefined ? happened(q, due.event) : {time: start}, begin = at?.time;
	if (begin === undefined)
		return {...due, code: at ? 'ambiguous' : 'not-started'};
	const reasons = ['answer', 'complete'].includes(key) ? s.get('pauses-while') || [] : [];
	const pauses = q.pauses.filter(x => reasons.some(within('conditions', x.what))).map(x => [x.from, x.until]);
	return {...due, ...both(span, (unit, n) => pausedEnd(c, unit, n, begin, pauses), {end: begin, day: dayAt(c, begin)})};
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
	const vague = ['no-number', 'unstated', 'paused', 'ambiguous'];
	const place = d => vague.includes(d.code) ? [1] : [2, d.known ? 0 : 1, d.known ? d.first.end : 0, d.known && d.code !== 'ok' ? 1 : 0];
	const best = dues.reduce((a, b) => before(place(b), place(a)) ? b : a);
	// an end past the calendar may come sooner than it seems, and so before the others
	const code = dues.some(d => d.days === 'out-of-calendar') ? 'out-of-calendar' : best.code;
	return {...best, ...soonest(dues), code, rules: dues.length, open: dues.filter(d => d.code !== 'ok').length};
}
const printDue = d => `${by(d)} ${d.s ? code('events', d.event) % 65535 : 0}` + (d.known ? ` ${d.first.end}/${d.first.day}..${d.last.end}/${d.last.day}` : '');

const FIRM = ['certainty', 'strength'], NOTHING = 'not-listed - - 0/0 0';
const DUE = {
	comes: earliest,
	same: (a, b) => a.code === b.code && !a.known === !b.known && (!a.known || (a.first.end === b.first.end && a.last.end === b.last.end)),
	together: all => ({...all[0], known: false, ...soonest(all)}),
};

// The same question about one record (S11): where it does not stand, what stands against it; NO, of no record, where it stands and does not
// apply. A record that is no side, nor lies within one, answers by itself.
function oneRow(p, s, about, own) {
	const does = a => a.code !== 'no', comes = all => all.every(does) ? about.comes(all) : {...about.comes(all.filter(does)), code: 'no'};
	const asked = way => {
		const views = way.views(s), rivals = way.against(s).map(r => r.s);
		return views.length ? views : about.records.filter(r => rivals.includes(r) || rivals.includes(r.around)).flatMap(way.views);
	};
	const answer = isSide(p, s) ? settle(p, {...about, asked, comes, answers: x => x.path === s.path ? own(x) : about.says(x)}) : comes([own(s)]);
	return answer.code === 'no' ? 'no' : printDue(answer);
}

function breaches(p, q, audience) {
	return {...DUE, records: p.of('breach'), reads: ['deadline', ...FIRM], named: {},
		says(s) {
			const who = s.get('audience'), told = who === 'open' ? 'maybe' : touched('audiences', [who], audience);
			const holds = and(applies(s, q), told);
			return holds === 'no' ? null : qualified(counted(p, s, 'deadline', 'from', q), holds);
		}};
}
const breach = (p, q, audience) => inForce(p, q.at) ? printDue(settle(p, breaches(p, q, audience))) : NOTHING;
function oneBreach(p, q, n) {
	const s = p.of('breach')[n], about = breaches(p, q, s.get('audience'));
	return oneRow(p, s, about, x => about.says(x) || {code: 'no'});
}

const requestsOf = r => [r.get('request')].flat();
// Whether a record of requests is about any of these, or all of them.
const isAsked = (r, asked) => {
	const each = asked.map(a => requestsOf(r).includes('open') ? 'maybe' : touched('requests', requestsOf(r), a));
	return each.every(x => x === 'yes') ? 'yes' : each.every(x => x === 'no') ? 'no' : 'maybe';
};
function routes(p, q, asked, key) {
	return {...DUE, records: p.routes, reads: [key, 'self-service', ...FIRM], named: {request: member => asked.every(a => within('requests', a)(member))},
		says(s) {
			const holds = and(appliesWithin(s, q), isAsked(s.around, asked));
			return holds === 'no' || s.get('self-service') === true || s.get(key) === undefined ? null : qualified(counted(p, s, key, 'from', q), holds);
		}};
}
const requestDue = (p, q, request, key) => inForce(p, q.at) ? printDue(settle(p, routes(p, q, [request], key))) : NOTHING;
function oneRoute(p, q, n, key) {
	const s = p.routes[n];
	return oneRow(p, s, routes(p, q, requestsOf(s.around), key),
		x => appliesWithin(x, q) === 'no' ? {code: 'no'} : qualified(counted(p, x, key, 'from', q), appliesWithin(x, q)));
}

function changes(p, q, what, effective) {
	const own = s => {
		const holds = and(applies(s, q), forbidden('changes', s.get('changes'), what)), span = s.get('lead-time'), event = s.get('before');
		if (holds === 'no')
			return {code: 'no'};
		let due = {s, basis: s.isRead('lead-time', 'before') ? 'reading' : 'stated', event, code: said(span)};
		if (due.code === 'ok')
			due = {...due, ...both(span, (unit, n) => backOf(calendarOf(p), unit, n, effective))};
		if (due.code === 'ok' && event === 'open')
			due.code = 'unstated';
		return {...qualified(due, holds), days: due.code};
	};
	return {...DUE, records: p.of('policy-changes'), reads: ['lead-time', ...FIRM], named: {changes: within('changes', what)}, own,
		says: s => s.get('lead-time') === undefined || own(s).code === 'no' ? null : own(s)};
}
const change = (p, q, what, effective) => inForce(p, q.at) ? printDue(settle(p, changes(p, q, what, effective))) : NOTHING;
function oneChange(p, q, n, what, effective) {
	const about = changes(p, q, what, effective);
	return oneRow(p, p.of('policy-changes')[n], about, about.own);
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
			age.code = !measured ? 'not-started' : measured.ambiguous ? 'ambiguous' : !c ? 'unstated' : day > age.last.day || day < issued ? 'no' : 'ok';
		}
		if (['ok', 'no'].includes(age.code) && holds === 'maybe')
			age.code = 'conditional';
		else if (['ok', 'no'].includes(age.code) && !s.firm())
			age.code = 'not-firm';
		return {...age, part: holds === 'maybe', basis: s.isRead('gates', 'documents') ? 'reading' : age.basis};
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

module.exports = {counted, qualified, printDue, FIRM, isAsked, breach, oneBreach, requestDue, oneRoute, change, oneChange, documentAge};

// SPDX-License-Identifier: MIT
// When lengths of time end, by walking days (compiler/SEMANTICS.md, C).
'use strict';
const {reach} = require('../policy.js');
const {words} = require('./about.js');
const {forward, monthsLater, working, known, MONTHS, DAYS, dayOf} = require('../../arithmetic/days.js');

const CALENDARS = {
	id: {rounding: 1, offset: 25200, weekend: 96, leave: false},
	'next-day': {rounding: 2, offset: -12600, weekend: 96, leave: true},
	open: {rounding: 0, offset: 25200, weekend: 48, leave: false},
};

// What stands in the way, the worst first: what is ruled out; what only legal can say; what the caller has to say; what time will tell.
const SERIOUS = ['no', 'conflict', 'paused', 'unstated', 'no-number', 'not-firm', 'ambiguous', 'conditional', 'out-of-calendar', 'out-of-range', 'not-started', 'while-state', 'indefinite', 'ok'];
const worst = (list, of) => list.reduce((a, b) => SERIOUS.indexOf(of(b)) < SERIOUS.indexOf(of(a)) ? b : a);

const DAY = 86400, calendarOf = p => p.calendar ? CALENDARS[p.calendar.id] : null;
const dayAt = (c, t) => Math.floor((t + (c ? c.offset : 0)) / DAY);
const midnightAfter = (c, day) => (day + 1) * DAY - c.offset;
const MARKS = {'': 'ok', c: 'out-of-calendar', u: 'unstated'};
const said = span => span === undefined ? 'not-listed' : span === 'open' ? 'unstated' : {while: 'while-state', words: 'no-number', indefinite: 'indefinite'}[span.kind] || 'ok';

const SECONDS = {hour: 3600, minute: 60}; // of what runs through all days
function endOf(c, unit, n, start) {
	const end = start + n * SECONDS[unit];
	if (SECONDS[unit])
		return {code: 'ok', end, day: dayAt(c, end)};
	if (!c)
		return {code: 'unstated'};
	const [day, mark] = forward(c, unit, n, dayAt(c, start));
	return {code: MARKS[mark], end: midnightAfter(c, day), day};
}

// The same where the clock stands from time to time, second by second and day by day (C7 to C9). pauses: [from, until], of which none may end.
function pausedEnd(c, unit, n, start, pauses) {
	const stops = pauses.map(([from, until]) => [Math.max(from, start), until]).filter(([from, until]) => until > from);
	if (SECONDS[unit]) {
		const turns = [...new Set(stops.flat())].sort((a, b) => a - b), stands = t => stops.some(([from, until]) => from <= t && t < until);
		let t = start, left = n * SECONDS[unit];
		while (left > 0) { // from each turn to the next it stands or runs
			const next = turns.find(x => x > t) ?? Infinity;
			if (stands(t) && next === Infinity)
				return {code: 'paused'};
			const run = stands(t) ? 0 : Math.min(left, next - t);
			left -= run;
			t = stands(t) ? next : t + run;
		}
		return {code: 'ok', end: t, day: dayAt(c, t)};
	}
	const plain = endOf(c, unit, n, start);
	if (!c)
		return plain;
	const stood = day => stops.find(([from, until]) => dayAt(c, from) <= day && (until === Infinity || dayAt(c, until - 1) >= day));
	const forever = day => stops.some(([from, until]) => until === Infinity && dayAt(c, from) <= day);
	const counts = unit === 'business-day' ? day => working(c, day) : () => true;
	let day = dayAt(c, start), last = plain.day, unknown = plain.code === 'out-of-calendar';
	if (unit === 'business-day' || DAYS[unit]) {
		for (let left = DAYS[unit] ? n * DAYS[unit] : n; left > 0;) {
			if (forever(++day))
				return {code: 'paused'};
			left -= counts(day) && !stood(day);
			unknown ||= unit === 'business-day' && !known(day);
		}
		return {code: unknown ? 'out-of-calendar' : 'ok', end: midnightAfter(c, day), day};
	}
	while (++day <= last) { // months and years: what stood goes on from their end
		if (forever(day))
			return {code: 'paused'};
		last += Boolean(stood(day));
	}
	return {...plain, end: midnightAfter(c, last), day: last};
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
	if (SECONDS[unit]) {
		const end = effective * DAY - c.offset - n * SECONDS[unit];
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
// Both ends of a length with a number; known: there are some. What is only bounded above may end as it begins.
function both(span, count, begun) {
	const a = span.kind === 'up-to' ? {code: 'ok', ...begun} : count(span.unit, span.min), b = count(span.unit, span.max);
	const ends = [a, b].sort((x, y) => x.end - y.end);
	return {code: worst([a, b], x => x.code).code, known: 'end' in a && 'end' in b, first: ends[0], last: ends[1]};
}

// The same moment may have several names. What recurs counts by the last time that has been, else by the first to come; what does not happens once.
function happened(q, event) {
	const names = event && event !== 'open' ? reach(words.events, 'sameAs', event) : new Set();
	const times = [...new Set(q.events.filter(e => names.has(e.what)).map(e => e.time))], past = times.filter(t => t <= q.at);
	if (times.length > 1 && ![...names].some(n => words.events[n].recurs))
		return {ambiguous: true};
	return times.length ? {time: past.length ? Math.max(...past) : Math.min(...times)} : undefined;
}

// When a state was over, by the time asked: with the first of the events that end it, or as is said (E4); and with what it is a kind of (E5).
function over(q, state) {
	const ends = [...reach(words.states, 'partOf', state)].map(s => {
		const events = Object.values(words.events).filter(e => e.ends.includes(s)).map(e => happened(q, e.id)).filter(Boolean);
		const times = new Set(q.ended.filter(e => e.what === s).map(e => e.time));
		if (events.length)
			times.add(Math.min(...events.map(e => e.time)));
		return {ambiguous: times.size > 1 || events.some(e => e.ambiguous), time: [...times][0]};
	});
	const time = Math.min(...ends.map(e => e.time ?? Infinity));
	if (ends.some(e => e.ambiguous) || q.ended.some(e => e.what === state && e.time > time))
		return {ambiguous: true};
	return time <= q.at ? {time} : undefined;
}

// From midnight of its day in the policy's zone.
function inForce(p, time) {
	const c = calendarOf(p);
	return !p.effective || time >= dayOf(p.effective) * DAY - (c ? c.offset : 0);
}

module.exports = {worst, DAY, SECONDS, calendarOf, dayAt, midnightAfter, said, endOf, pausedEnd, backOf, both, happened, over, inForce};

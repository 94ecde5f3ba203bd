// Ends of periods, counted a second time: from the counting rules (policy.h, "How lengths of time are counted"), by walking a
// table of days and not by policy.h's arithmetic. Prints what deadlines.c prints.
// usage: node oracle.js SPANS HOLIDAYS
'use strict';
const fs = require('fs');

// Every day from 1960 to 2430, one after the other. Day 0 is 1970-01-01, so 1960-01-01 is -3653: 10 years, of which 1960, 1964
// and 1968 have a leap day.
const BASE = -3653, Y = [], M = [], D = [];
const at = new Int32Array(471 * 12 * 31).fill(-1); // where a date is among them, -1: there is no such date
const leap = y => y % 400 === 0 || (y % 4 === 0 && y % 100 !== 0);
for (let y = 1960; y <= 2430; y++)
	[31, leap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].forEach((length, m) => {
		for (let d = 1; d <= length; d++) {
			at[((y - 1960) * 12 + m) * 31 + d - 1] = Y.length;
			Y.push(y); M.push(m); D.push(d);
		}
	});
const place = (months, d) => at[months * 31 + d - 1]; // months since January 1960
const dayOf = text => {
	const [y, m, d] = text.split('-').map(Number);
	return place((y - 1960) * 12 + m - 1, d) + BASE;
};

// Working days. A week has Monday first; 1970-01-01 was a Thursday, so 1960-01-01, 3653 days before, a Friday.
const weekday = day => (day - BASE + 4) % 7;
const FIRST = dayOf('2025-01-01'), LAST = dayOf('2027-12-31');
const known = day => day >= FIRST && day <= LAST;
const free = {national: new Set(), collective: new Set()};
for (const line of fs.readFileSync(process.argv[3], 'utf8').trim().split('\n')) {
	const [date, kind] = line.split('\t');
	free[kind].add(dayOf(date));
}
const working = (c, day) => !(c.weekend >> weekday(day) & 1) &&
	!(known(day) && (free.national.has(day) || (c.leave && free.collective.has(day))));

const MONTHS = {month: 1, year: 12}, DAYS = {day: 1, week: 7};

// The same date n months later. rounding 1: else the last day there is before it; 2: else the first one after it.
function monthsLater(day, n, rounding) {
	const months = (Y[day - BASE] - 1960) * 12 + M[day - BASE] + n;
	let d = D[day - BASE];
	if (place(months, d) >= 0)
		return place(months, d) + BASE;
	if (rounding === 2)
		return place(months + 1, 1) + BASE;
	while (place(months, d) < 0)
		d--;
	return place(months, d) + BASE;
}

// [last day, mark]: c: the calendar does not know a day it depends on; u: the rounding is open.
function forward(c, unit, n, day) {
	if (DAYS[unit])
		return [day + n * DAYS[unit], ''];
	if (unit === 'business-day') {
		let unknown = false;
		while (n > 0) {
			day++;
			n -= working(c, day);
			unknown ||= !known(day);
		}
		return [day, unknown ? 'c' : ''];
	}
	const down = monthsLater(day, n * MONTHS[unit], 1), up = monthsLater(day, n * MONTHS[unit], 2);
	return c.rounding ? [c.rounding === 1 ? down : up, ''] : [down, down === up ? '' : 'u'];
}

// The latest day from which the whole period is over when `effective` begins. Days go up, so the search goes on from the last answer.
function searcher(unit, n, rounding) {
	let from = dayOf('1965-01-01');
	return effective => {
		while (monthsLater(from + 1, n * MONTHS[unit], rounding) < effective)
			from++;
		return from;
	};
}
function backward(c, unit, n) {
	if (DAYS[unit])
		return effective => { // n clear days between it and the effective day
			let day = effective - 1;
			for (let i = 0; i < n * DAYS[unit]; i++)
				day--;
			return [day, ''];
		};
	if (unit === 'business-day')
		return effective => {
			let day = effective - 1, unknown = false;
			for (let left = n; left > 0; day--) {
				left -= working(c, day);
				unknown ||= !known(day);
			}
			return [day, unknown ? 'c' : ''];
		};
	const down = searcher(unit, n, 1), up = searcher(unit, n, 2);
	return effective => {
		const a = down(effective), b = up(effective);
		return c.rounding ? [c.rounding === 1 ? a : b, ''] : [Math.min(a, b), a === b ? '' : 'u'];
	};
}

const DAY = 86400;
const second = day => ((day * 7919) % DAY + DAY) % DAY; // of its day, at which the event happens
const out = [];

// A line: days from the event to the last day, each with its mark; then the sum of the ends.
function line(label, days, answer) {
	let sum = 0;
	const parts = [];
	for (const day of days) {
		const [delta, mark, end] = answer(day);
		parts.push(mark + delta);
		sum += end;
	}
	out.push(label + ' ' + parts.join(' ') + ' = ' + sum);
}
const endOf = (c, day) => (day + 1) * DAY - c.offset;
function both(label, c, unit, n, back, days) {
	line(label + ' >', days, day => {
		if (unit === 'hour') {
			const local = day * DAY + second(day) + n * 3600;
			return [Math.floor(local / DAY) - day, '', local - c.offset];
		}
		const [end, mark] = forward(c, unit, n, day);
		return [end - day, mark, endOf(c, end)];
	});
	line(label + ' <', days, day => {
		if (unit === 'hour') {
			const local = day * DAY - n * 3600;
			return [day - Math.floor(local / DAY), '', local - c.offset];
		}
		const [start, mark] = back(day);
		return [day - start, mark, endOf(c, start)];
	});
}
const year = y => {
	const days = [], end = dayOf(`${y + 1}-01-01`);
	for (let day = dayOf(`${y}-01-01`); day < end; day++)
		days.push(day);
	return days;
};

// Every span from every day of 400 years.
for (const spec of fs.readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
	const [unit, n, rounding, offset, weekend] = spec.split(' ').map((s, i) => i ? Number(s) : s);
	const c = {rounding, offset, weekend, leave: false};
	const back = unit === 'hour' ? null : backward(c, unit, n);
	for (let y = 2000; y < 2400; y++)
		both(`${spec} ${y}`, c, unit, n, back, year(y));
}
// 1 to 60 business days from every day of the calendar, with collective leave working and free.
for (const leave of [false, true])
	for (let n = 1; n <= 60; n++) {
		const c = {rounding: 1, offset: 25200, weekend: 96, leave};
		for (let y = 2025; y <= 2027; y++)
			both(`${leave ? 'free' : 'working'} ${n} ${y}`, c, 'business-day', n, backward(c, 'business-day', n), year(y));
	}

fs.writeFileSync(1, out.join('\n') + '\n');

// SPDX-License-Identifier: MIT
// Ends of periods, counted a second time. Prints what deadlines.c prints.
// usage: node oracle.js SPANS
'use strict';
const fs = require('fs');
const {dayOf, working, known, monthsLater, forward, MONTHS, DAYS} = require('./days.js');

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
		for (let y = 2024; y <= 2027; y++)
			both(`${leave ? 'free' : 'working'} ${n} ${y}`, c, 'business-day', n, backward(c, 'business-day', n), year(y));
	}

fs.writeFileSync(1, out.join('\n') + '\n');

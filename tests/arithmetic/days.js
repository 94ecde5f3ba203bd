// SPDX-License-Identifier: MIT
// Days and the ends of periods, for the oracles: from the counting rules (policy.h, "How lengths of time are counted"), by walking a
// table of days and not by policy.h's arithmetic.
'use strict';
const fs = require('fs');

// Every day from 1960 to 2500, one after the other. Day 0 is 1970-01-01, so 1960-01-01 is -3653: 10 years, of which 1960, 1964
// and 1968 have a leap day.
const BASE = -3653, Y = [], M = [], D = [];
const at = new Int32Array(541 * 12 * 31).fill(-1); // where a date is among them, -1: there is no such date
const leap = y => y % 400 === 0 || (y % 4 === 0 && y % 100 !== 0);
for (let y = 1960; y <= 2500; y++)
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
const FIRST = dayOf('2024-01-01'), LAST = dayOf('2027-12-31');
const known = day => day >= FIRST && day <= LAST;
const free = {national: new Set(), collective: new Set()};
for (const line of fs.readFileSync(__dirname + '/holidays.tsv', 'utf8').trim().split('\n')) {
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

module.exports = {dayOf, working, known, monthsLater, forward, MONTHS, DAYS, FIRST, LAST, dayOfMonth: day => D[day - BASE]};

// SPDX-License-Identifier: MIT
// Which of two lengths of time is longer and by how many seconds, found the slow way: from every start day, in the first and the last second of the day, under
// every reading that nobody has settled, each end is looked up and compared. Prints what compare.c prints.
// usage: node compare.js QUESTIONS; a line: bound, promise unit, least, most, limit unit, number, rounding of the law, of the calendar,
// 1 if a limit that ends on a free day ends on the next working day
'use strict';
const fs = require('fs');
const {dayOf, forward, working} = require('../arithmetic/days.js');
const DAY = 86400;
const cycle = [dayOf('2000-01-01'), dayOf('2399-12-31')], calendar = [dayOf('2024-01-01'), dayOf('2027-12-31')];

// The end of n units from a second of a day, in seconds of local time; null: the calendar does not reach so far.
function end(unit, n, reading, day, second) {
	if (unit === 'hour')
		return day * DAY + second + n * 3600;
	const c = {weekend: 96, leave: reading.leave, rounding: reading.rounding};
	let [last, mark] = forward(c, unit, n, day);
	while (reading.rolls && !working(c, last))
		last++;
	return mark === 'c' ? null : (last + 1) * DAY;
}

for (const line of fs.readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
	const [bound, unit, least, most, limitUnit, limit, law, own, rolls] = line.split(' ').map((s, i) => [0, 1, 4].includes(i) ? s : Number(s));
	const business = unit === 'business-day' || limitUnit === 'business-day';
	// what is open: collective leave, each side for itself; the number of a range; the rounding, one for both where the law is silent
	const pairs = [];
	for (const a of own ? [own] : [1, 2])
		for (const b of law ? [law] : [a])
			for (const promiseLeave of [false, true])
				for (const limitLeave of [false, true])
					for (const n of new Set([least, most]))
						pairs.push([n, {rounding: a, leave: promiseLeave}, {rounding: b, leave: limitLeave, rolls}]);
	let starts = 0, all = 0, always = true, leastBy = Infinity, mostBy = 0, shortest = Infinity, longest = -Infinity;
	for (let day = business ? calendar[0] : cycle[0]; day <= (business ? calendar[1] : cycle[1]); day++) {
		let fails = false, every = true, known = true;
		const lengths = [], gaps = [];
		for (const [n, a, b] of business || rolls ? pairs : pairs.filter(([, x, y]) => !x.leave && !y.leave))
			for (const second of [0, DAY - 1]) {
				const p = end(unit, n, a, day, second), l = end(limitUnit, limit, b, day, second);
				if (p === null || l === null) {
					known = false;
					continue;
				}
				const gap = bound === 'max' ? p - l : l - p, bad = gap > 0;
				gaps.push(gap);
				fails ||= bad;
				every &&= bad;
				lengths.push(Math.ceil(p / DAY) - 1 - day);
			}
		if (!known)
			continue;
		all++;
		starts += fails;
		always &&= every;
		leastBy = Math.min(leastBy, ...gaps);
		mostBy = Math.max(mostBy, ...gaps);
		shortest = Math.min(shortest, ...lengths);
		longest = Math.max(longest, ...lengths);
	}
	console.log(line, '=', all === 0 ? 'unknown' : starts === 0 ? 'never' : always ? 'always' : 'sometimes', starts, all,
		(starts === 0 ? '' : `by ${always && !rolls ? leastBy : 0} ${mostBy} `) + (business && all && unit !== 'hour' ? `${shortest} ${longest}` : ''));
}

// SPDX-License-Identifier: MIT
// What has to hold of the answers of policy.h to policies that differ by one change (variants.js). The oracle has no part in it.
// usage: node properties.js PLAN QUESTIONS ANSWERS      PLAN: a line each, the property and the policies; QUESTIONS: to the first of them each;
//                                                       ANSWERS: of the same questions to each in turn, as answers.c prints them
'use strict';
const fs = require('fs');
const [planFile, questionsFile, answersFile] = process.argv.slice(2);
const lines = file => fs.readFileSync(file, 'utf8').trim().split('\n');

// An answer by its parts. A conflict with a name is one of settlements; one without is a code as any other.
function parse(question, line) {
	const [, name] = question.split(' '), at = Number((/ at=(\d+)/.exec(question) || [, 0])[1]);
	const [code, conflict] = line.split(' ')[0].split(':'), words = line.split(' '), rest = words.slice(4);
	const a = {name, line, code, differ: conflict !== undefined, same: code};
	if (/^(request|breach|change)/.test(name)) {
		const ends = rest[1] ? rest[1].split('..').map(x => Number(x.split('/')[0])) : null;
		return {...a, due: true, ends, same: `${code} ${ends}`};
	}
	if (name === 'signal') { // each reaction by itself: its code and what is done
		const each = line.split(' | ').map(r => r.split(' '));
		return {...a, code: '', differ: / ?conflict:/.test(line), same: each.map(r => [r[0].split(':')[0], ...r.slice(4)].join(' ')).join('; ')};
	}
	if (name === 'outcome')
		return {...a, same: [code, ...rest].join(' ')};
	if (name !== 'keep')
		return a;
	const floor = Number((/keep \S+ (\d+)/.exec(line) || [, 0])[1]), ceiling = Number((/gone \S+ (\d+)/.exec(line) || [, 0])[1]), then = (/then (\d+ \S+)/.exec(line) || [, ''])[1];
	const keep = code !== 'ok' || at < floor;
	return {...a, keep, floor, same: keep ? 'keep' : `${at < ceiling ? 'may' : 'must'} go ${then}`};
}

const HOLDS = {
	// P with a twin, and with a conflict between the two
	alike: (a, b) => a.code === b.code && a.differ === b.differ && (a.differ || a.same === b.same) && String(a.ends) === String(b.ends) && a.floor === b.floor,
	// P, and P with a conflict decided one way and the other: what these say alike P says, and where they differ P is in conflict
	decided: (p, a, b) => a.differ || b.differ || a.same !== b.same ? p.differ : !p.differ && p.same === a.same,
	// P, and P without all that is set aside: more records are not looser
	stands: (p, a) => a.due ? !a.ends || (p.ends && p.ends[0] <= a.ends[0]) : a.name === 'keep' ? !(a.keep && a.code !== 'not-listed') || p.keep : a.code !== 'no' || ['no', 'conflict'].includes(p.code),
	// P, and P without its general rules
	otherwise: (p, a) => a.name !== 'keep' || !(a.keep && a.code !== 'not-listed') || p.keep,
};
const questions = lines(questionsFile), answers = lines(answersFile), tried = {}, told = {};
let passed = 0, failed = 0, n = 0;
for (const entry of lines(planFile)) {
	const [property, ...policies] = entry.split(' '), asked = questions.filter(q => q.startsWith(policies[0] + ' '));
	const said = policies.map(() => asked.map(q => parse(q, answers[n++])));
	tried[property] ||= {questions: 0, differ: 0};
	asked.forEach((q, i) => {
		const all = said.map(s => s[i]);
		tried[property].questions++;
		tried[property].differ += all.some(a => a.line !== all[0].line);
		if (HOLDS[property](...all))
			passed++;
		else if (++failed && (told[property] = (told[property] || 0) + 1) < 4)
			console.log(`FAIL ${property}, ${policies.join(' ')}: ${q}\n${all.map(a => '  ' + a.line).join('\n')}`);
	});
}
for (const property of Object.keys(HOLDS)) {
	const t = tried[property] || {questions: 0, differ: 0};
	console.log(`${property}: ${t.questions} questions, ${t.differ} of them answered in other words`);
	if (!t.differ && ++failed)
		console.log(`FAIL ${property}: no answer is in other words, so nothing was compared`);
}
console.log(`COUNT ${passed} ${failed}`);

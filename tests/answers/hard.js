// SPDX-License-Identifier: MIT
// hard.txt in the numbers of answers.c: the questions, or (with "answers") what is expected of them.
// usage: node hard.js VOCABULARY HARD questions|answers
'use strict';
const fs = require('fs');
const {vocabulary} = require('./policy.js');
const [vocabularyFile, file, what] = process.argv.slice(2);
const words = vocabulary(vocabularyFile);
const seconds = t => {
	const s = Date.parse(t) / 1000;
	if (!Number.isInteger(s))
		throw new Error(`no time: ${t}`);
	return s;
};
for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
	if (!line || line.startsWith('#') || line.startsWith('= ') !== (what === 'answers'))
		continue;
	console.log(line.replace(/^= /, '')
		.replace(/@([0-9T:-]+[+-]\d\d:\d\d)/g, (_, t) => seconds(t))
		.replace(/!(\d{4}-\d\d-\d\d)/g, (_, d) => seconds(d + 'T00:00Z') / 86400)
		.replace(/([a-z-]+)\/([a-z][a-z0-9-]*)/g, (_, kind, id) => words[kind][id].code));
}

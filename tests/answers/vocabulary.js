// The vocabulary's ids: codes and what they have to do with each other. Reads the subset of YAML that policies/vocabulary.yaml is written in.
'use strict';
const fs = require('fs');

module.exports = file => {
	const kinds = {};
	let kind = null, id = null, text = '';
	const end = () => {
		if (!id) return;
		const list = key => ((text.match(new RegExp(key + ': \\[([^\\]]*)\\]')) || [])[1] || '').split(/, */).filter(Boolean);
		kinds[kind][id] = {code: Number(text.match(/code: (\d+)/)[1]), partOf: list('part-of'), sameAs: list('same-as'), forbids: (text.match(/forbids: ([a-z-]+)/) || [])[1]};
		id = null;
	};
	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const head = line.match(/^([a-z-]+):/), entry = line.match(/^  ([a-z0-9-]+):(.*)/);
		if (head || entry) end();
		if (head) kinds[kind = head[1]] = {};
		else if (entry) [id, text] = [entry[1], entry[2]];
		else if (id) text += '\n' + line;
	}
	end();
	return kinds;
};

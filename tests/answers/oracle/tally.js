// SPDX-License-Identifier: MIT
// Counts which conflicts the questions met: a conflict counts if both sides speak to the question. Of each shape how many questions met it, and
// how many of these were answered with POLICY_CONFLICT. And whether the compiler said that such a question can meet it: its `questions`.
'use strict';

const SHAPES = ['pair', 'star', 'chain', 'circle', 'across sections', 'records', 'fields', 'firmness', 'members', 'within another side', 'of a part', 'undecided', 'decided', 'both'];
const met = Object.fromEntries(SHAPES.map(s => [s, {asked: 0, conflict: 0}])), ways = {};
const FUNCTIONS = {use: 'policy_may_use', share: 'policy_may_share', act: 'policy_act', store: 'policy_may_store', state: 'policy_state_permits', keep: 'policy_keep',
	'request-answer': 'policy_request_answer_due', 'request-complete': 'policy_request_complete_due', 'route-answer': 'policy_request_answer_due',
	'route-complete': 'policy_request_complete_due', outcome: 'policy_request_outcome', breach: 'policy_breach_due', change: 'policy_change_due',
	signal: 'policy_signal', document: 'policy_document_age', 'rule-breach': 'policy_breach_due', 'rule-change': 'policy_change_due', 'rule-keep': 'policy_keep'};
const foreseen = new Set(), unforeseen = new Set();
let question;
const asks = name => { question = name; };

// The shapes of the connected conflicts that a question met.
function shapesOf(conflicts) {
	const of = new Map(), found = new Set();
	for (const c of conflicts)
		for (const side of c)
			of.set(side, [...(of.get(side) || []), c]);
	const left = new Set(of.keys());
	while (left.size) {
		const [first] = left, group = new Set([first]), edges = new Set();
		for (const side of group)
			for (const c of of.get(side)) {
				edges.add(c);
				c.forEach(x => group.add(x));
			}
		group.forEach(x => left.delete(x));
		const most = Math.max(...[...group].map(x => of.get(x).length));
		found.add(edges.size >= group.size ? 'circle' : most >= 3 ? 'star' : most === 2 ? 'chain' : 'pair');
	}
	return found;
}

function tally(p, speaking, settlements, same) {
	const of = path => speaking.find(s => s.path === path), live = p.conflicts.map(c => ({...c, sides: [of(c.one), of(c.other)]})).filter(c => c.sides.every(Boolean));
	if (!live.length)
		return;
	// a question about an act meets other conflicts through one that a prohibition is in
	for (const c of live.filter(c => question !== 'act' || [c.one, c.other].some(side => side.startsWith('prohibitions.'))))
		(c.questions.includes(FUNCTIONS[question]) ? foreseen : unforeseen).add(c.of + ' ' + FUNCTIONS[question]);
	const sides = live.flatMap(c => c.sides), found = shapesOf(live.map(c => c.sides)), add = (shape, is) => is && found.add(shape);
	add('across sections', live.some(c => c.one.split('.')[0] !== c.other.split('.')[0]));
	add('records', sides.some(s => s.key === undefined));
	add('fields', sides.some(s => s.key !== undefined && s.id === undefined));
	add('firmness', sides.some(s => ['certainty', 'strength'].includes(s.key)));
	add('members', sides.some(s => s.id !== undefined));
	add('within another side', sides.some(s => sides.some(x => x.path.startsWith(s.path + '.'))));
	add('of a part', settlements.some(w => w.partly));
	add(live.every(c => c.enforce) ? 'decided' : live.every(c => !c.enforce) ? 'undecided' : 'both', true);
	for (const shape of found) {
		met[shape].asked++;
		met[shape].conflict += !same;
	}
	ways[settlements.length] = (ways[settlements.length] || 0) + 1;
}
const counted = () => SHAPES.map(s => `${s}: ${met[s].asked} questions, ${met[s].conflict} of them in conflict\n`).join('') +
	`settlements of a question: ${Object.entries(ways).map(([n, times]) => `${n}: ${times}`).join(', ')}\n` +
	`foreseen: ${foreseen.size} kinds of questions met a conflict; not foreseen: ${unforeseen.size} ${[...unforeseen].slice(0, 3).join('; ')}\n`;

module.exports = {tally, counted, asks};

// Writes random policies: small ones, of few ids, so that statements meet. What contradicts itself is declared until the check is content.
// usage: node generate.js POLICYC PROJECT COUNT
'use strict';
const fs = require('fs'), {spawnSync} = require('child_process');
const [policyc, project, count] = process.argv.slice(2);

let seed = 20270301;
const random = n => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return (seed >>> 8) % n; };
const one = list => list[random(list.length)];
const chance = percent => random(100) < percent;
const some = list => { const out = list.filter(() => chance(45)); return out.length ? out : [one(list)]; };

const ids = require('./ids.js');
const plain = kind => `[${some(ids[kind]).join(', ')}]`;
const list = kind => `{${chance(75) ? 'complete' : 'examples'}: ${plain(kind)}}`;
const units = ['hours', 'days', 'business days', 'weeks', 'months', 'years'];
const span = () => {
	const n = 2 + random(9);
	return chance(80) ? `${n} ${one(units)}` : `${n} to ${n + 1 + random(4)} ${one(units)}`;
};
const period = () => one([span, span, span, span, () => 'indefinitely', () => `while ${one(['account exists', 'account active'])}`, () => 'as long as law requires',
	() => 'unstated'])();
const deadline = () => one([span, span, span, span, () => 'without unreasonable delay', () => 'unstated', () => 'immediately'])();
const start = kind => one([e => e, e => e, e => `implied ${e}`, () => 'unstated'])(one(kind));

function record(fields) {
	const said = Object.entries(fields).filter(([, v]) => v !== undefined);
	if (chance(15)) said.push(['certainty', one(['typically', 'target', 'exact'])]);
	if (chance(15)) said.push(['strength', one(['may', 'can', 'will'])]);
	if (chance(15)) said.push(['all-of', plain('conditions')]);
	if (chance(12)) said.push(['any-of', plain('conditions')]);
	if (chance(12)) said.push(['unless', plain('conditions')]);
	if (chance(12)) said.push(['scope', list('scopes')]);
	return `{${said.map(([k, v]) => `${k}: ${v}`).join(', ')}}`;
}
const maybe = (percent, f) => chance(percent) ? f() : undefined;
const section = (name, most, f) => {
	const n = random(most + 1);
	return n ? `${name}:\n` + Array.from({length: n}, (_, i) => `  ${'abcdefgh'[i]}: ${f()}\n`).join('') : '';
};
const data = () => ({categories: maybe(65, () => list('categories')), elements: maybe(35, () => list('elements'))});

const routes = () => `{${Array.from({length: 1 + random(2)}, (_, i) => `r${i}: ` + record({
	channels: list('channels'), 'self-service': chance(20), answer: maybe(60, deadline), complete: maybe(70, deadline), from: start(ids.requestStarts),
})).join(', ')}}`;
const outcomes = () => `{${Array.from({length: 1 + random(2)}, (_, i) => `o${i}: ` + record({
	categories: list('categories'), result: one(['delete', 'anonymise', 'keep', 'unstated']), 'further-request': maybe(20, () => 'deletion'),
})).join(', ')}}`;

function policy(id) {
	return `brand: {id: ${id}, name: ${id}, operator: PT ${id}, version: "1", effective: ${chance(50) ? 'unstated' : '2024-03-01'}}\n` +
		'law: {calendar: id, compared-with: [eu-gdpr], sectors: unstated}\n' +
		section('retention', 3, () => record({...data(), period: period(), from: start(ids.retentionStarts), then: one(['delete', 'anonymise', 'delete-or-anonymise', 'unstated']),
			'then-within': maybe(40, deadline), 'longer-if': maybe(15, () => plain('conditions'))})) +
		section('requests', 3, () => record({request: one(ids.requests), routes: maybe(85, routes), outcomes: maybe(60, outcomes)})) +
		section('breach', 3, () => record({audience: one(ids.audiences), duty: 'notify', deadline: deadline(), from: start(ids.breachStarts), contents: 'unstated'})) +
		section('uses', 3, () => record({...data(), purposes: list('purposes'), exclusive: maybe(20, () => 'true'), consent: maybe(50, () => one(ids.consent))})) +
		section('sharing', 3, () => record({recipients: list('recipients'), exclusive: maybe(20, () => 'true'), ...data(), purposes: maybe(60, () => list('purposes')),
			'only-purposes': maybe(20, () => 'true'), instruments: maybe(10, () => list('instruments')), methods: maybe(10, () => list('methods'))})) +
		section('prohibitions', 3, () => record({acts: list('acts'), ...data(), recipients: maybe(60, () => list('recipients')), purposes: maybe(20, () => list('purposes')),
			techniques: maybe(8, () => list('techniques')), places: maybe(8, () => list('places')), 'except-recipients': maybe(25, () => list('recipients')),
			'except-purposes': maybe(15, () => list('purposes'))})) +
		section('cookies', 3, () => record({technology: 'cookie', class: one(ids.classes), surfaces: chance(80) ? list('surfaces') : 'unstated', used: !chance(15),
			essential: maybe(30, () => one(['true', 'false'])), 'can-disable': maybe(50, () => one(['true', 'false'])), default: maybe(70, () => one(ids.defaults))})) +
		section('lifecycle', 2, () => record({when: one(['account-closure', 'account-deletion']), state: one(ids.states), permits: maybe(60, () => list('permissions')),
			forbids: maybe(50, () => list('permissions')), until: maybe(30, () => 'account-deletion')})) +
		section('identity-checks', 2, () => record({gates: chance(85) ? list('gates') : 'unstated', documents: list('documents'), requirement: 'mandatory',
			'max-age': maybe(80, deadline), 'measured-at': start(['request-received', 'account-closure'])})) +
		section('automated-actions', 2, () => record({signals: list('signals'), action: chance(80) ? one(ids.actions) : 'unstated', 'max-length': maybe(60, deadline)})) +
		section('policy-changes', 3, () => record({changes: list('changes'), 'lead-time': maybe(80, deadline), before: one(['policy-effective-date', 'policy-effective-date', 'unstated'])}));
}

// What is left open, decided: legal's readings of some lengths and starts.
function readings(text) {
	const out = [];
	let at = '';
	for (const line of text.split('\n')) {
		const head = line.match(/^([a-z-]+):/), entry = line.match(/^  ([a-z]): /);
		if (head) at = head[1];
		if (!entry || !['retention', 'breach'].includes(at) || !chance(40)) continue;
		for (const key of ['period', 'deadline', 'from'])
			if (line.includes(` ${key}: unstated`))
				out.push(`  r${out.length}: {fact: ${at}.${entry[1]}.${key}, value: ${key === 'from' ? one(['implied ', '']) + one(ids[at === 'breach' ? 'breachStarts' : 'retentionStarts']) : span()}, ` +
					'reason: why, owner: legal, date: 2027-02-01, publish: false}\n');
	}
	return out.length ? 'readings:\n' + out.join('') : '';
}

function declare(path, text) {
	const conflicts = [], run = () => {
		fs.writeFileSync(path, text + (conflicts.length ? 'conflicts:\n' + conflicts.join('') : ''));
		return spawnSync(policyc, ['check', path.slice(project.length + 1)], {cwd: project, encoding: 'utf8'});
	};
	for (let i = 0; i < 40; i++) {
		const r = run();
		if (r.status === 0) return true;
		const found = r.stdout.match(/error: '([^']*)' contradicts '([^']*)'/);
		if (!found) {
			// two declared conflicts may not cross; such a policy is given up
			if (!/\[P07\d\]/.test(r.stdout)) console.error(path + '\n' + r.stdout.split('\n').filter(l => l.includes('error')).slice(0, 3).join('\n'));
			return false;
		}
		const [, a, b] = found;
		conflicts.push(`  c${conflicts.length}: {one: ${a}, other: ${b}, better: ${one([a, b])}${chance(30) ? `, enforce: ${one([a, b])}` : ''}}\n`);
	}
	return false;
}

let made = 0;
for (let i = 0; made < Number(count) && i < 20 * count; i++) {
	const id = `g${made}`, path = `${project}/policies/${id}.yaml`;
	let text = policy(id);
	text += readings(text);
	if (declare(path, text)) made++;
	else fs.unlinkSync(path);
}
if (made < Number(count)) process.exit(1);

// SPDX-License-Identifier: MIT
// Whether something may be done (compiler/SEMANTICS.md, R, Q1); what a sign brings about.
'use strict';
const {reach} = require('../policy.js');
const {words, code, not, and, parts, touched, allowed, forbidden, elements, data, applies, within} = require('./about.js');
const {calendarOf, said, endOf, both, happened, inForce} = require('./ends.js');
const {settle, by, sameCode} = require('./settle.js');
const {qualified, FIRM} = require('./duties.js');

const CODES = {yes: 'ok', maybe: 'conditional'};

// Of what each statement says the last in the order of R; a statement that contradicts itself comes before what may rule it out (Q1).
function verdict(all) {
	if (!all.length)
		return {code: 'not-listed', rules: 0, open: 0};
	const order = a => a.code === 'no' ? 0 : a.code === 'conflict' ? 1 : a.bars ? (a.code === 'unstated' ? 2 : 3) : a.code === 'ok' ? 4 : 5;
	const best = all.reduce((a, b) => order(b) < order(a) ? b : a);
	return {...best, rules: all.length, open: all.filter(a => a.code !== 'ok').length};
}
const most = parts_ => verdict(parts_.filter(Boolean));

// What a mode of consent makes of what the person said: 0 nothing, 1 yes, 2 yes explicitly, 3 no.
function consents(mode, said) {
	if (mode === undefined || mode === 'not-needed')
		return 'yes';
	if (mode === 'open')
		return 'open';
	if (said === 3)
		return 'no';
	return {explicit: said === 2 ? 'yes' : 'no', 'opt-in': said ? 'yes' : 'no', 'if-law-requires': said ? 'yes' : 'maybe'}[mode] || 'yes';
}

// How a statement that lets something be done, on terms, speaks of it (R2). grants: whether it is about it; terms: whether they are met.
function granted(grants, terms) {
	if (grants === 'no')
		return null;
	if (terms === 'yes')
		return {code: CODES[grants], bars: false};
	if (grants === 'maybe' || terms === 'maybe')
		return {code: 'conditional', bars: true};
	return {code: terms === 'open' ? 'unstated' : 'no', bars: true};
}
// The same of one that rules something out.
const barred = bars => bars === 'no' ? null : {code: bars === 'yes' ? 'no' : 'conditional', bars: true};
const spoken = (s, basis, ...what) => {
	const one = most(what);
	return one.code === 'not-listed' ? null : {...one, s, basis, part: one.code === 'conditional'};
};

// Data that is kept after an event is used for less (R4). Which event, if that is open, may be any that has happened.
function keptFor(p, q, m, s) {
	const only = s.get('use-while-kept'), from = s.get('from'), past = q.events.filter(e => e.time <= q.at), unsure = from === 'open';
	const begun = from === undefined || (unsure ? past.length > 0 : past.some(e => reach(words.events, 'sameAs', from.event).has(e.what)));
	if (only === undefined || !begun)
		return null;
	return spoken(s, s.isRead('from', 'use-while-kept') ? 'reading' : 'stated',
		barred(and(unsure ? 'maybe' : 'yes', applies(s, q), data(p, forbidden, s, m), not(forbidden('purposes', only, m.purpose)))));
}
// R9.
function prohibited(p, q, isAct, m, s) {
	const acts = s.get('acts');
	if (!(acts.complete || acts.examples).some(isAct))
		return null;
	const excepted = (kind, key, id) => s.get(key) === undefined ? 'no' : forbidden(kind, s.get(key), id);
	return spoken(s, 'stated', barred(and(applies(s, q), data(p, forbidden, s, m),
		forbidden('recipients', s.get('recipients'), m.recipient), forbidden('purposes', s.get('purposes'), m.purpose),
		forbidden('methods', s.get('methods'), q.method), forbidden('techniques', s.get('techniques'), q.technique), forbidden('places', s.get('places'), q.place),
		not(excepted('recipients', 'except-recipients', m.recipient)), not(excepted('purposes', 'except-purposes', m.purpose)))));
}
// R3.
function used(p, q, m, s) {
	const purposes = s.get('purposes'), holds = applies(s, q);
	const grants = and(holds, data(p, allowed, s, m), allowed('purposes', purposes, m.purpose), m.category && m.purpose ? 'yes' : 'maybe');
	const bars = s.get('exclusive') === true ? and(holds, data(p, forbidden, s, m), not(forbidden('purposes', purposes, m.purpose))) : 'no';
	return spoken(s, s.isRead('consent') ? 'reading' : 'stated', granted(grants, consents(s.get('consent'), q.said % 4)), barred(bars));
}
// R6, of a use.
function processed(p, q, m, s) {
	const why = s.get('purposes');
	if (why === undefined)
		return null;
	const named = s.get('categories') !== undefined || s.get('elements') !== undefined;
	return spoken(s, 'stated', granted(and(applies(s, q), data(p, allowed, s, m), allowed('methods', s.get('methods'), q.method), allowed('purposes', why, m.purpose),
		named && m.category && m.purpose ? 'yes' : 'maybe'), 'yes'));
}
// R7.
const MARKETING = Object.keys(words.purposes || {}).filter(id => words.purposes[id].by === 'marketing');
function advertised(p, q, m, s) {
	const holds = and(applies(s, q), MARKETING.some(id => parts('purposes', id).has(m.purpose)) ? 'yes' : 'no'), terms = consents(s.get('default'), q.said % 4);
	return spoken(s, s.isRead('default') ? 'reading' : 'stated', terms === 'no' ? barred(holds) : terms === 'open' ? granted(holds, terms) : granted(and(holds, 'maybe'), terms));
}
// R8.
function cookieUsed(p, q, m, s) {
	if (s.get('used') !== true || s.get('purposes') === undefined)
		return null;
	const terms = storing(s, q.said % 4);
	return spoken(s, s.isRead('can-disable', 'default') ? 'reading' : 'stated',
		terms && granted(and(applies(s, q), allowed('purposes', s.get('purposes'), m.purpose), elements(p, allowed, s.get('holds'), m), 'maybe'), terms));
}
// R5, and R6 of a sharing.
function shared(p, q, m, isVendor, s) {
	const about = test => and(applies(s, q), data(p, test, s, m), test('methods', s.get('methods'), q.method));
	const who = s.get(isVendor ? 'vendors' : 'recipients'), why = s.get('purposes');
	const namesData = s.get('categories') !== undefined || s.get('elements') !== undefined, closes = isVendor || s.get('exclusive') === true;
	const grants = and(about(allowed), allowed('recipients', who, m.recipient), allowed('purposes', why, m.purpose),
		(closes && (why === undefined || !namesData)) || !m.category ? 'maybe' : 'yes');
	const nobodyElse = s.get('exclusive') === true ? and(about(forbidden), not(forbidden('recipients', who, m.recipient))) : 'no';
	const nothingElse = s.get('only-purposes') === true ? and(about(forbidden), forbidden('recipients', who, m.recipient), not(forbidden('purposes', why, m.purpose))) : 'no';
	const consent = q.said === 0 && ![undefined, 'not-needed', 'open'].includes(s.get('consent')) ? 'maybe' : consents(s.get('consent'), q.said % 4);
	const papers = forbidden('instruments', s.get('instruments'), q.instrument), terms = ['no', 'open', 'maybe', 'yes'].find(t => t === papers || t === consent);
	return spoken(s, s.isRead('consent') ? 'reading' : 'stated', granted(grants, terms), barred(nobodyElse), barred(nothingElse));
}

// Q1. Of sections in the order of Q3: [records, what one of them says].
function may(p, q, sections, reads, named, comes = verdict, answers = undefined) {
	const of = new Map(), live = inForce(p, q.at);
	for (const [section, says] of live ? sections : [])
		p.of(section).forEach(s => of.set(s.path, says));
	const records = live ? sections.flatMap(([section]) => p.of(section)) : [];
	return by(settle(p, {records, says: s => of.get(s.path)(s), reads, named, comes, answers, same: sameCode}));
}
// What only rules out, and only perhaps, does not speak of the use of it.
const beside = all => {
	const answer = verdict(all), rulesOut = a => /^(prohibitions|retention)\./.test(a.s.path);
	return answer.code === 'conditional' && all.every(rulesOut) ? {code: 'not-listed', rules: answer.rules, open: answer.open} : answer;
};
const forbids = section => a => words.acts[a].forbids === section;
const ids = m => ({purposes: within('purposes', m.purpose), 'use-while-kept': within('purposes', m.purpose), recipients: within('recipients', m.recipient), vendors: within('recipients', m.recipient)});

// Of a use, of a sharing: the sections that speak, the fields that are read, the ids that are named.
const USE = (p, q, m) => [[['prohibitions', s => prohibited(p, q, forbids('uses'), m, s)], ['retention', s => keptFor(p, q, m, s)], ['uses', s => used(p, q, m, s)],
	['marketing', s => advertised(p, q, m, s)], ['cookies', s => cookieUsed(p, q, m, s)], ['vendors', s => processed(p, q, m, s)]],
['exclusive', 'consent', 'period', 'default', 'used', 'can-disable', 'essential'], ids(m)];
const SHARE = (p, q, m) => [[['prohibitions', s => prohibited(p, q, forbids('sharing'), m, s)], ['sharing', s => shared(p, q, m, false, s)], ['vendors', s => shared(p, q, m, true, s)]],
	['exclusive', 'only-purposes', 'consent'], {...ids(m), instruments: within('instruments', q.instrument)}];
const use = (p, q, category, element, purpose) => may(p, q, ...USE(p, q, {category, element, purpose}), beside);
const share = (p, q, category, element, recipient, purpose) => may(p, q, ...SHARE(p, q, {category, element, recipient, purpose}), beside);
// Of an act that is a use or a sharing all that speaks of these is heard, and the prohibitions that name it answer (S14).
function act(p, q, what, category, element, recipient, purpose) {
	const m = {category, element, recipient, purpose}, says = s => s.path.startsWith('prohibitions.') ? prohibited(p, q, a => a === what, m, s) : null;
	const [sections, reads, named] = {uses: USE, sharing: SHARE}[words.acts[what]?.forbids]?.(p, q, m) || [[['prohibitions', says]], [], ids(m)];
	return may(p, q, sections, reads, {...named, acts: within('acts', what)}, verdict, says);
}

// Whether storage may be set for a person who said this (R10); null: it says nothing to that. What the person can switch off stays off; what the
// policy says of consent comes before what the service needs.
function storing(s, said) {
	const mode = s.get('default'), off = s.get('can-disable'), needed = s.get('essential');
	if (said === 3 && [mode, off, needed].every(x => x === undefined))
		return null;
	if (said === 3 && off === true)
		return 'no';
	if (mode !== undefined && mode !== 'open')
		return consents(mode, said);
	if (mode === 'open' && needed !== true)
		return 'open';
	if (said !== 3 || off === false)
		return 'yes';
	return needed !== true ? 'no' : off === 'open' ? 'open' : 'yes';
}
function store(p, q, surface, cookieClass) {
	return may(p, q, [['cookies', s => {
		const where = s.get('surfaces') === 'open' ? undefined : s.get('surfaces'), isUsed = s.get('used') === true;
		const about = and(applies(s, q), touched('cookie-classes', [s.get('class')], cookieClass), (isUsed ? allowed : forbidden)('surfaces', where, surface));
		const terms = isUsed ? storing(s, q.said % 4) : null;
		return spoken(s, s.isRead('surfaces', 'can-disable', 'default') ? 'reading' : 'stated', isUsed ? terms && granted(about, terms) : barred(about));
	}]], ['used', 'default', 'essential', 'can-disable'], {});
}

// R11.
function permits(p, q, which, permission, s) {
	const now = s.get('state'), starts = s.get('starts'), until = s.get('until'), over = happened(q, until);
	const inIt = [now === undefined ? 'no' : now === 'open' ? 'maybe' : touched('states', [now], which), starts === undefined ? 'no' : touched('states', starts, which)];
	if (now === undefined && starts === undefined) // in whatever state it is after the event
		inIt.push(isAfter(p, q, s));
	const holds = and(applies(s, q), inIt.includes('yes') ? 'yes' : inIt.includes('maybe') ? 'maybe' : 'no', over?.ambiguous ? 'maybe' : over && over.time <= q.at ? 'no' : 'yes');
	const mayBe = s.get('permits') === undefined ? 'no' : allowed('permissions', s.get('permits'), permission);
	const mayNot = s.get('forbids') === undefined ? 'no' : forbidden('permissions', s.get('forbids'), permission);
	const basis = s.isRead('state', 'until') ? 'reading' : 'stated';
	if (holds === 'no' || (mayBe === 'no' && mayNot === 'no'))
		return null;
	if (holds === 'yes' && mayBe === 'yes' && mayNot === 'yes')
		return spoken(s, basis, {code: 'conflict', bars: true});
	if (until === 'open')
		return spoken(s, basis, {code: s.partly ? 'conditional' : 'unstated', bars: true});
	return spoken(s, basis, mayNot === 'no' ? granted(and(holds, mayBe), 'yes') : barred(and(holds, mayNot, not(mayBe)) === 'yes' ? 'yes' : 'maybe'));
}
function isAfter(p, q, s) {
	const since = happened(q, s.get('when')), after = s.get('after');
	if (!since || since.time > q.at)
		return 'no';
	if (since.ambiguous)
		return 'maybe';
	if (after === undefined)
		return since.time <= q.at ? 'yes' : 'no';
	const end = said(after) === 'ok' ? both(after, (unit, n) => endOf(calendarOf(p), unit, n, since.time)) : {};
	return !end.known ? 'maybe' : end.last.end <= q.at ? 'yes' : end.first.end <= q.at ? 'maybe' : 'no';
}
function state(p, q, which, permission) {
	const comes = all => {
		const answer = verdict(all);
		return {...answer, code: answer.code === 'no' && all.some(a => a.code === 'ok') ? 'conflict' : answer.code};
	};
	return may(p, q, [['lifecycle', s => permits(p, q, which, permission, s)]], ['state', 'until', 'after'],
		{permits: within('permissions', permission), forbids: within('permissions', permission), starts: within('states', which)}, comes);
}

// ---- signals, documents ----

const RESULTS = ['ok', 'no-number', 'indefinite', 'while-state', 'unstated', 'not-started', 'not-listed', 'conflict', 'out-of-calendar'];
const UNITS = ['', 'hour', 'day', 'business-day', 'week', 'month', 'year', 'minute'];
// What a statement does: as it is printed, and its place among others (Q6).
function reaction(p, q, s) {
	const span = s.get('max-length'), ids = [code('actions', s.get('action')), code('releases', s.get('release')), code('actions', s.get('then'))];
	const length = said(span) === 'ok' ? both(span, (unit, n) => endOf(calendarOf(p), unit, n, q.at)) : {code: said(span)};
	const ends = length.code === 'ok' ? [length.first.end, length.last.end] : [UNITS.indexOf(span?.unit || ''), code('durations', span?.duration), span?.min || 0, span?.max || 0];
	return {text: `${ids.join(' ')} ${length.code}${length.code === 'ok' ? ' ' + ends.join('..') : ''}`, place: [...ids, RESULTS.indexOf(length.code), ...ends]};
}
const inOrder = (a, b) => { const i = a.place.findIndex((x, n) => x !== b.place[n]); return i < 0 ? 0 : a.place[i] - b.place[i]; };
function signal(p, q, sign) {
	const same = list => r => list.find(x => inOrder(x, r) === 0);
	const comes = said_ => {
		const list = [];
		for (const a of said_) {
			const r = reaction(p, q, a.s), known = same(list)(r) || (list.push({...r, all: []}), r);
			same(list)(known).all.push(a);
		}
		return {list: list.map(r => ({...r, ...verdict(r.all)}))};
	};
	// each by itself: as all settlements have it, or contested
	const together = all => ({list: all.flatMap(a => a.list).filter((r, i, list) => list.findIndex(x => inOrder(x, r) === 0) === i).map(r =>
		({...r, contested: !all.every(a => same(a.list)(r)?.code === r.code)}))});
	const alike = (a, b) => a.list.length === b.list.length && a.list.every(r => same(b.list)(r)?.code === r.code);
	const found = settle(p, {records: inForce(p, q.at) ? p.of('automated-actions') : [], reads: ['action', 'release', 'then', 'max-length', ...FIRM], named: {signals: within('signals', sign)},
		says(s) {
			const holds = and(applies(s, q), forbidden('signals', s.get('signals'), sign));
			return holds === 'no' ? null : {...qualified({s, code: s.get('action') === 'open' ? 'unstated' : 'ok'}, holds), basis: s.isRead('action') ? 'reading' : 'stated'};
		}, comes, together, same: alike});
	const crowded = found.differ && found.ways === 1;
	const print = r => `${by(r.contested || crowded ? {...r, code: 'conflict', named: found.named} : r)} ${r.text}`;
	return found.list.sort(inOrder).map(print).join(' | ') || 'not-listed - - 0/0 0 0 0 not-listed';
}

module.exports = {act, use, share, store, state, signal};

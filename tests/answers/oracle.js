// The answers once more, from the definitions (policy.h's comments, README): statements, what is known of a case, and three truths: true,
// false, undefined (not known). Reads a brand's JSON, not its tables. Ends are counted by tests/arithmetic/days.js, which walks days.
'use strict';
const {dayOf, forward, known} = require('../arithmetic/days.js');

const R = ['OK', 'NO_NUMBER', 'INDEFINITE', 'WHILE_STATE', 'UNSTATED', 'NOT_STARTED', 'NOT_LISTED', 'CONFLICT', 'OUT_OF_CALENDAR', 'OUT_OF_RANGE', 'NO_LIST',
	'OTHER_UNIT', 'FREE_DAY', 'NO', 'CONDITIONAL', 'NOT_FIRM'];
const result = name => R.indexOf(name);
// what stands in the way of an answer, the most serious first
const SERIOUS = ['NO', 'CONFLICT', 'UNSTATED', 'NO_NUMBER', 'NOT_FIRM', 'CONDITIONAL', 'OUT_OF_CALENDAR', 'OUT_OF_RANGE', 'NOT_STARTED', 'WHILE_STATE', 'INDEFINITE', 'NOT_LISTED', 'OK'];
const worst = names => SERIOUS.find(s => names.includes(s));

const JAKARTA = {weekend: 96, leave: false, rounding: 1}, OFFSET = 7 * 3600, DAY = 86400;
const dayAt = time => Math.floor((time + OFFSET) / DAY);
const midnightAfter = day => (day + 1) * DAY - OFFSET;

const and = (...truths) => truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
const or = (...truths) => truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
const not = truth => truth === undefined ? undefined : !truth;

module.exports = (json, words) => {
	const isA = (kind, id, of) => id === of || (words[kind][id]?.partOf || []).some(up => isA(kind, up, of));
	const sameEvent = (a, b, seen = new Set([a])) => {
		// the same in either direction, through others
		const near = id => [...(words.events[id]?.sameAs || []), ...Object.keys(words.events).filter(e => words.events[e].sameAs.includes(id))];
		for (const id of seen) for (const n of near(id)) seen.add(n);
		return seen.has(b);
	};

	// legal's readings fill gaps
	const readings = {};
	for (const r of Object.values(json.readings || {})) readings[r.fact] = r.value;
	const UNITS = {hours: 'hour', hour: 'hour', days: 'day', day: 'day', weeks: 'week', week: 'week', months: 'month', month: 'month', years: 'year', year: 'year',
		'business days': 'business-day', 'business day': 'business-day'};
	const parse = (key, text) => {
		if (key === 'from') return {event: text.replace(/^implied /, ''), basis: 'reading'};
		const [, min, , max, unit] = text.match(/^(\d+)( to (\d+))? (.*)$/);
		return {kind: max ? 'range' : 'exact', unit: UNITS[unit], min: Number(min), max: Number(max || min)};
	};

	// statements as programs have them: without what is set aside; a field that is set aside leaves its place open
	const statements = (section, path = section, from = json[section] || {}) => Object.entries(from).map(([id, fields]) => {
		const s = {id, path: `${path}.${id}`, doubt: new Set(fields.undecided || []), lost: new Set(fields['set-aside'] || []), read: new Set()};
		for (const [key, value] of Object.entries(fields)) s[key] = s.lost.has(key) ? 'unstated' : value;
		for (const key of Object.keys(fields))
			if (readings[`${s.path}.${key}`] !== undefined) {
				s[key] = parse(key, readings[`${s.path}.${key}`]);
				s.read.add(key);
			}
		return s;
	}).filter(s => !s.lost.has('*'));

	const COMMON = ['certainty', 'strength', 'all-of', 'any-of', 'unless', 'scope'];
	const inConflict = (s, ...fields) => s.doubt.has('*') || [...COMMON, ...fields].some(f => s.doubt.has(f));
	const isFirm = s => (s.certainty || 'exact') === 'exact' && (s.strength || 'will') === 'will';

	const members = list => Array.isArray(list) ? list : list.complete || list.examples;
	const isClosed = list => Array.isArray(list) || !!list.complete;
	// the truth of each condition of a list, and whether more could be meant
	const truths = (list, kind, yes, no) => members(list).map(id => yes.some(y => isA(kind, y, id)) ? true : no.some(n => isA(kind, id, n)) ? false : undefined);
	const someHolds = (list, kind, yes, no) => list === undefined ? true : list === 'unstated' ? undefined :
		or(...truths(list, kind, yes, no), isClosed(list) ? false : undefined);
	const allHold = (list, kind, yes, no) => list === undefined ? true : list === 'unstated' ? undefined : and(...truths(list, kind, yes, no));
	const applies = (s, c) => and(
		allHold(s['all-of'], 'conditions', c.met, c.unmet), someHolds(s['any-of'], 'conditions', c.met, c.unmet),
		s.unless === undefined ? true : not(someHolds(s.unless, 'conditions', c.met, c.unmet)), someHolds(s.scope, 'scopes', c.within, c.outside));

	// Is the whole of what is asked (null: nothing was named) covered by a list? undefined: perhaps, or a part.
	const covered = (list, kind, id, openList) => {
		if (list === undefined) return true;
		if (list === 'unstated' || !id) return undefined;
		if (members(list).some(m => isA(kind, id, m))) return true;
		if (members(list).some(m => isA(kind, m, id))) return undefined;
		return isClosed(list) ? false : openList;
	};
	const mayCover = (list, kind, id) => covered(list, kind, id, undefined); // in what is kept or forbidden examples may stand for anything
	const allowed = (list, kind, id) => covered(list, kind, id, false);      // in what is allowed for nothing else

	// ---- ends ----

	const timeOf = (c, event) => (c.events.find(e => sameEvent(e[0], event)) || [])[1];
	const endOf = (unit, n, start) => {
		if (unit === 'hour') return {end: start + n * 3600, day: dayAt(start + n * 3600), mark: ''};
		const [day, mark] = forward(JAKARTA, unit, n, dayAt(start));
		return {end: midnightAfter(day), day, mark};
	};
	const spanCode = span => span === undefined ? 'NOT_LISTED' : span === 'unstated' ? 'UNSTATED' :
		({exact: 'OK', range: 'OK', indefinite: 'INDEFINITE', while: 'WHILE_STATE', words: 'NO_NUMBER'})[span.kind];
	const ends = (span, start) => {
		const first = endOf(span.unit, span.min, start), last = endOf(span.unit, span.max, start);
		return {code: first.mark || last.mark ? 'OUT_OF_CALENDAR' : 'OK', first, last};
	};
	const count = (s, key, c) => {
		const code = spanCode(s[key]), from = s.from;
		const basis = s.read.has(key) || s.read.has('from') ? 'reading' : from?.basis || 'stated';
		if (code !== 'OK') return {code, basis};
		if (!from || from === 'unstated') return {code: 'UNSTATED', basis};
		const start = timeOf(c, from.event);
		return start === undefined ? {code: 'NOT_STARTED', basis} : {...ends(s[key], start), basis};
	};

	// ---- duties ----

	// one statement's answer, with what speaks against it
	const duty = (s, counted, conflict, applied) => {
		if (applied === false) return null;
		const code = conflict ? 'CONFLICT' : counted.code !== 'OK' ? counted.code : applied === undefined ? 'CONDITIONAL' : isFirm(s) ? 'OK' : 'NOT_FIRM';
		return {...counted, code};
	};
	const BASES = {stated: 1, implied: 2, reading: 3};
	const soonest = answers => {
		const all = answers.filter(Boolean), open = all.filter(a => a.code !== 'OK').length;
		if (!all.length) return [result('NOT_LISTED'), 0, 0, 0];
		const conflicts = all.filter(a => a.code === 'CONFLICT'), ended = all.filter(a => a.first);
		let best = conflicts[0];
		if (!best && ended.length) {
			const end = Math.min(...ended.map(a => a.first.end)), soon = ended.filter(a => a.first.end === end);
			best = soon.find(a => a.code === 'OK') || soon[0];
		}
		best = best || all.find(a => a.code === worst(all.map(x => x.code)));
		return [result(best.code), all.length, open, BASES[best.basis], ...(best.first ? [best.first.end, best.first.day, best.last.end, best.last.day] : [])];
	};
	const routes = request => statements('requests').filter(q => isA('requests', request, q.request)).flatMap(q =>
		statements('routes', `${q.path}.routes`, q.routes === undefined || q.routes === 'unstated' ? {} : q.routes).map(r => ({...r, around: q})));
	const requestDue = key => (ids, n, c) => soonest(routes(ids[0]).filter(r => r[key] !== undefined && r['self-service'] !== true)
		.map(r => duty(r, count(r, key, c), inConflict(r, key, 'from') || r.around.doubt.has('*'), and(applies(r, c), applies(r.around, c)))));

	// ---- keeping ----

	const keepOne = (s, ids, c) => {
		const about = and(mayCover(s.categories, 'categories', ids[0]), mayCover(s.elements, 'elements', ids[1]), applies(s, c));
		if (about === false) return null;
		let k = count(s, 'period', c);
		const over = k.code === 'WHILE_STATE' && c.ended.find(e => e[0] === s.period.state && e[1] <= c.at);
		if (over) k = {code: 'OK', first: {day: dayAt(over[1])}, last: {day: dayAt(over[1])}};
		for (const end of [k.first, k.last]) if (end) end.end = midnightAfter(end.day); // civil days
		const longer = s['longer-if'] === undefined ? false : someHolds(s['longer-if'], 'conditions', c.met, c.unmet);
		if (k.code === 'OK' && longer !== false) k.code = longer ? 'NO_NUMBER' : 'CONDITIONAL';
		if (inConflict(s, 'period', 'from', 'categories', 'elements')) k.code = 'CONFLICT';
		else if (['OK', 'INDEFINITE'].includes(k.code)) k.code = about === undefined ? 'CONDITIONAL' : isFirm(s) ? k.code : 'NOT_FIRM';
		return {...k, s};
	};
	const ENDINGS = {delete: 1, anonymise: 2, 'delete-or-anonymise': 3, overwrite: 4, keep: 5};
	const keep = (ids, n, c) => {
		const all = statements('retention').map(s => keepOne(s, ids, c)).filter(Boolean);
		if (!all.length) return [result('NOT_LISTED'), 0, 0];
		const ended = all.filter(k => k.first);
		let code = worst(all.map(k => k.code));
		const out = [all.length, all.filter(k => k.code !== 'OK').length];
		if (ended.length) {
			const floor = ended.reduce((a, b) => b.first.end > a.first.end ? b : a), ceiling = ended.reduce((a, b) => b.last.end < a.last.end ? b : a);
			if ((code === 'OK' && floor.first.end > ceiling.last.end) || code === 'INDEFINITE') code = 'CONFLICT';
			const then = ceiling.s.then, ending = inConflict(ceiling.s, 'then') ? 'CONFLICT' : then === 'unstated' ? 'UNSTATED' : 'OK';
			out.push(floor.first.end, floor.first.day, ceiling.last.end, ceiling.last.day, 'then', then === 'unstated' ? 0 : ENDINGS[then], result(ending));
			const within = ceiling.s['then-within'], late = spanCode(within) === 'OK' ? ends(within, ceiling.last.end - 1) : {code: spanCode(within)};
			const grace = inConflict(ceiling.s, 'then-within') ? 'CONFLICT' : late.code;
			out.push('grace', result(grace));
			if (grace === 'OK') out.push(late.last.end);
		}
		return [result(code), ...out];
	};

	// ---- what may be done ----

	// what is ruled out comes first, then an undecided contradiction, then what is allowed, then what is open (the first of it)
	const permission = codes => ['NO', 'CONFLICT', 'OK'].find(c => codes.includes(c)) || codes[0] || 'NOT_LISTED';
	const consent = (mode, said) => {
		if (mode === undefined || mode === 'not-needed') return 'OK';
		if (mode === 'unstated') return 'UNSTATED';
		if (said === 'no') return 'NO';
		const needs = {explicit: ['explicitly'], 'opt-in': ['yes', 'explicitly'], 'opt-out': ['nothing', 'yes', 'explicitly'], deemed: ['nothing', 'yes', 'explicitly']};
		if (mode === 'if-law-requires') return said === 'nothing' ? 'CONDITIONAL' : 'OK';
		return needs[mode].includes(said) ? 'OK' : 'NO';
	};
	const SAID = ['nothing', 'yes', 'explicitly', 'no'];
	const named = truth => truth === undefined ? 'CONDITIONAL' : truth ? 'NO' : null;
	const prohibition = (acts, m, c) => statements('prohibitions').map(s => {
		if (s.acts === 'unstated' || !members(s.acts).some(acts)) return null;
		let truth = and(mayCover(s.categories, 'categories', m.category), mayCover(s.elements, 'elements', m.element), mayCover(s.recipients, 'recipients', m.recipient),
			mayCover(s.purposes, 'purposes', m.purpose), mayCover(s.methods, 'methods', c.method), mayCover(s.techniques, 'techniques', c.technique),
			mayCover(s.places, 'places', c.place), applies(s, c));
		if (truth === false) return null;
		for (const [key, kind, id] of [['except-recipients', 'recipients', m.recipient], ['except-purposes', 'purposes', m.purpose]]) {
			const except = s[key] === undefined ? false : mayCover(s[key], kind, id);
			truth = and(truth, not(except));
		}
		return truth === false ? null : s.doubt.size ? 'CONFLICT' : named(truth);
	}).filter(Boolean);
	// the most serious of what prohibitions say, beside what is allowed
	const beside = (codes, never) => {
		const may = permission(codes), ruled = never.length ? worst(never) : null;
		const code = ruled === null || (ruled === 'CONDITIONAL' && may !== 'OK') ? may : may === 'NO' ? 'NO' : ruled;
		return [result(code), codes.length + never.length];
	};
	const data = (s, m) => and(allowed(s.categories, 'categories', m.category), allowed(s.elements, 'elements', m.element));
	const openOr = (truth, yes) => truth === undefined ? 'CONDITIONAL' : yes;

	return {
		breach: (ids, n, c) => soonest(statements('breach').filter(s => isA('audiences', ids[0], s.audience))
			.map(s => duty(s, count(s, 'deadline', c), inConflict(s, 'deadline', 'from'), applies(s, c)))),
		answer: requestDue('answer'),
		complete: requestDue('complete'),
		keep,
		outcome: (ids, n, c) => {
			const all = statements('requests').filter(q => isA('requests', ids[0], q.request)).flatMap(q =>
				statements('outcomes', `${q.path}.outcomes`, q.outcomes === undefined || q.outcomes === 'unstated' ? {} : q.outcomes).map(o => {
					const about = and(mayCover(o.categories, 'categories', ids[1]), applies(o, c), applies(q, c));
					if (about === false) return null;
					const code = inConflict(o, 'result', 'categories') || q.doubt.has('*') ? 'CONFLICT' : o.result === 'unstated' ? 'UNSTATED' :
						about === undefined ? 'CONDITIONAL' : isFirm(o) ? 'OK' : 'NOT_FIRM';
					return {code, o};
				})).filter(Boolean);
			const sure = new Set(all.filter(a => a.code === 'OK').map(a => a.o.result));
			const code = !all.length ? 'NOT_LISTED' : sure.size > 1 ? 'CONFLICT' : worst(all.map(a => a.code));
			return [result(code), all.length];
		},
		act: (ids, n, c) => {
			const act = Object.keys(words.acts).find(a => words.acts[a].code === n);
			const never = prohibition(a => a === act, {category: ids[0], element: ids[1], recipient: ids[2], purpose: ids[3]}, c);
			return [result(never.length ? worst(never) : 'NOT_LISTED'), never.length];
		},
		use: (ids, n, c) => {
			const m = {category: ids[0], element: ids[1], purpose: ids[2]};
			const codes = statements('uses').map(s => {
				const about = and(data(s, m), applies(s, c)), listed = allowed(s.purposes, 'purposes', m.purpose), only = s.exclusive === true;
				if (about === false || (listed === false && !only)) return null;
				if (inConflict(s, 'purposes', 'categories', 'elements', 'consent') || (only && s.doubt.has('exclusive'))) return 'CONFLICT';
				if (listed === false) return openOr(about, 'NO'); // for nothing else
				return openOr(and(about, listed), consent(s.consent, SAID[n]));
			}).filter(Boolean);
			return beside(codes, prohibition(a => words.acts[a].forbids === 'uses', m, c));
		},
		share: (ids, n, c) => {
			const m = {category: ids[0], element: ids[1], recipient: ids[2], purpose: ids[3]};
			const codes = statements('sharing').map(s => {
				const about = and(data(s, m), applies(s, c), allowed(s.methods, 'methods', c.method));
				const who = allowed(s.recipients, 'recipients', m.recipient), why = allowed(s.purposes, 'purposes', m.purpose);
				if (about === false || (who === false && (s.exclusive !== true || why === false)) || (who !== false && why === false && s['only-purposes'] !== true)) return null;
				if (inConflict(s, 'recipients', 'categories', 'elements', 'purposes', 'exclusive', 'only-purposes')) return 'CONFLICT';
				if (who === false) return openOr(and(about, why), 'NO');
				if (why === false) return openOr(and(about, who), 'NO');
				const instrument = allowed(s.instruments, 'instruments', c.instrument);
				return instrument === false ? 'NO' : openOr(and(about, who, why, instrument), 'OK');
			}).filter(Boolean);
			return beside(codes, prohibition(a => words.acts[a].forbids === 'sharing', m, c));
		},
		store: (ids, n, c) => {
			const codes = statements('cookies').map(s => {
				const about = and(allowed(s.surfaces, 'surfaces', ids[0]), isA('cookie-classes', ids[1], s.class), applies(s, c));
				if (about === false) return null;
				if (inConflict(s, 'used', 'default', 'essential', 'can-disable', 'surfaces', 'class')) return 'CONFLICT';
				if (about === undefined) return 'CONDITIONAL';
				if (s.used === false) return 'NO';
				if (s.essential === true) return 'OK';
				if (s.default === undefined && SAID[n] === 'no' && s['can-disable'] !== false) return 'NO';
				return consent(s.default, SAID[n]);
			}).filter(Boolean);
			return [result(permission(codes)), codes.length];
		},
		permits: (ids, n, c) => {
			const codes = statements('lifecycle').map(s => {
				const over = s.until === undefined ? undefined : timeOf(c, s.until);
				if (s.state !== ids[0] || applies(s, c) === false || (over !== undefined && over <= c.at)) return null;
				const may = s.permits === undefined ? false : allowed(s.permits, 'permissions', ids[1]);
				const never = s.forbids === undefined ? false : mayCover(s.forbids, 'permissions', ids[1]);
				if (may === false && never === false) return null;
				if (inConflict(s, 'permits', 'forbids', 'state')) return 'CONFLICT';
				if (applies(s, c) === undefined || (may !== false && never !== false)) return 'CONDITIONAL';
				return may === true ? 'OK' : never === true ? 'NO' : 'CONDITIONAL';
			}).filter(Boolean);
			const both = codes.includes('OK') && codes.includes('NO');
			return [result(both ? 'CONFLICT' : permission(codes)), codes.length];
		},
		signal: (ids, n, c) => {
			const all = statements('automated-actions').map(s => {
				const about = and(mayCover(s.signals, 'signals', ids[0]), applies(s, c));
				if (about === false) return null;
				const code = inConflict(s, 'signals', 'action') ? 'CONFLICT' : s.action === 'unstated' ? 'UNSTATED' : about === undefined ? 'CONDITIONAL' : isFirm(s) ? 'OK' : 'NOT_FIRM';
				return code;
			}).filter(Boolean);
			return [result(permission(all)), all.length];
		},
		document: (ids, n, c) => {
			const all = statements('identity-checks').map(s => {
				const about = and(mayCover(s.gates, 'gates', ids[0]), mayCover(s.documents, 'documents', ids[1]), applies(s, c));
				if (about === false || s['max-age'] === undefined) return null;
				let code = spanCode(s['max-age']), last;
				const from = s['measured-at'];
				if (code === 'OK' && (!from || from === 'unstated')) code = 'UNSTATED';
				if (code === 'OK') {
					const e = ends(s['max-age'], midnightAfter(n - 1)), measured = timeOf(c, from.event);
					last = e.last.day;
					code = e.code !== 'OK' ? e.code : measured === undefined ? 'NOT_STARTED' : dayAt(measured) > last || dayAt(measured) < n ? 'NO' : 'OK';
				}
				if (inConflict(s, 'max-age', 'measured-at')) code = 'CONFLICT';
				else if (['OK', 'NO'].includes(code) && about === undefined) code = 'CONDITIONAL';
				return {code, last};
			}).filter(Boolean);
			const lasts = all.map(a => a.last).filter(l => l !== undefined);
			return [result(all.length ? worst(all.map(a => a.code)) : 'NOT_LISTED'), all.length, lasts.length ? Math.min(...lasts) : 0];
		},
		change: (ids, n, c) => soonest(statements('policy-changes').filter(s => s['lead-time'] !== undefined).map(s => {
			const list = s.changes;
			const about = list === 'unstated' ? undefined : members(list).some(m => isA('changes', ids[0], m)) ? true : isClosed(list) ? false : undefined;
			let k = {code: spanCode(s['lead-time'])};
			if (k.code === 'OK') {
				const back = (unit, amount) => {
					if (unit === 'hour') {
						const end = midnightAfter(n - 1) - amount * 3600;
						return {end, day: dayAt(end), mark: ''};
					}
					// the latest day from which the whole length is over when the effective day begins
					let day = n - 1;
					while (forward(JAKARTA, unit, amount, day)[0] >= n) day--;
					return {day, end: midnightAfter(day), mark: unit === 'business-day' && (!known(n - 1) || !known(day + 1)) ? 'c' : ''};
				};
				const span = s['lead-time'], first = back(span.unit, span.max), last = back(span.unit, span.min);
				k = {code: first.mark || last.mark ? 'OUT_OF_CALENDAR' : 'OK', first, last};
			}
			if (k.code === 'OK' && s.before === 'unstated') k.code = 'UNSTATED';
			return duty(s, {...k, basis: s.read.has('lead-time') ? 'reading' : 'stated'}, inConflict(s, 'lead-time', 'before', 'changes'), and(about, applies(s, c)));
		})),
		dayOf,
	};
};

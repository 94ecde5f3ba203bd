// SPDX-License-Identifier: MIT
// A policy as its statements read: from out/data/<brand>.json and the vocabulary, not from the tables.
'use strict';
const fs = require('fs');

// The vocabulary's kinds: id -> {code, partOf, sameAs, ends, recurs, forbids, by}. Enough YAML for that file: ids are two spaces in.
function vocabulary(file) {
	const kinds = {};
	let kind, id;
	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const bare = line.replace(/"(\\.|[^"\\])*"/g, '""').replace(/(^|\s)#.*/, '');
		const start = /^([a-z-]+):/.exec(bare), item = /^ {2}([a-z0-9-]+):/.exec(bare);
		if (start)
			kinds[kind = start[1]] = {};
		if (item)
			kinds[kind][id = item[1]] = {id, partOf: [], sameAs: [], ends: []};
		if (!id || start)
			continue;
		const term = kinds[kind][id], ids = key => (new RegExp(`${key}: \\[([^\\]]*)\\]`).exec(bare) || [, ''])[1].split(/,\s*/).filter(Boolean);
		const code = /code: (\d+)/.exec(bare), forbids = /forbids: ([a-z-]+)/.exec(bare), by = /by: ([a-z-]+)/.exec(bare);
		if (code)
			term.code = Number(code[1]);
		term.recurs ||= /recurs: true/.test(bare);
		if (forbids)
			term.forbids = forbids[1];
		if (by)
			term.by = by[1];
		term.partOf.push(...ids('part-of'));
		term.sameAs.push(...ids('same-as'));
		term.ends.push(...ids('ends'));
	}
	for (const [name, of] of Object.entries(kinds.events || {})) // either names the other
		for (const other of of.sameAs)
			if (!kinds.events[other].sameAs.includes(name))
				kinds.events[other].sameAs.push(name);
	return kinds;
}

// All that is reached from an id, itself included.
function reach(terms, key, id) {
	const found = new Set([id]);
	for (const at of found)
		for (const next of terms[at][key])
			found.add(next);
	return found;
}

const isList = v => Array.isArray(v) || (v && typeof v === 'object' && ('complete' in v || 'examples' in v));

const STARTS = ['from', 'measured-at'];
const SPANS = ['period', 'then-within', 'answer', 'complete', 'deadline', 'lead-time', 'max-age', 'max-length'];
const LISTS = ['surfaces', 'gates', 'documents', 'channels'];

// Legal's decision, in the words a policy is written in.
function read(key, text) {
	if (STARTS.includes(key))
		return {event: text.replace('implied ', ''), basis: 'reading'};
	if (LISTS.includes(key)) {
		const [state, ids] = text.split(': ');
		return {[state]: ids.split(' ')};
	}
	if (SPANS.includes(key)) {
		const [, bound, min, max, unit] = /^(up to )?(\d+)(?: to (\d+))? (.*?)s?$/.exec(text);
		if (bound)
			return {kind: 'up-to', unit: unit.replace(' ', '-'), min: 0, max: Number(min)};
		return {kind: max ? 'range' : 'exact', unit: unit.replace(' ', '-'), min: Number(min), max: Number(max || min)};
	}
	return text === 'true' ? true : text === 'false' ? false : text;
}

// A statement: get(key) is undefined (not spoken of), 'open' (the source leaves it open) or the value.
class Statement {
	constructor(path, data, readings, around) {
		this.path = path;
		this.id = path.split('.').pop();
		this.data = data;
		this.readings = readings;
		this.around = around;
		this.children = {};
		this.instead = {}; // fields whose value is another statement's, in one way to settle the conflicts
		this.partly = false; // it speaks of a part only
	}
	reading(key) {
		return this.data[key] === 'unstated' && this.readings[`${this.path}.${key}`];
	}
	get(key) {
		if (this.instead[key])
			return this.instead[key].get(key);
		const v = this.data[key];
		return v !== 'unstated' ? v : this.reading(key) ? read(key, this.reading(key)) : 'open';
	}
	isRead(...keys) {
		return keys.some(key => this.instead[key] ? this.instead[key].isRead(key) : this.reading(key));
	}
	firm() {
		const fixed = (key, value) => [undefined, value].includes(this.get(key));
		return fixed('certainty', 'exact') && fixed('strength', 'will') && (this.around ? this.around.firm() : true);
	}
	// The same statement with other values, inside another, or of a part.
	but(change) {
		return Object.assign(Object.create(Statement.prototype), this, change);
	}
}

function policy(file) {
	const json = JSON.parse(fs.readFileSync(file, 'utf8')), readings = {};
	for (const r of Object.values(json.readings || {}))
		readings[r.fact] = r.value;
	const rows = (path, data, around) => Object.entries(data || {}).map(([id, d]) => {
		const s = new Statement(`${path}.${id}`, d, readings, around);
		for (const sub of ['routes', 'outcomes'])
			s.children[sub] = rows(`${s.path}.${sub}`, d[sub], s);
		return s;
	});
	const effective = readings['brand.effective'] || json.brand.effective;
	const sections = {}, of = section => sections[section] ||= rows(section, json[section], null);
	const p = {json, calendar: json.calendar, effective: /^\d/.test(effective) ? effective : null, draft: json.draft, of};
	p.conflicts = Object.entries(json.conflicts || {}).map(([name, c]) => ({name, of: `${file}: ${name}`, ...c})).sort((a, b) => a.name < b.name ? -1 : 1);
	p.routes = p.of('requests').flatMap(r => r.children.routes);
	p.outcomes = p.of('requests').flatMap(r => r.children.outcomes);
	return p;
}

// All editions of a brand, the first one first: the newest has the brand's name, each earlier one its date.
function editions(dir, brand) {
	const newest = policy(`${dir}/${brand}.json`), earlier = newest.json.editions.slice(0, -1);
	return [...earlier.map(e => policy(`${dir}/${brand}/${e['valid-from']}.json`)), newest];
}

module.exports = {vocabulary, reach, policy, editions, isList};

/* SPDX-License-Identifier: MIT */
/* Fills the rows of policy.h from the model: for each enforced field of the schema, its member. Makes nothing else. */
#include "tables.h"
#include "../model/dispute.h"
#include "../model/relation.h"
#include <assert.h>
#include <stdlib.h>

_Static_assert((int)SPAN_EXACT == (int)POLICY_SPAN_EXACT &&
                       (int)SPAN_WHILE == (int)POLICY_SPAN_WHILE && (int)SPAN_WORDS == (int)POLICY_SPAN_WORDS && (int)SPAN_UP_TO == (int)POLICY_SPAN_UP_TO,
               "the kinds of spans are policy.h's");
_Static_assert((int)UNIT_HOUR == (int)POLICY_UNIT_HOUR && (int)UNIT_YEAR == (int)POLICY_UNIT_YEAR && (int)UNIT_MINUTE == (int)POLICY_UNIT_MINUTE &&
                       (int)UNIT_BUSINESS_DAY == (int)POLICY_UNIT_BUSINESS_DAY,
               "the units are policy.h's");

struct maker {
	struct arena *arena;
	struct tables *out;
	const struct disputes *disputes;
	const struct record **rows[POLICY_SECTION_COUNT]; /* the record of each row */
};

static uint32_t ids_count(const struct tables *t)
{
	return (uint32_t)(t->ids.len / sizeof(uint16_t));
}

static struct policy_list make_list(struct maker *mk, const struct field *f, const struct value *v)
{
	struct policy_list l = {0, 0, POLICY_LIST_NONE};
	if (v->state == VALUE_UNSTATED)
		l.state = POLICY_LIST_UNSTATED;
	if (v->state != VALUE_STATED)
		return l;
	l.state = f->type == TYPE_TERMS || v->complete ? POLICY_LIST_COMPLETE : POLICY_LIST_EXAMPLES;
	l.first = (uint16_t)ids_count(mk->out);
	l.count = (uint8_t)v->list.count;
	const struct term *terms[MAX_LIST];
	uint16_t codes[MAX_LIST];
	list_by_code(v, terms);
	for (uint32_t i = 0; i < v->list.count; i++)
		codes[i] = terms[i]->code;
	buf_add(&mk->out->ids, (const char *)codes, sizeof *codes * v->list.count);
	return l;
}

static struct policy_span make_span(const struct value *v)
{
	if (v->state == VALUE_UNSTATED)
		return (struct policy_span){POLICY_SPAN_UNSTATED, 0, 0, 0, 0};
	if (v->state != VALUE_STATED)
		return (struct policy_span){0};
	return (struct policy_span){(uint8_t)v->span.kind, (uint8_t)v->span.unit, v->span.word ? v->span.word->code : 0,
	                            (uint16_t)v->span.min, (uint16_t)v->span.max};
}

static uint16_t make_number(const struct field *f, const struct value *v)
{
	if (v->state == VALUE_UNSTATED)
		return f->type == TYPE_FLAG ? POLICY_FLAG_UNSTATED : POLICY_OPEN;
	if (v->state != VALUE_STATED)
		return 0;
	if (f->type == TYPE_FLAG)
		return v->flag ? POLICY_FLAG_TRUE : POLICY_FLAG_FALSE;
	return f->type == TYPE_NUMBER ? (uint16_t)v->number : v->term->code;
}

static void fill_member(struct maker *mk, unsigned char *row, const struct field *f, const struct value *v, bool reading)
{
	unsigned char *at = row + f->offset;
	if (f->type == TYPE_LIST || f->type == TYPE_TERMS) {
		struct policy_list l = make_list(mk, f, v);
		memcpy(at, &l, sizeof l);
	} else if (f->type == TYPE_SPAN) {
		struct policy_span s = make_span(v);
		memcpy(at, &s, sizeof s);
	} else if (f->type == TYPE_START) {
		struct policy_start s = {make_number(f, v), 0};
		if (v->state == VALUE_STATED)
			s.basis = reading ? POLICY_BASIS_READING : v->implied ? POLICY_BASIS_IMPLIED : POLICY_BASIS_STATED;
		memcpy(at, &s, sizeof s);
	} else {
		uint16_t n = make_number(f, v);
		memcpy(at, &n, sizeof n);
	}
}

static void add_mark(struct maker *mk, struct policy_rule *rule, enum policy_mark_kind kind, size_t member, size_t side)
{
	struct policy_mark m = {(uint16_t)kind, (uint16_t)member, (uint16_t)side};
	if (rule->marks++ == 0)
		rule->first_mark = (uint16_t)(mk->out->marks.len / sizeof m);
	buf_add(&mk->out->marks, (const char *)&m, sizeof m);
}

/* Whether a side is how firm the request is that a route or an outcome lies within: no more firm are they. */
static bool is_firmness_around(const struct dispute_side *s, const struct record *record)
{
	if (record->parent == NULL || s->place.record != record->parent || s->place.field < 0)
		return false;
	const enum key key = record->parent->section->fields[s->place.field].name;
	return key == KEY_certainty || key == KEY_strength;
}

/* The sides that the record is, or is in; and its fields and the members of its lists that are sides. */
static void mark_sides(struct maker *mk, struct policy_rule *rule, const struct record *record)
{
	const struct disputes *d = mk->disputes;
	for (uint32_t i = 0; i < d->side_count; i++) {
		const struct dispute_side *s = &d->sides[i];
		bool around = side_is_around(s, record);
		if (!around && s->place.record != record && !is_firmness_around(s, record))
			continue;
		enum policy_mark_kind kind = s->rivals ? POLICY_MARK_CONFLICT : POLICY_MARK_DECIDED;
		const struct field *field = around ? NULL : &s->place.record->section->fields[s->place.field];
		add_mark(mk, rule, kind, field ? field->offset : 0, i);
		for (unsigned f = 0; field && !s->member && f < record->section->count; f++) /* and the start of a length */
			if (length_of_start(record->section, record->section->fields[f].name) == field->name)
				add_mark(mk, rule, kind, record->section->fields[f].offset, i);
	}
}

static void fill_row(struct maker *mk, unsigned char *row, const struct record *record, uint16_t parent)
{
	const struct section *s = record->section;
	struct policy_rule rule = {0};
	rule.name = (uint16_t)mk->out->names.len;
	rule.parent = parent;
	buf_add(&mk->out->names, record->id, strlen(record->id) + 1);
	mark_sides(mk, &rule, record);
	memcpy(row, &rule, sizeof rule);
	for (unsigned i = 0; i < s->count; i++) {
		const struct field *f = &s->fields[i];
		const struct value *v = &record->values[i];
		if (!f->enforced)
			continue;
		fill_member(mk, row, f, value_effective(v, false), v->reading != NULL);
		memcpy(&rule, row, sizeof rule);
		if (v->reading)
			add_mark(mk, &rule, POLICY_MARK_READING, f->offset, 0);
		memcpy(row, &rule, sizeof rule);
	}
	if (rule.certainty == POLICY_NONE)
		rule.certainty = POLICY_CERTAINTY_EXACT;
	if (rule.strength == POLICY_NONE)
		rule.strength = POLICY_STRENGTH_WILL;
	memcpy(row, &rule, sizeof rule);
}

static void grow_rows(struct maker *mk, struct table_rows *t, uint32_t more)
{
	unsigned char *rows = arena_alloc(mk->arena, (t->count + more) * t->section->row_size);
	if (t->count)
		memcpy(rows, t->rows, t->count * t->section->row_size);
	t->rows = rows;
	const struct record **records = NEW_N(mk->arena, const struct record *, t->count + more + 1);
	for (uint32_t i = 0; i < t->count; i++)
		records[i] = mk->rows[t->section->table][i];
	mk->rows[t->section->table] = records;
}

static void add_records(struct maker *mk, const struct section *s, const struct records *records, uint16_t parent);

/* The rows of the sections inside a record. */
static void add_children(struct maker *mk, const struct record *record, uint32_t row)
{
	for (unsigned f = 0; f < record->section->count; f++)
		if (record->section->fields[f].type == TYPE_RECORDS && record->values[f].state == VALUE_STATED)
			add_records(mk, schema_section(record->section->fields[f].records), &record->values[f].records, (uint16_t)row);
}

static void add_records(struct maker *mk, const struct section *s, const struct records *records, uint16_t parent)
{
	struct table_rows *t = &mk->out->at[s->table];
	grow_rows(mk, t, records->count);
	for (uint32_t i = 0; i < records->count; i++) {
		uint32_t row = t->count++;
		mk->rows[s->table][row] = records->by_id[i];
		fill_row(mk, t->rows + row * s->row_size, records->by_id[i], parent);
		add_children(mk, records->by_id[i], row);
	}
}

/* ---- ids, and the index by the key field ---- */

/* The ids of a member, at most MAX_LIST; how many. An event of a start, and the state of "while a state lasts", are ids too. */
static uint32_t ids_of(const struct tables *t, const struct field *f, const unsigned char *at, uint16_t *out)
{
	struct policy_list l;
	struct policy_span span;
	if (f->type == TYPE_LIST || f->type == TYPE_TERMS) {
		memcpy(&l, at, sizeof l);
		memcpy(out, t->ids.data + l.first * sizeof *out, l.count * sizeof *out);
		return l.count;
	}
	if (f->type == TYPE_SPAN) {
		memcpy(&span, at, sizeof span);
		*out = span.word;
		return span.kind == POLICY_SPAN_WHILE;
	}
	memcpy(out, at, sizeof *out);
	return *out != POLICY_NONE && *out != POLICY_OPEN;
}

/* The codes that a row is found by; POLICY_NONE if it covers all. */
static uint32_t keys_of(const struct tables *tables, const struct table_rows *t, uint32_t row, uint16_t *out)
{
	const struct field *f = &t->section->fields[t->section->key_field];
	const unsigned char *at = t->rows + row * t->section->row_size + f->offset;
	struct policy_list l;
	if (f->type == TYPE_TERM)
		return ids_of(tables, f, at, out);
	memcpy(&l, at, sizeof l);
	if (l.state != POLICY_LIST_NONE)
		return ids_of(tables, f, at, out);
	*out = POLICY_NONE;
	return 1;
}

/* Counts per code, then their running sum, then the rows of each code in order. */
static void make_index(struct maker *mk, struct table_rows *t)
{
	uint16_t keys[MAX_LIST];
	uint32_t total = 0;
	if (t->section->key_field < 0 || t->count == 0)
		return;
	for (uint32_t r = 0; r < t->count; r++) {
		uint32_t n = keys_of(mk->out, t, r, keys);
		total += n;
		for (uint32_t i = 0; i < n; i++)
			if (keys[i] > t->codes)
				t->codes = keys[i];
	}
	uint32_t head = t->codes + 2;
	t->index_len = head + total;
	t->index = NEW_N(mk->arena, uint16_t, t->index_len);
	uint16_t *next = NEW_N(mk->arena, uint16_t, head);
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t r = 0; r < t->count; r++) {
			uint32_t n = keys_of(mk->out, t, r, keys);
			for (uint32_t i = 0; i < n; i++) {
				if (pass == 0)
					t->index[keys[i] + 1]++;
				else
					t->index[head + next[keys[i]]++] = (uint16_t)r;
			}
		}
		for (uint32_t c = 0; pass == 0 && c + 1 < head; c++) {
			t->index[c + 1] = (uint16_t)(t->index[c + 1] + t->index[c]);
			next[c + 1] = t->index[c + 1];
		}
	}
}

/* ---- what ids have to do with each other ---- */

static const struct {
	enum kind kind;
	enum policy_relation_kind relation;
} relations[] = {
	{KIND_EVENT, POLICY_RELATION_SAME_EVENT},        {KIND_ACT, POLICY_RELATION_FORBIDS},
	{KIND_CATEGORY, POLICY_RELATION_CATEGORY},       {KIND_ELEMENT, POLICY_RELATION_ELEMENT},
	{KIND_PURPOSE, POLICY_RELATION_PURPOSE},         {KIND_RECIPIENT, POLICY_RELATION_RECIPIENT},
	{KIND_COOKIE_CLASS, POLICY_RELATION_COOKIE_CLASS}, {KIND_SURFACE, POLICY_RELATION_SURFACE},
	{KIND_CHANGE, POLICY_RELATION_CHANGE},           {KIND_SIGNAL, POLICY_RELATION_SIGNAL},
	{KIND_STATE, POLICY_RELATION_STATE},             {KIND_PERMISSION, POLICY_RELATION_PERMISSION},
	{KIND_GATE, POLICY_RELATION_GATE},               {KIND_DOCUMENT, POLICY_RELATION_DOCUMENT},
	{KIND_AUDIENCE, POLICY_RELATION_AUDIENCE},       {KIND_REQUEST, POLICY_RELATION_REQUEST},
	{KIND_CONDITION, POLICY_RELATION_CONDITION},     {KIND_SCOPE, POLICY_RELATION_SCOPE},
	{KIND_METHOD, POLICY_RELATION_METHOD},           {KIND_TECHNIQUE, POLICY_RELATION_TECHNIQUE},
	{KIND_PLACE, POLICY_RELATION_PLACE},             {KIND_INSTRUMENT, POLICY_RELATION_INSTRUMENT},
};

/* ---- conflicts ---- */

static unsigned relation_of(enum kind kind)
{
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
		if (relations[i].kind == kind)
			return relations[i].relation;
	return 0;
}

/* The row of a record; a record has one. */
static uint16_t row_of(const struct maker *mk, const struct record *record)
{
	uint16_t row = 0;
	while (mk->rows[record->section->table][row] != record)
		row++;
	return row;
}

static void make_disputes(struct maker *mk)
{
	const struct disputes *d = mk->disputes;
	mk->out->disputes = d;
	mk->out->sides = NEW_N(mk->arena, struct policy_side, d->side_count + 1);
	for (uint32_t i = 0; i < d->side_count; i++) {
		const struct dispute_side *s = &d->sides[i];
		const struct section *section = s->place.record->section;
		const struct field *f = s->place.field < 0 ? NULL : &section->fields[s->place.field];
		struct policy_side *side = &mk->out->sides[i];
		*side = (struct policy_side){.rivals = s->rivals, .over = s->over, .dispute = s->dispute,
		                             .section = (uint16_t)section->table, .index = row_of(mk, s->place.record)};
		if (f)
			side->member = f->offset;
		if (f && s->member) {
			side->kind = (uint16_t)relation_of(f->kind);
			side->id = s->member->code;
		}
	}
	mk->out->conflicts = NEW_N(mk->arena, struct policy_conflict, d->conflict_count + 1);
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct dispute_conflict *c = &d->conflicts[i];
		mk->out->conflicts[i] = (struct policy_conflict){(uint16_t)mk->out->names.len, (uint16_t)c->one, (uint16_t)c->other, (uint16_t)c->holds};
		buf_add(&mk->out->names, c->record->id, strlen(c->record->id) + 1);
	}
}

/* Which ids of a kind the rows name: one flag a code. "While a state lasts" names one too. */
static unsigned char *row_ids(struct maker *mk, const struct vocabulary *v, enum kind kind)
{
	unsigned char *named = NEW_N(mk->arena, unsigned char, v->kinds[kind].codes + 1);
	uint16_t ids[MAX_LIST];
	for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
		const struct table_rows *t = &mk->out->at[i];
		for (unsigned f = 0; f < t->section->count; f++) {
			const struct field *field = &t->section->fields[f];
			bool span = kind == KIND_STATE && field->type == TYPE_SPAN;
			if (!field->enforced || (field->kind != kind && !span))
				continue;
			for (uint32_t r = 0; r < t->count; r++) {
				unsigned count = ids_of(mk->out, field, t->rows + r * t->section->row_size + field->offset, ids);
				for (unsigned n = 0; n < count; n++)
					named[ids[n]] = 1;
			}
		}
	}
	return named;
}

/* The states that the rows name, and what these are kinds of. */
static unsigned char *named_states(struct maker *mk, const struct vocabulary *v)
{
	const struct terms *states = &v->kinds[KIND_STATE];
	unsigned char *named = row_ids(mk, v, KIND_STATE);
	for (unsigned code = 1; code <= states->codes; code++)
		for (unsigned of = 1; named[code] && of <= states->codes; of++)
			named[of] |= states->by_code[of] && term_within(states->by_code[code], states->by_code[of]);
	return named;
}

/* What a question can depend on: the ids that the rows name; and the events that end a state that they name. */
static unsigned char *named_ids(struct maker *mk, const struct vocabulary *v, enum kind kind)
{
	const struct terms *t = &v->kinds[kind];
	unsigned char *named = row_ids(mk, v, kind), *states = kind == KIND_EVENT ? named_states(mk, v) : NULL;
	for (unsigned i = 0; states && i < t->count; i++)
		for (uint32_t n = 0; n < t->at[i].ends.count; n++)
			named[t->at[i].code] |= states[t->at[i].ends.at[n]->code];
	return named;
}

/* More than the limit are an error, and not kept. */
static void add_relation(struct maker *mk, enum policy_relation_kind kind, unsigned id, unsigned of)
{
	struct policy_relation r = {(uint16_t)kind, (uint16_t)id, (uint16_t)of};
	if (mk->out->relations.len <= UINT16_MAX * sizeof r)
		buf_add(&mk->out->relations, (const char *)&r, sizeof r);
}

/* All that an id is the same as, or a part of, as flags by code; false: nothing but itself. */
static bool reached_from(const struct terms *t, const struct term *of, unsigned char *reached)
{
	if (of->kind == KIND_EVENT ? of->same == of : !of->wholes)
		return false;
	memset(reached, 0, t->codes + 1);
	if (of->kind == KIND_EVENT)
		for (const struct term *same = of->same; same != of; same = same->same)
			reached[same->code] = 1;
	else
		for (unsigned code = 1; code <= t->codes; code++)
			reached[code] = codes_has(of->wholes, code);
	return true;
}

/* Of a kind: what is the same as an id that the rows name, or a part of one, directly or through others; and what else such a part, or a named
 * id, is a part of: a question may be about that. */
static void relate(struct maker *mk, const struct vocabulary *v, enum kind kind, enum policy_relation_kind relation)
{
	const struct terms *t = &v->kinds[kind];
	unsigned char *reached = NEW_N(mk->arena, unsigned char, t->codes + 1), *named = NULL;
	for (unsigned id = 1; id <= t->codes; id++) {
		bool all = false;
		if (!t->by_code[id] || !reached_from(t, t->by_code[id], reached))
			continue;
		if (!named)
			named = named_ids(mk, v, kind);
		for (unsigned code = 1; kind != KIND_EVENT && code <= t->codes; code++)
			all = all || (reached[code] && named[code]);
		for (unsigned code = 1; code <= t->codes; code++)
			if (reached[code] && code != id && (all || named[code]))
				add_relation(mk, relation, id, code);
	}
}

static void relate_acts(struct maker *mk, const struct vocabulary *v)
{
	const struct terms *acts = &v->kinds[KIND_ACT];
	const unsigned char *named = named_ids(mk, v, KIND_ACT);
	for (unsigned code = 1; code <= acts->codes; code++)
		if (named[code] && acts->by_code[code]->forbids && acts->by_code[code]->forbids->table >= 0)
			add_relation(mk, POLICY_RELATION_FORBIDS, code, (unsigned)acts->by_code[code]->forbids->table);
}

/* Purposes that a record of marketing is a use for: a question may name them, whether or not a row does. */
static void relate_marketing(struct maker *mk, const struct vocabulary *v)
{
	const struct terms *purposes = &v->kinds[KIND_PURPOSE];
	if (!mk->out->at[POLICY_SECTION_MARKETING].count)
		return;
	for (unsigned code = 1; code <= purposes->codes; code++)
		for (unsigned of = 1; purposes->by_code[code] && of <= purposes->codes; of++)
			if (purposes->by_code[of] && purposes->by_code[of]->by && term_within(purposes->by_code[code], purposes->by_code[of])) {
				add_relation(mk, POLICY_RELATION_MARKETING, code, POLICY_SECTION_MARKETING);
				break;
			}
}

/* Events that can happen many times, by whatever name. */
static void relate_recurring(struct maker *mk, const struct vocabulary *v)
{
	const struct terms *events = &v->kinds[KIND_EVENT];
	const unsigned char *named = named_ids(mk, v, KIND_EVENT);
	for (unsigned code = 1; code <= events->codes; code++) {
		const struct term *event = named[code] ? events->by_code[code] : NULL, *same = event;
		while (event && !same->recurs && same->same != event)
			same = same->same;
		if (event && same->recurs)
			add_relation(mk, POLICY_RELATION_RECURS, code, code);
	}
}

/* Events that end a state that the rows name, or that one of these is a kind of; in the order of their codes. */
static void relate_ending(struct maker *mk, const struct vocabulary *v)
{
	const struct terms *events = &v->kinds[KIND_EVENT], *states = &v->kinds[KIND_STATE];
	const unsigned char *named = named_states(mk, v);
	for (unsigned code = 1; code <= events->codes; code++)
		for (unsigned of = 1; events->by_code[code] && of <= states->codes; of++)
			for (uint32_t i = 0; named[of] && i < events->by_code[code]->ends.count; i++)
				if (events->by_code[code]->ends.at[i]->code == of)
					add_relation(mk, POLICY_RELATION_ENDS, code, of);
}

static void make_relations(struct maker *mk, const struct vocabulary *v)
{
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
		if (relations[i].kind == KIND_ACT)
			relate_acts(mk, v);
		else
			relate(mk, v, relations[i].kind, relations[i].relation);
	relate_marketing(mk, v);
	relate_recurring(mk, v);
	relate_ending(mk, v);
}

enum kind tables_relation_kind(unsigned relation)
{
	size_t i = 0;
	if (relation == POLICY_RELATION_MARKETING)
		return KIND_PURPOSE;
	if (relation == POLICY_RELATION_RECURS || relation == POLICY_RELATION_ENDS)
		return KIND_EVENT;
	while (relations[i].relation != (enum policy_relation_kind)relation)
		i++;
	return relations[i].kind;
}

void tables_make(struct arena *a, const struct model *m, const struct vocabulary *v, struct tables *out, struct diags *diags)
{
	static const char unused[sizeof(struct policy_mark)];
	static const struct disputes none;
	struct maker mk = {.arena = a, .out = out, .disputes = m->disputes ? m->disputes : &none};
	*out = (struct tables){.brand = m->id, .draft = m->draft, .valid_from = POLICY_NO_DATE};
	out->calendar = m->calendar ? m->calendar->stated : NULL;
	const struct value *day = value_effective(record_value(&m->sections[SECTION_brand].at[0], KEY_effective), false);
	if (day->state == VALUE_STATED)
		out->valid_from = date_days(day->date);
	buf_add(&out->ids, unused, sizeof(uint16_t));
	buf_add(&out->marks, unused, sizeof(struct policy_mark));
	buf_add(&out->names, m->id, strlen(m->id) + 1);
	for (int i = 0; i < SECTION__COUNT; i++)
		if (schema_section((enum section_id)i)->table >= 0)
			out->at[schema_section((enum section_id)i)->table].section = schema_section((enum section_id)i);
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		if (s->table >= 0 && s->parent == SECTION__COUNT)
			add_records(&mk, s, &m->sections[i], 0);
	}
	for (int i = 0; i < POLICY_SECTION_COUNT; i++)
		make_index(&mk, &out->at[i]);
	make_relations(&mk, v);
	make_disputes(&mk);
	if (out->names.len > UINT16_MAX || ids_count(out) > UINT16_MAX || out->marks.len / sizeof(struct policy_mark) > UINT16_MAX ||
	    out->relations.len > UINT16_MAX * sizeof(struct policy_relation))
		diag_add(diags, DIAG_P045, (struct pos){m->source, 0, 0},
		         "the policy is too large for its header: at most 65535 ids in lists, 65535 bytes of rule names and 65535 relations of its ids");
}

void tables_free(struct tables *t)
{
	buf_free(&t->ids);
	buf_free(&t->marks);
	buf_free(&t->names);
	buf_free(&t->relations);
}

const struct policy_rule *tables_rule(const struct table_rows *t, uint32_t row)
{
	return (const void *)(t->rows + row * t->section->row_size);
}

const char *tables_name(const struct tables *t, const struct policy_rule *rule)
{
	return t->names.data + rule->name;
}

void tables_path(struct buf *b, const struct tables *t, const struct table_rows *rows, uint32_t row)
{
	const struct policy_rule *rule = tables_rule(rows, row);
	if (rows->section->shape == SHAPE_SUB) {
		tables_path(b, t, &t->at[schema_section(rows->section->parent)->table], rule->parent);
		buf_char(b, '.');
	}
	buf_str(b, rows->section->key);
	buf_char(b, '.');
	buf_str(b, tables_name(t, rule));
}

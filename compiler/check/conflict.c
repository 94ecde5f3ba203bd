/* SPDX-License-Identifier: MIT */
/* Resolves the sides of the policy's conflicts and refuses those that cannot disagree with each other. Does not compare what the sides say: that is
 * contradiction.c's, and disagreement.c's. */
#include "conflict.h"
#include "../model/dispute.h"
#include "marks.h"

struct checker {
	struct model *model;
	struct diags *diags;
};

static struct pos value_pos(const struct model *m, const struct value *v)
{
	return (struct pos){m->source, v->line, v->col};
}

static struct value *writable_value(struct record *record, enum key key)
{
	return &record->values[section_field(record->section, key)];
}

static const struct field *field_at(const struct place *p)
{
	return p->field < 0 ? NULL : &p->record->section->fields[p->field];
}

/* ---- what a path leads to ---- */

bool fact_resolve(const struct model *m, struct value *v, bool members, struct diags *diags)
{
	if (v->state != VALUE_STATED)
		return false;
	const char *path = v->fact_ref.path;
	size_t len = strlen(path), best = 0;
	struct place *p = &v->fact_ref.place;
	/* it is written, though perhaps with an error of its own */
	if (model_find(m, path, len, p) && (p->field < 0 || p->record->values[p->field].line))
		return true;
	if (members && model_find_member(m, path, len, p, &v->fact_ref.member))
		return true;
	*p = (struct place){NULL, -1};
	for (size_t n = 1; n < len; n++) {
		struct place ignored;
		if (path[n] == '.' && (model_find(m, path, n, &ignored) || schema_find(DOCUMENT_POLICY, path, n)))
			best = n;
	}
	diag_add(diags, DIAG_P070, value_pos(m, v), "there is no fact '%s' in this policy; %s%.*s%s%s", path,
	         best ? "'" : "", (int)best, path,
	         best ? "' is there, the rest is not" : "a path is written section.item.field",
	         members ? "; if it was taken out, delete the conflict" : "");
	v->state = VALUE_ABSENT;
	return false;
}

static bool resolve_side(struct checker *c, struct arena *a, struct value *v)
{
	struct place *p = &v->fact_ref.place;
	if (!fact_resolve(c->model, v, true, c->diags))
		return false;
	const struct field *f = field_at(p);
	enum key length = f ? length_of_start(p->record->section, f->name) : KEY_NONE;
	if (length) {
		struct buf path = {0};
		buf_printf(&path, "%s.%s", p->record->path, key_text(length));
		v->fact_ref.path = arena_copy(a, path.data, path.len);
		buf_free(&path);
		return fact_resolve(c->model, v, false, c->diags);
	}
	return true;
}

/* ---- which sides there can be ---- */

/* Lists that say what a record is about, what it excepts, and when it holds. */
static bool narrows(enum key key)
{
	static const enum key keys[] = {KEY_categories, KEY_elements, KEY_methods, KEY_techniques, KEY_places, KEY_surfaces, KEY_holds,
	                                KEY_except, KEY_except_recipients, KEY_except_purposes,
	                                KEY_all_of, KEY_any_of, KEY_unless, KEY_longer_if, KEY_tell_unless, KEY_pauses_while, KEY_scope};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* Whether questions name an id of the kind, so that a list of them is answered from member by member. */
static bool is_asked_by_id(enum kind kind)
{
	static const enum kind kinds[] = {KIND_PURPOSE, KIND_RECIPIENT, KIND_INSTRUMENT, KIND_ACT, KIND_PERMISSION, KIND_SIGNAL, KIND_CHANGE,
	                                  KIND_GATE, KIND_DOCUMENT, KIND_REGION, KIND_ROLE, KIND_STATE, KIND_REQUEST};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i] == kind)
			return true;
	return false;
}

static bool is_list(const struct field *f)
{
	return f->type == TYPE_LIST || f->type == TYPE_TERMS;
}

bool is_side_of_fields(const struct section *s, enum key key)
{
	const struct field *f = &s->fields[section_field(s, key)];
	enum key length = length_of_start(s, key);
	return f->name != KEY_source && f->type != TYPE_RECORDS && !narrows(f->name) && !(f->type == TYPE_TERM && (f->flags & KEY)) &&
	       !(s->id == SECTION_route && f->name == KEY_from && !length) && !(is_list(f) && is_asked_by_id(f->kind));
}

/* Whether it can be a side, whatever the other one is. */
static bool can_be_side(struct checker *c, const struct value *side)
{
	const struct place *p = &side->fact_ref.place;
	const struct field *f = field_at(p);
	const char *path = side->fact_ref.path, *record = p->record->path;
	const struct pos pos = value_pos(c->model, side);
	if (p->record->section->table < 0 || (f && f->name == KEY_source))
		diag_add(c->diags, DIAG_P075, pos, "'%s' is not a statement, so it cannot contradict one; name a record of the policy, or one of its fields", path);
	else if (f && narrows(f->name))
		diag_add(c->diags, DIAG_P081, pos, "'%s' says what the statement is about or when it holds, and cannot contradict another by itself; name the record '%s'", path, record);
	else if (f && f->type == TYPE_TERM && (f->flags & KEY))
		diag_add(c->diags, DIAG_P081, pos, "'%s' says what the statement is about, and cannot contradict another by itself; name the record '%s'", path, record);
	else if (f && p->record->section->id == SECTION_route && f->name == KEY_from)
		diag_add(c->diags, DIAG_P081, pos, "'%s' starts two lengths; name '%s.answer' or '%s.complete'", path, record, record);
	else if (f && is_list(f) && !side->fact_ref.member && is_asked_by_id(f->kind))
		diag_add(c->diags, DIAG_P081, pos, "questions are about single ids of '%s'; name one of them, as '%s.id', or the record '%s'", path, path, record);
	else
		return true;
	return false;
}

/* Whether a place is the other, or inside it. */
static bool is_within(struct place inner, struct place outer)
{
	if (inner.record == outer.record)
		return outer.field < 0 || inner.field == outer.field;
	if (outer.field >= 0)
		return false;
	for (const struct record *i = inner.record->parent; i; i = i->parent)
		if (i == outer.record)
			return true;
	return false;
}

static bool same_side(const struct value *a, const struct value *b)
{
	return a->fact_ref.place.record == b->fact_ref.place.record && a->fact_ref.place.field == b->fact_ref.place.field &&
	       a->fact_ref.member == b->fact_ref.member;
}

/* Whether the record says nothing where another rule speaks of the same data (K3). */
static bool is_otherwise(const struct record *record)
{
	return record->section->id == SECTION_retention && record_value(record, KEY_otherwise)->state == VALUE_STATED &&
	       record_value(record, KEY_otherwise)->flag;
}

/* Whether the two can be the sides of one conflict. */
static bool can_disagree(struct checker *c, const struct record *conflict, const struct value *one, const struct value *other)
{
	const struct place *p = &one->fact_ref.place, *q = &other->fact_ref.place;
	const struct pos pos = value_pos(c->model, other);
	const bool one_field = p->field >= 0 && !one->fact_ref.member, other_field = q->field >= 0 && !other->fact_ref.member;
	if (same_side(one, other) || (p->field < 0 && is_within(*q, *p)) || (q->field < 0 && is_within(*p, *q)))
		diag_add(c->diags, DIAG_P071, pos, "'%s' cannot contradict itself or a part of itself; name the other statement", other->fact_ref.path);
	else if (p->record == q->record)
		diag_add(c->diags, DIAG_P080, pos, "'%s' and '%s' are parts of one record; write two records, each with what it says, and name these",
		         one->fact_ref.path, other->fact_ref.path);
	else if ((one_field || other_field) && (!one_field || !other_field || p->record->section != q->record->section || p->field != q->field)) {
		const struct value *field = one_field ? one : other;
		const struct place *at = &field->fact_ref.place;
		diag_add(c->diags, DIAG_P080, value_pos(c->model, field), "'%s' is a field, and the other side is not the '%s' of another record of '%s'; name the record '%s'",
		         field->fact_ref.path, field_at(at)->key, at->record->section->key, at->record->path);
	} else if (p->record->section == q->record->section && is_otherwise(p->record) != is_otherwise(q->record)) {
		const struct record *general = is_otherwise(p->record) ? p->record : q->record, *particular = general == p->record ? q->record : p->record;
		diag_add(c->diags, DIAG_P085, pos,
		         "'%s' has 'otherwise: true' and gives way to '%s' anyway, so the two do not disagree; delete '%s', or take 'otherwise: true' out of '%s'",
		         general->path, particular->path, conflict->path, general->path);
	} else
		return true;
	return false;
}

/* Two sides have one conflict. */
static bool is_first(struct checker *c, const struct record *conflict)
{
	const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
	for (const struct record *first = c->model->sections[SECTION_conflict].at; first < conflict; first++) {
		const struct value *x = record_value(first, KEY_one), *y = record_value(first, KEY_other);
		if (y->state != VALUE_STATED || x->state != VALUE_STATED || !((same_side(one, x) && same_side(other, y)) || (same_side(one, y) && same_side(other, x))))
			continue;
		diag_add(c->diags, DIAG_P082, (struct pos){c->model->source, conflict->line, conflict->col},
		         "'%s' has the same two sides as '%s'; keep one of the two", conflict->path, first->path);
		diag_also(c->diags, (struct pos){c->model->source, first->line, first->col}, "the first is here");
		return false;
	}
	return true;
}

/* ---- decisions ---- */

static bool is_consistent(struct checker *c, const struct record *conflict)
{
	const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
	const struct value *enforce = record_value(conflict, KEY_enforce), *decided = record_value(conflict, KEY_decided);
	if (enforce->state == VALUE_STATED && !same_side(enforce, one) && !same_side(enforce, other))
		diag_add(c->diags, DIAG_P072, value_pos(c->model, enforce), "'%s' is neither '%s' nor '%s'; name one of the two",
		         enforce->fact_ref.path, one->fact_ref.path, other->fact_ref.path);
	else if (enforce->state != VALUE_STATED && decided->state == VALUE_STATED)
		diag_add(c->diags, DIAG_P083, value_pos(c->model, decided), "'%s' says who decided, and not which side holds; write 'enforce:' with that side", conflict->path);
	else
		return true;
	return false;
}

static bool check_conflict(struct checker *c, struct arena *a, struct record *record)
{
	struct value *one = writable_value(record, KEY_one), *other = writable_value(record, KEY_other), *enforce = writable_value(record, KEY_enforce);
	bool found = resolve_side(c, a, one);
	found = resolve_side(c, a, other) && found;
	found = (enforce->state != VALUE_STATED || resolve_side(c, a, enforce)) && found;
	if (!found)
		return false;
	bool good = can_be_side(c, one);
	good = can_be_side(c, other) && good;
	return good && can_disagree(c, record, one, other) && is_first(c, record) && is_consistent(c, record);
}

void conflicts_check(struct arena *a, struct model *m, struct diags *diags)
{
	const struct records *conflicts = &m->sections[SECTION_conflict];
	struct checker c = {m, diags};
	if (conflicts->count > MAX_CONFLICTS)
		diag_add(diags, DIAG_P045, (struct pos){m->source, conflicts->at[MAX_CONFLICTS].line, conflicts->at[MAX_CONFLICTS].col},
		         "a policy has at most %d conflicts; decide some, and correct what they were about", MAX_CONFLICTS);
	for (uint32_t i = 0; i < conflicts->count && i < MAX_CONFLICTS; i++)
		if (!check_conflict(&c, a, &conflicts->at[i]))
			writable_value(&conflicts->at[i], KEY_other)->state = VALUE_ABSENT;
	m->disputes = disputes_make(a, m);
	marks_make(a, m);
}

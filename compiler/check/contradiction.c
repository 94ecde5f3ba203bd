/* SPDX-License-Identifier: MIT */
/* Reports two sides that contradict each other, at the one that is further down in the file. Reads the conflicts that the policy
 * declares; does not compare statements itself. */
#include "contradiction.h"
#include "../model/dispute.h"
#include "conflict.h"
#include "statement.h"

enum { MAX_REPORTED = 200 };

/* Two sides of a conflict, and the records of the top level that they are in. */
struct declared {
	const struct place *one, *other;
	const struct record *first, *second;
};

static const struct record *outermost(const struct record *record)
{
	while (record->parent)
		record = record->parent;
	return record;
}

void contradictions_open(struct contradictions *c, struct arena *a, const struct model *m, struct diags *diags)
{
	const struct records *conflicts = &m->sections[SECTION_conflict];
	*c = (struct contradictions){.model = m, .diags = diags, .declared = NEW_N(a, struct declared, conflicts->count + 1)};
	for (uint32_t i = 0; i < conflicts->count; i++) {
		const struct value *one = record_value(&conflicts->at[i], KEY_one), *other = record_value(&conflicts->at[i], KEY_other);
		if (one->state == VALUE_STATED && other->state == VALUE_STATED && one->fact_ref.place.record && other->fact_ref.place.record)
			c->declared[c->declared_count++] = (struct declared){&one->fact_ref.place, &other->fact_ref.place,
			                                                     outermost(one->fact_ref.place.record), outermost(other->fact_ref.place.record)};
	}
}

/* Whether a place that `conflicts` names is the side, or a statement around it. */
static bool covers_side(const struct place *p, const struct side *s)
{
	enum key field = s->field ? s->field : s->about, length = length_of_start(s->record->section, field);
	if (length)
		field = length;
	for (const struct record *i = s->record; i; i = i->parent)
		if (p->record == i)
			return p->field < 0 || (i == s->record && i->section->fields[p->field].name == field);
	return false;
}

static bool is_declared(const struct contradictions *c, const struct side *a, const struct side *b)
{
	const struct record *in_a = outermost(a->record), *in_b = outermost(b->record);
	for (unsigned i = 0; i < c->declared_count; i++) {
		const struct declared *d = &c->declared[i];
		if ((d->first == in_a && d->second == in_b && covers_side(d->one, a) && covers_side(d->other, b)) ||
		    (d->first == in_b && d->second == in_a && covers_side(d->one, b) && covers_side(d->other, a)))
			return true;
	}
	return false;
}

static void write_side(struct buf *b, const struct side *s)
{
	buf_str(b, s->record->path);
	if (s->field)
		buf_printf(b, ".%s", key_text(s->field));
	buf_char(b, '\0');
}

static struct pos side_pos(const struct contradictions *c, const struct side *s)
{
	const struct value *v = s->field ? &s->record->values[section_field(s->record->section, s->field)] : NULL;
	return v && v->line ? (struct pos){c->model->source, v->line, v->col} : (struct pos){c->model->source, s->record->line, s->record->col};
}

static bool is_below(struct pos a, struct pos b)
{
	return a.line > b.line || (a.line == b.line && a.col > b.col);
}

/* The fact of a contradiction is its two sides, in an order that does not depend on where they stand. */
static void about_both(struct diags *diags, const char *one, const char *other)
{
	bool in_order = strcmp(one, other) < 0;
	struct buf both = {0};
	buf_printf(&both, "%s, %s", in_order ? one : other, in_order ? other : one);
	diag_about(diags, NULL, buf_cstr(&both));
	buf_free(&both);
}

/* What goes if both can be true: an "only". */
static const char *only_of(const struct side *s)
{
	static const enum key onlys[] = {KEY_exclusive, KEY_only_purposes};
	for (size_t i = 0; i < sizeof onlys / sizeof *onlys; i++) {
		int f = section_field(s->record->section, onlys[i]);
		if (f >= 0 && s->record->values[f].state == VALUE_STATED && s->record->values[f].flag)
			return key_text(onlys[i]);
	}
	return NULL;
}

/* Whether the one is about all the data that the other names, and about more. */
static bool is_more_general(const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_categories), *y = standing_value(b, KEY_categories);
	if (is_about_all(a) || is_about_all(b))
		return is_about_all(a) && !is_about_all(b);
	return x->state == VALUE_STATED && y->state == VALUE_STATED && any_outside(x, y) && !any_outside(y, x);
}

/* The general rule of two on keeping data, which can give way to the other (K3). */
static const struct record *general_of(const struct side *a, const struct side *b)
{
	if (a->record->section->id != SECTION_retention || b->record->section->id != SECTION_retention)
		return NULL;
	return is_more_general(a->record, b->record) ? a->record : is_more_general(b->record, a->record) ? b->record : NULL;
}

/* The sides that a conflict can have: the two fields only if they are the same field, and one that can be a side (S1); else the records. */
static void write_declaration(struct buf *b, const struct side *first, const struct side *second)
{
	const struct section *s = first->record->section;
	bool fields = first->field && first->field == second->field && s == second->record->section && is_side_of_fields(s, first->field);
	if (fields || (!first->field && !second->field))
		BUF_LIT(b, "correct one of them, or declare both under 'conflicts:' with 'one:' and 'other:'");
	else
		buf_printf(b, "correct one of them, or write 'one: %s' and 'other: %s' under 'conflicts:'", first->record->path, second->record->path);
}

/* What to do about it. */
static void write_ways_out(struct buf *b, const struct side *first, const struct side *second)
{
	const char *only = only_of(first) ? only_of(first) : only_of(second);
	if (only)
		buf_printf(b, "take '%s: true' out of '%s' if both can be true, ", only, (only_of(first) ? first : second)->record->path);
	const struct record *general = general_of(first, second);
	if (general)
		buf_printf(b, "write 'otherwise: true' in '%s' if it is the general rule and the other an exception, ", general->path);
	if (first->record->section->id == SECTION_operator)
		BUF_LIT(b, "write 'capacity: joint-controller' in both if they decide together, say by 'categories', 'purposes' or 'scope' on what each decides, ");
	if (first->record == second->record)
		BUF_LIT(b, "correct one of them, or write two records, each with what it says, and declare these under 'conflicts:' with 'one:' and 'other:'");
	else
		write_declaration(b, first, second);
}

void contradiction_report(struct contradictions *c, enum diag_id id, struct side a, struct side b, const char *why)
{
	if (c->reported == MAX_REPORTED || is_declared(c, &a, &b))
		return;
	struct side first = a, second = b;
	struct buf one = {0}, other = {0}, ways = {0};
	c->reported++;
	if (is_below(side_pos(c, &a), side_pos(c, &b)))
		first = b, second = a;
	write_side(&one, &first);
	write_side(&other, &second);
	write_ways_out(&ways, &first, &second);
	diag_add(c->diags, id, side_pos(c, &second),
	         "'%s' contradicts '%s': %s; %s", other.data, one.data, why, buf_cstr(&ways));
	about_both(c->diags, one.data, other.data);
	if (c->reported < MAX_REPORTED)
		diag_also(c->diags, side_pos(c, &first), "the other is here");
	else
		diag_also(c->diags, side_pos(c, &first), "the other is here; %d contradictions are listed, there may be more", MAX_REPORTED);
	buf_free(&one);
	buf_free(&other);
	buf_free(&ways);
}

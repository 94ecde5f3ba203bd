/* SPDX-License-Identifier: MIT */
/* Marks what the notice says of conflicts: what nobody has decided, what was decided against and what holds in its place, and where that holds
 * for a part only. It follows the settlement in which all sides speak (compiler/SEMANTICS.md, S): a side that is itself beaten beats nobody. */
#include "marks.h"
#include "../model/dispute.h"
#include "../model/relation.h"

static const struct value *side_value(const struct dispute_conflict *c, bool one)
{
	return record_value(c->record, one ? KEY_one : KEY_other);
}

static bool same_written(const struct record *a, const struct record *b, unsigned field)
{
	struct buf x = {0}, y = {0};
	value_write(&x, &a->section->fields[field], &a->values[field]);
	value_write(&y, &b->section->fields[field], &b->values[field]);
	bool same = x.len == y.len && (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);
	buf_free(&x);
	buf_free(&y);
	return same;
}

bool same_fields(const struct record *a, const struct record *b, int field)
{
	const struct section *s = a->section;
	for (unsigned f = 0; f < s->count; f++) {
		bool compared = field < 0 ? s->fields[f].name != KEY_source : (int)f == field || length_of_start(s, s->fields[f].name) == s->fields[field].name;
		if (compared && (s->fields[f].type == TYPE_RECORDS ? a->values[f].line || b->values[f].line : !same_written(a, b, f)))
			return false;
	}
	return true;
}

/* ---- whether a statement speaks of all that another does ---- */

static bool is_true(const struct record *record, enum key key)
{
	int f = section_field(record->section, key);
	return f >= 0 && record->values[f].state == VALUE_STATED && record->values[f].flag;
}

/* Lists and terms that say what a record is about. */
static bool narrows(const struct section *s, const struct field *f)
{
	static const enum kind kinds[] = {KIND_CATEGORY, KIND_ELEMENT, KIND_METHOD, KIND_TECHNIQUE, KIND_PLACE, KIND_SURFACE, KIND_RECIPIENT, KIND_PURPOSE,
	                                  KIND_COOKIE_CLASS, KIND_SIGNAL, KIND_CHANGE, KIND_GATE, KIND_DOCUMENT, KIND_AUDIENCE, KIND_REQUEST, KIND_INSTRUMENT,
	                                  KIND_STATE, KIND_ACT, KIND_REGION, KIND_ROLE};
	bool lists = f->type == TYPE_LIST || f->type == TYPE_TERMS || f->type == TYPE_TERM;
	if (!lists || !f->enforced || f->name == KEY_further_request || f->name == KEY_use_while_kept ||
	    (f->kind == KIND_PURPOSE && (s->id == SECTION_retention || s->id == SECTION_backup)))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i] == f->kind)
			return true;
	return false;
}

/* "Only these": it speaks of all others as well. */
static bool speaks_of_all(const struct record *record, const struct field *f)
{
	return (f->kind == KIND_RECIPIENT && is_true(record, KEY_exclusive)) ||
	       (f->kind == KIND_PURPOSE && (is_true(record, KEY_only_purposes) || (record->section->id == SECTION_use && is_true(record, KEY_exclusive))));
}

static bool is_among(const struct term *term, const struct field *f, const struct value *v)
{
	if (f->type == TYPE_TERM)
		return term_within(term, v->term);
	for (uint32_t i = 0; i < v->list.count; i++)
		if (term_within(term, v->list.at[i]))
			return true;
	return false;
}

/* Whether all that the other record names of a kind is among what this field of the record does. */
static bool names_all(const struct record *record, unsigned field, const struct record *other)
{
	const struct field *f = &record->section->fields[field];
	const struct value *v = &record->values[field];
	for (unsigned i = 0; i < other->section->count; i++) {
		const struct field *g = &other->section->fields[i];
		const struct value *w = &other->values[i];
		if (g->kind != f->kind || !narrows(other->section, g) || w->state != VALUE_STATED || speaks_of_all(other, g) || (g->type == TYPE_LIST && !w->complete))
			continue;
		bool all = g->type != TYPE_TERM || is_among(w->term, f, v);
		for (uint32_t n = 0; g->type != TYPE_TERM && n < w->list.count; n++)
			all = all && is_among(w->list.at[n], f, v);
		return all;
	}
	return false;
}

/* Whether a record holds under the conditions of the other, if it has any. */
static bool same_conditions(const struct record *record, const struct record *other)
{
	static const enum key keys[] = {KEY_all_of, KEY_any_of, KEY_unless, KEY_scope, KEY_except, KEY_except_recipients, KEY_except_purposes};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		int f = section_field(record->section, keys[i]), g = section_field(other->section, keys[i]);
		if (f < 0 || record->values[f].state == VALUE_ABSENT)
			continue;
		if (g < 0 || record->section != other->section || !same_written(record, other, (unsigned)f))
			return false;
	}
	return true;
}

/* Whether the record speaks of all that the other speaks of, so that nothing is left of this one where the two differ. */
static bool speaks_of_all_of(const struct record *record, const struct record *other)
{
	for (unsigned f = 0; f < record->section->count; f++) {
		const struct field *field = &record->section->fields[f];
		if (field->kind == KIND_ACT && other->section != record->section)
			continue; /* what is forbidden is what the other does, or they would not be in conflict */
		if (narrows(record->section, field) && record->values[f].state != VALUE_ABSENT && !speaks_of_all(record, field) &&
		    (record->values[f].state != VALUE_STATED || !names_all(record, f, other)))
			return false;
	}
	if (record->parent && record->parent != other->parent && !(other->parent && speaks_of_all_of(record->parent, other->parent)))
		return false;
	return same_conditions(record, other);
}

/* ---- marks ---- */

/* The list without the id that a conflict is decided against; without any it is open. */
static void take_out(struct arena *a, struct value *v, const struct term *member)
{
	const struct value *whole = value_standing(v);
	struct value *rest = NEW(a, struct value);
	*rest = *whole;
	rest->standing = NULL;
	rest->list = (struct ids){NEW_N(a, const struct term *, whole->list.count), 0, NULL};
	for (uint32_t i = 0; i < whole->list.count; i++)
		if (whole->list.at[i] != member)
			rest->list.at[rest->list.count++] = whole->list.at[i];
	if (rest->list.count == 0)
		rest->state = VALUE_UNSTATED;
	v->standing = rest;
}

/* One more conflict is decided against a record, for the part of which the other side speaks. */
static void overrule(struct arena *a, struct record *record, const struct record *conflict)
{
	struct records *r = &record->overruled;
	struct record *at = NEW_N(a, struct record, r->count + 1);
	if (r->count)
		memcpy(at, r->at, r->count * sizeof *at);
	at[r->count] = *conflict;
	*r = (struct records){at, NULL, r->count + 1};
}

static void mark_undecided(const struct value *side)
{
	const struct place p = side->fact_ref.place;
	if (p.field < 0) {
		p.record->undecided = true;
		return;
	}
	p.record->values[p.field].undecided = true;
	for (unsigned f = 0; f < p.record->section->count; f++) {
		enum key length = length_of_start(p.record->section, p.record->section->fields[f].name);
		if (length != KEY_NONE && length == p.record->section->fields[p.field].name)
			p.record->values[f].undecided = true;
	}
}

/* A length gives way together with its start, but for the one of them in which the two sides agree. */
void mark_set_aside(struct arena *a, struct place p, const struct term *member, struct place rival)
{
	if (member) {
		take_out(a, &p.record->values[p.field], member);
		return;
	}
	if (p.field < 0) {
		p.record->set_aside = true;
		return;
	}
	for (unsigned f = 0; f < p.record->section->count; f++) {
		struct value *v = &p.record->values[f];
		enum key length = length_of_start(p.record->section, p.record->section->fields[f].name);
		if ((int)f != p.field && (length == KEY_NONE || length != p.record->section->fields[p.field].name))
			continue;
		bool gives_way = !same_written(p.record, rival.record, f);
		v->set_aside |= gives_way;
		if (gives_way && !v->standing)
			v->standing = &rival.record->values[f];
	}
}

bool mark_silences(struct place rival, struct place side)
{
	return side.field >= 0 || (rival.field < 0 && speaks_of_all_of(rival.record, side.record));
}

/* A record is overruled where the other side speaks of a part of it. */
static void decide_against(struct arena *a, const struct value *yields, const struct value *holds, const struct record *conflict)
{
	struct place p = yields->fact_ref.place, q = holds->fact_ref.place;
	if (mark_silences(q, p))
		mark_set_aside(a, p, yields->fact_ref.member, q);
	else
		overrule(a, p.record, conflict);
}

/* What stands in some settlement of a dispute, if all sides speak. */
static uint64_t standing_of(const struct disputes *d, const struct dispute *of)
{
	uint64_t ever = 0, standing, all = of->side_count >= MAX_SIDES ? ~(uint64_t)0 : ((uint64_t)1 << of->side_count) - 1;
	for (uint32_t i = 0; i < of->way_count; i++)
		if (dispute_stands(d, of, d->ways[of->way + i], all, &standing))
			ever |= standing;
	return ever;
}

void marks_make(struct arena *a, const struct model *m)
{
	const struct disputes *d = m->disputes;
	uint64_t *ever = NEW_N(a, uint64_t, d->count + 1);
	for (uint32_t i = 0; i < d->count; i++)
		ever[i] = standing_of(d, &d->at[i]);
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct dispute_conflict *c = &d->conflicts[i];
		const uint32_t dispute = d->sides[c->one].dispute, holds = c->holds == 2 ? c->other : c->one, yields = c->holds == 2 ? c->one : c->other;
		const struct value *winner = side_value(c, c->holds != 2), *loser = side_value(c, c->holds == 2);
		if (d->at[dispute].endless || d->at[dispute].circular)
			continue;
		const bool stands = ever[dispute] >> (holds - d->at[dispute].side) & 1, gives_way = !(ever[dispute] >> (yields - d->at[dispute].side) & 1);
		if (c->holds == 0) {
			mark_undecided(winner);
			mark_undecided(loser);
		} else if (stands && gives_way) {
			decide_against(a, loser, winner, c->record);
		} else if (stands) {
			mark_undecided(loser); /* whether the other side stands depends on what nobody has decided */
		}
	}
}

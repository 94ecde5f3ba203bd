/* SPDX-License-Identifier: MIT */
/* Says what one statement says, and whether two of them are about the same data, cases, moment or length of time. Reads the model and
 * adds the idsets of its lists; reports nothing. */
#include "statement.h"
#include "gen/policy.h"

/* ---- idsets ---- */

struct indexer {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct record *last;      /* is done */
};

static void set_bit(uint64_t *bits, unsigned code)
{
	bits[code / 64] |= (uint64_t)1 << (code % 64);
}

static void add_bits(uint64_t *bits, const uint64_t *more, unsigned words)
{
	for (unsigned i = 0; i < words; i++)
		bits[i] |= more[i];
}

static bool bits_meet(const uint64_t *a, const uint64_t *b, unsigned words)
{
	for (unsigned i = 0; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static void index_list(struct indexer *x, enum kind kind, struct value *v)
{
	const struct terms *terms = &x->vocabulary->kinds[kind];
	unsigned words = terms->codes / 64 + 1;
	struct idset *set = NEW(x->arena, struct idset);
	*set = (struct idset){words, NEW_N(x->arena, uint64_t, words), NEW_N(x->arena, uint64_t, words), NEW_N(x->arena, uint64_t, words)};
	for (uint32_t i = 0; i < v->list.count; i++) {
		unsigned code = v->list.at[i]->code;
		set_bit(set->ids, code), set_bit(set->parts, code), set_bit(set->wholes, code);
		if (v->list.at[i]->wholes)
			add_bits(set->wholes, v->list.at[i]->wholes->bits, words);
	}
	for (unsigned i = 0; i < terms->count; i++)
		if (terms->at[i].wholes && bits_meet(terms->at[i].wholes->bits, set->ids, words))
			set_bit(set->parts, terms->at[i].code);
	v->list.set = set;
}

static void index_record(struct record *record)
{
	record->firm = strength_is_will(record) && !record_set_aside(record);
	for (const struct record *i = record; i; i = i->parent) {
		record->has_condition = record->has_condition || is_written(i, KEY_all_of) || is_written(i, KEY_any_of) || is_written(i, KEY_unless);
		record->conditional = record->conditional || record->has_condition || is_written(i, KEY_scope);
	}
}

static void visit(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct indexer *x = context;
	if (x->last != record)
		index_record(record);
	x->last = record;
	if (f->type != TYPE_LIST && f->type != TYPE_TERMS)
		return;
	if (v->state == VALUE_STATED)
		index_list(x, f->kind, v);
	if (v->read && v->read->state == VALUE_STATED)
		index_list(x, f->kind, v->read);
	if (v->standing && v->standing->state == VALUE_STATED && !v->standing->list.set)
		index_list(x, f->kind, v->standing);
}

void statement_index(struct arena *a, struct model *m, const struct vocabulary *v)
{
	struct indexer x = {.arena = a, .vocabulary = v};
	model_each(m, visit, &x);
}

/* ---- one statement ---- */

const struct value *standing_value(const struct record *record, enum key key)
{
	static const struct value absent, unstated = {.state = VALUE_UNSTATED};
	int f = section_field(record->section, key);
	if (f < 0)
		return &absent;
	const struct value *v = &record->values[f];
	bool wrong = v->state == VALUE_ABSENT && v->line; /* it has an error: nobody knows what it was to say */
	return v->set_aside || wrong ? &unstated : value_effective(value_standing(v), false);
}

bool is_stated(const struct record *record, enum key key)
{
	return standing_value(record, key)->state == VALUE_STATED;
}

bool is_written(const struct record *record, enum key key)
{
	return standing_value(record, key)->state != VALUE_ABSENT;
}

bool is_flag(const struct record *record, enum key key, bool flag)
{
	const struct value *v = standing_value(record, key);
	return v->state == VALUE_STATED && v->flag == flag;
}

bool is_complete(const struct record *record, enum key key)
{
	const struct value *v = standing_value(record, key);
	return v->state == VALUE_STATED && v->complete;
}

bool certainty_is_exact(const struct record *record)
{
	const struct value *v = standing_value(record, KEY_certainty);
	return v->state == VALUE_ABSENT || (v->state == VALUE_STATED && v->term->code == POLICY_CERTAINTY_EXACT);
}

bool strength_is_will(const struct record *record)
{
	const struct value *v = standing_value(record, KEY_strength);
	return v->state == VALUE_ABSENT || (v->state == VALUE_STATED && v->term->code == POLICY_STRENGTH_WILL);
}

bool is_binding(const struct record *record)
{
	return record->firm;
}

bool has_condition(const struct record *record)
{
	return record->has_condition;
}

bool is_conditional(const struct record *record)
{
	return record->conditional;
}

bool is_about_all(const struct record *record)
{
	return !is_written(record, KEY_categories) && !is_written(record, KEY_elements);
}

/* ---- consent ---- */

static bool is_one_of(const struct value *v, unsigned codes)
{
	return v->state == VALUE_STATED && codes >> v->term->code & 1;
}

bool consent_is_awaited(const struct value *v)
{
	return is_one_of(v, 1u << POLICY_CONSENT_EXPLICIT | 1u << POLICY_CONSENT_OPT_IN);
}

bool consent_is_not_asked(const struct value *v)
{
	return is_one_of(v, 1u << POLICY_CONSENT_OPT_OUT | 1u << POLICY_CONSENT_NOT_NEEDED);
}

bool consent_starts_on(const struct value *v)
{
	return consent_is_not_asked(v) || is_one_of(v, 1u << POLICY_CONSENT_DEEMED | 1u << POLICY_CONSENT_ACKNOWLEDGED);
}

/* ---- two lists ---- */

static bool both_stated(const struct value *a, const struct value *b)
{
	return a->state == VALUE_STATED && b->state == VALUE_STATED;
}

bool lists_intersect(const struct value *a, const struct value *b)
{
	return both_stated(a, b) && bits_meet(a->list.set->ids, b->list.set->ids, a->list.set->words);
}

bool any_within(const struct value *a, const struct value *b)
{
	return both_stated(a, b) && bits_meet(a->list.set->ids, b->list.set->parts, a->list.set->words);
}

bool lists_overlap(const struct value *a, const struct value *b)
{
	return any_within(a, b) || any_within(b, a);
}

bool any_outside(const struct value *a, const struct value *b)
{
	if (!both_stated(a, b))
		return false;
	for (unsigned i = 0; i < a->list.set->words; i++)
		if (a->list.set->ids[i] & ~b->list.set->parts[i])
			return true;
	return false;
}

bool any_unrelated(const struct value *a, const struct value *b)
{
	if (!both_stated(a, b))
		return false;
	for (unsigned i = 0; i < a->list.set->words; i++)
		if (a->list.set->ids[i] & ~b->list.set->parts[i] & ~b->list.set->wholes[i])
			return true;
	return false;
}

/* ---- two statements ---- */

static bool same_conditions(const struct value *a, const struct value *b)
{
	if (!both_stated(a, b))
		return a->state == VALUE_ABSENT && b->state == VALUE_ABSENT;
	return memcmp(a->list.set->ids, b->list.set->ids, a->list.set->words * sizeof *a->list.set->ids) == 0;
}

bool same_case(const struct record *a, const struct record *b)
{
	static enum key keys[] = {KEY_all_of, KEY_any_of, KEY_unless};
	if (!a->conditional || !b->conditional)
		return a->conditional == b->conditional;
	for (; a && b && a != b; a = a->parent, b = b->parent) {
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (!same_conditions(standing_value(a, keys[i]), standing_value(b, keys[i])))
				return false;
		if (!same_ids(a, b, KEY_scope))
			return false;
	}
	return a == b;
}

bool same_ids(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	return (x->state == VALUE_ABSENT && y->state == VALUE_ABSENT) || lists_intersect(x, y);
}

bool other_ids(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	return both_stated(x, y) && !lists_overlap(x, y);
}

bool same_data(const struct record *a, const struct record *b)
{
	return same_ids(a, b, KEY_categories) && same_ids(a, b, KEY_elements);
}

bool data_meets(const struct record *a, const struct record *b, bool all)
{
	const struct value *x = standing_value(a, KEY_categories), *y = standing_value(b, KEY_categories);
	const struct value *p = standing_value(a, KEY_elements), *q = standing_value(b, KEY_elements);
	if (is_about_all(a) || is_about_all(b))
		return all;
	if (x->state == VALUE_UNSTATED || y->state == VALUE_UNSTATED || p->state == VALUE_UNSTATED || q->state == VALUE_UNSTATED)
		return false;
	if (!both_stated(x, y) && !both_stated(p, q)) /* a category and a piece, which may lie elsewhere */
		return false;
	return (!both_stated(x, y) || lists_overlap(x, y)) && (!both_stated(p, q) || lists_overlap(p, q));
}

bool same_moment(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	return both_stated(x, y) ? term_same_moment(x->term, y->term) : x->state == y->state;
}

bool comes_after(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	return both_stated(x, y) && (term_never_before(x->term, y->term) || term_never_before(y->term, x->term));
}

/* ---- two lengths of time ---- */

/* The same length with weeks as days and years as months. */
static struct span plain_span(const struct span *s)
{
	struct span p = *s;
	unsigned times = !span_has_number(s) ? 1 : s->unit == UNIT_WEEK ? 7 : s->unit == UNIT_YEAR ? 12 : 1;
	if (times > 1)
		p.unit = times == 7 ? UNIT_DAY : UNIT_MONTH, p.min *= times, p.max *= times;
	return p;
}

bool same_length(const struct span *a, const struct span *b)
{
	struct span x = plain_span(a), y = plain_span(b);
	return x.kind == y.kind && x.unit == y.unit && x.min == y.min && x.max == y.max && x.word == y.word;
}

static bool has_end(const struct span *s)
{
	return span_has_number(s) || s->kind == SPAN_WHILE;
}

bool lengths_differ(const struct span *a, const struct span *b)
{
	struct span x = plain_span(a), y = plain_span(b), low, high;
	if (!span_has_number(a) || !span_has_number(b))
		return (a->kind == SPAN_INDEFINITE && has_end(b)) || (b->kind == SPAN_INDEFINITE && has_end(a));
	if (x.unit == y.unit)
		return x.max < y.min || y.max < x.min;
	/* in different units they differ if they do from some start */
	low = x, high = y;
	low.max = x.min, high.min = y.max;
	if (x.min && most_days(&low) > least_days(&high))
		return true;
	low = y, high = x;
	low.max = y.min, high.min = x.max;
	return y.min && most_days(&low) > least_days(&high);
}

uint64_t least_days(const struct span *s)
{
	static const unsigned days[] = {0, 0, 1, 1, 7, 28, 365};
	return !span_has_number(s) ? 0 : policy_unit_seconds_(s->unit) ? s->min * (uint64_t)policy_unit_seconds_(s->unit) / 86400 : (uint64_t)days[s->unit] * s->min;
}

uint64_t most_days(const struct span *s)
{
	static const unsigned days[] = {0, 0, 1, 0, 7, 31, 366};
	if (!span_has_number(s) || s->unit == UNIT_BUSINESS_DAY)
		return UINT64_MAX;
	return policy_unit_seconds_(s->unit) ? s->max * (uint64_t)policy_unit_seconds_(s->unit) / 86400 + 1 : (uint64_t)days[s->unit] * s->max;
}

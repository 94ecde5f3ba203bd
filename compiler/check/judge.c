/* SPDX-License-Identifier: MIT */
/* Judges one statement by a rule that asks for a value, a list or a condition; lengths of time are in limit.c. Reads the policy and
 * the law; adds reasons, no findings. */
#include "judge.h"

/* ---- values of a statement ---- */

const struct value *judged_value(const struct record *record, int field)
{
	return value_effective(value_standing(&record->values[field]), false);
}

const struct value *judged_field(const struct record *record, enum key key)
{
	int f = section_field(record->section, key);
	return f < 0 ? NULL : judged_value(record, f);
}

static bool field_is_stated(const struct record *record, enum key key)
{
	const struct value *v = judged_field(record, key);
	return v && v->state == VALUE_STATED;
}

bool list_names_any(const struct value *v, const struct value *ids, bool wide)
{
	for (uint32_t i = 0; i < ids->list.count; i++)
		for (uint32_t n = 0; n < v->list.count; n++)
			if (v->list.at[n] == ids->list.at[i] || (wide && term_within(ids->list.at[i], v->list.at[n])))
				return true;
	return false;
}

/* ---- whether it binds ---- */

const struct term *inexact_certainty(const struct record *record)
{
	for (; record; record = record->parent) {
		const struct value *v = judged_field(record, KEY_certainty);
		if (v && v->state == VALUE_STATED && v->term->code != POLICY_CERTAINTY_EXACT)
			return v->term;
	}
	return NULL;
}

/* The strength of the statement or one around it: may, can. NULL: will. */
static const struct term *nonbinding_strength(const struct record *record)
{
	for (; record; record = record->parent) {
		const struct value *v = judged_field(record, KEY_strength);
		if (v && v->state == VALUE_STATED && v->term->code != POLICY_STRENGTH_WILL)
			return v->term;
	}
	return NULL;
}

const struct term *missing_promise(const struct record *record)
{
	const struct term *strength = nonbinding_strength(record);
	switch (record->section->id) {
	case SECTION_request:
	case SECTION_route:
	case SECTION_outcome: return strength && strength->code == POLICY_STRENGTH_MAY ? strength : NULL;
	case SECTION_breach:
	case SECTION_policy_change:
	case SECTION_security:
	case SECTION_complaint:
	case SECTION_availability: return strength;
	default: return NULL;
	}
}

/* Adds the conditions of the statement and those around it as reasons; false: there are none. */
static bool add_conditions(struct judge *j, const struct record *record)
{
	static const struct {
		enum key key;
		const char *words;
	} keys[] = {
		{KEY_all_of, "promised only if: "}, {KEY_any_of, "promised only if one of: "},
		{KEY_unless, "not promised if: "},  {KEY_scope, "promised only for: "},
	};
	bool any = false;
	for (; record; record = record->parent)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (field_is_stated(record, keys[i].key)) {
				const struct value *v = judged_field(record, keys[i].key);
				reason_add_ids(j, keys[i].words, v->list.at, v->list.count);
				any = true;
			}
	return any;
}

enum verdict lower_if_not_binding(struct judge *j, const struct record *record, enum verdict v)
{
	const struct term *strength = nonbinding_strength(record);
	if (v != VERDICT_NO_DIFFERENCE)
		return v;
	if (strength) {
		reason_add(j, "said with '%s', which promises nothing", strength->id);
		v = VERDICT_CANNOT_BE_TOLD;
	}
	if (inexact_certainty(record)) {
		reason_add(j, "said with '%s', which is not firm", inexact_certainty(record)->id);
		v = VERDICT_CANNOT_BE_TOLD;
	}
	return add_conditions(j, record) ? VERDICT_CANNOT_BE_TOLD : v;
}

/* ---- the kinds of rules ---- */

enum verdict judge_nothing(struct judge *j, const struct rule *r, const struct record *record)
{
	bool number = r->kind == CHOICE_RULE_KIND_LIMIT;
	if (number && !r->max) {
		reason_add(j, "a number is missing"); /* the data is kept, but nobody knows how long */
		return VERDICT_CANNOT_BE_TOLD;
	}
	if (number && (field_is_stated(record, KEY_all_of) || field_is_stated(record, KEY_any_of))) {
		reason_add(j, "a number is missing");
		add_conditions(j, record);
		return VERDICT_CANNOT_BE_TOLD;
	}
	reason_add(j, number ? "no length of time is stated" : "not stated");
	return VERDICT_NOT_SAID;
}

/* A condition is met by any field that states what it asks for. */
static enum verdict judge_condition(struct judge *j, const struct rule *r, const struct record *record, int *field)
{
	*field = r->field_count ? r->fields[0] : -1;
	if (r->field_count == 0)
		return lower_if_not_binding(j, record, VERDICT_NO_DIFFERENCE);
	for (unsigned i = 0; i < r->field_count; i++)
		if (judged_value(record, r->fields[i])->state == VALUE_STATED) {
			*field = r->fields[i];
			return lower_if_not_binding(j, record, VERDICT_NO_DIFFERENCE);
		}
	return judge_nothing(j, r, record);
}

static bool list_names(const struct value *v, const struct term *t)
{
	for (uint32_t i = 0; i < v->list.count; i++)
		if (v->list.at[i] == t)
			return true;
	return false;
}

static enum verdict judge_contents(struct judge *j, const struct rule *r, const struct record *record, int *field)
{
	const struct value *v = judged_value(record, *field = r->fields[0]);
	const struct term **missing = NEW_N(j->arena, const struct term *, r->id_count);
	size_t count = 0;
	if (v->state != VALUE_STATED)
		return judge_nothing(j, r, record);
	for (unsigned i = 0; i < r->id_count; i++)
		if (!list_names(v, r->ids[i]))
			missing[count++] = r->ids[i];
	if (count == 0)
		return lower_if_not_binding(j, record, VERDICT_NO_DIFFERENCE);
	reason_add_ids(j, "not named: ", missing, count);
	if (record->section->fields[*field].type == TYPE_LIST && !v->complete) {
		reason_add(j, "the list gives examples only");
		return VERDICT_CANNOT_BE_TOLD;
	}
	return VERDICT_NOT_SAID;
}

static bool is_allowed(const struct rule *r, const struct term *t)
{
	for (unsigned i = 0; i < r->id_count; i++)
		if (r->ids[i] == t)
			return true;
	return false;
}

static enum verdict judge_modes(struct judge *j, const struct rule *r, const struct record *record, int *field)
{
	const struct value *v = judged_value(record, *field = r->fields[0]);
	if (v->state == VALUE_ABSENT)
		return VERDICT__COUNT; /* the statement is about something else */
	if (v->state != VALUE_STATED) {
		reason_add(j, "not stated");
		return VERDICT_CANNOT_BE_TOLD;
	}
	bool list = record->section->fields[*field].type != TYPE_TERM, all = true;
	for (uint32_t n = 0; n < (list ? v->list.count : 1); n++)
		all = all && is_allowed(r, list ? v->list.at[n] : v->term);
	if (all)
		return lower_if_not_binding(j, record, VERDICT_NO_DIFFERENCE);
	reason_add_ids(j, "allowed: ", r->ids, r->id_count);
	return VERDICT_OTHER;
}

enum verdict judge_statement(struct judge *j, const struct rule *r, const struct record *record, int *field)
{
	*field = -1;
	switch (r->kind) {
	case CHOICE_RULE_KIND_LIMIT: return judge_limit(j, r, record, field);
	case CHOICE_RULE_KIND_CONDITION: return judge_condition(j, r, record, field);
	case CHOICE_RULE_KIND_CONTENTS: return judge_contents(j, r, record, field);
	case CHOICE_RULE_KIND_MODES: return judge_modes(j, r, record, field);
	default: return VERDICT__COUNT;
	}
}

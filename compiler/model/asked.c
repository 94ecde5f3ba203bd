/* SPDX-License-Identifier: MIT */
/* Which questions a side of a conflict can speak to: the sections that a question is answered from (SEMANTICS.md R, Q, K), the fields that it reads
 * and the ids that it names (S2). Errs on one side only: where it finds no question, there is none. */
#include "asked.h"
#include "gen/policy.h"

#define ASKS(question) (1u << POLICY_ASKS_##question##_)

/* ---- what a record has to have, or it says nothing ---- */

static bool is_written(const struct record *record, enum key key)
{
	return record_value(record, key)->line != 0;
}

/* A flag with an error may be either. */
static bool can_be(const struct record *record, enum key key, bool flag)
{
	const struct value *v = record_value(record, key);
	return v->state != VALUE_STATED || v->flag == flag;
}

static bool forbids(const struct record *prohibition, enum section_id section)
{
	const struct ids *acts = stated_list(record_value(prohibition, KEY_acts));
	for (uint32_t i = 0; i < acts->count; i++)
		if (acts->at[i]->forbids == schema_section(section))
			return true;
	return false;
}

static bool forbids_use(const struct record *record)
{
	return forbids(record, SECTION_use);
}

static bool forbids_sharing(const struct record *record)
{
	return forbids(record, SECTION_sharing);
}

static bool limits_use(const struct record *record)
{
	return is_written(record, KEY_use_while_kept);
}

static bool has_purposes(const struct record *record)
{
	return is_written(record, KEY_purposes);
}

static bool is_used_for(const struct record *record)
{
	return can_be(record, KEY_used, true) && is_written(record, KEY_purposes);
}

static bool rules_permissions(const struct record *record)
{
	return is_written(record, KEY_permits) || is_written(record, KEY_forbids);
}

static bool is_answered(const struct record *record)
{
	return can_be(record, KEY_self_service, false) && is_written(record, KEY_answer);
}

static bool is_completed(const struct record *record)
{
	return can_be(record, KEY_self_service, false) && is_written(record, KEY_complete);
}

static bool is_announced(const struct record *record)
{
	return is_written(record, KEY_lead_time);
}

static bool has_age(const struct record *record)
{
	return is_written(record, KEY_max_age);
}

/* ---- the questions ---- */

enum { MOST_READ = 7 };

static const struct answering {
	enum section_id section; /* its records answer */
	unsigned question;
	bool (*speaks)(const struct record *record); /* whether a record can say anything to it; NULL: each can */
	enum key reads[MOST_READ];                   /* the fields that the answer depends on; a length stands for its start too */
} answering[] = {
	{SECTION_prohibition, ASKS(ACT), NULL, {KEY_certainty, KEY_strength}},
	{SECTION_prohibition, ASKS(USE), forbids_use, {KEY_NONE}},
	{SECTION_prohibition, ASKS(SHARE), forbids_sharing, {KEY_NONE}},
	{SECTION_retention, ASKS(KEEP), NULL, {KEY_period, KEY_then, KEY_then_within, KEY_certainty, KEY_strength}},
	{SECTION_retention, ASKS(USE), limits_use, {KEY_period}},
	{SECTION_use, ASKS(USE), NULL, {KEY_exclusive, KEY_consent}},
	{SECTION_sharing, ASKS(SHARE), NULL, {KEY_exclusive, KEY_only_purposes, KEY_consent}},
	{SECTION_vendor, ASKS(SHARE), NULL, {KEY_NONE}},
	{SECTION_vendor, ASKS(USE), has_purposes, {KEY_NONE}},
	{SECTION_marketing, ASKS(USE), NULL, {KEY_default}},
	{SECTION_cookie, ASKS(STORE), NULL, {KEY_used, KEY_default, KEY_can_disable, KEY_essential}},
	{SECTION_cookie, ASKS(USE), is_used_for, {KEY_used, KEY_default, KEY_can_disable, KEY_essential}},
	{SECTION_lifecycle, ASKS(STATE), rules_permissions, {KEY_state, KEY_after, KEY_until}},
	{SECTION_route, ASKS(ANSWER), is_answered, {KEY_answer, KEY_self_service, KEY_certainty, KEY_strength}},
	{SECTION_route, ASKS(COMPLETE), is_completed, {KEY_complete, KEY_self_service, KEY_certainty, KEY_strength}},
	{SECTION_outcome, ASKS(OUTCOME), NULL, {KEY_result, KEY_further_request, KEY_until, KEY_certainty, KEY_strength}},
	{SECTION_breach, ASKS(BREACH), NULL, {KEY_deadline, KEY_certainty, KEY_strength}},
	{SECTION_policy_change, ASKS(CHANGE), is_announced, {KEY_lead_time, KEY_certainty, KEY_strength}},
	{SECTION_automation, ASKS(SIGNAL), NULL, {KEY_action, KEY_release, KEY_then, KEY_max_length, KEY_certainty, KEY_strength}},
	{SECTION_identity, ASKS(AGE), has_age, {KEY_max_age, KEY_certainty, KEY_strength}},
};

static bool reads(const struct answering *a, enum key field)
{
	for (size_t i = 0; i < MOST_READ && a->reads[i]; i++)
		if (a->reads[i] == field)
			return true;
	return false;
}

/* field: KEY_NONE, the whole record. One of requests speaks if any of its routes or outcomes does. */
static unsigned record_questions(const struct record *record, enum key field)
{
	unsigned questions = 0;
	for (size_t i = 0; i < sizeof answering / sizeof *answering; i++) {
		const struct answering *a = &answering[i];
		if (a->section == record->section->id && (!a->speaks || a->speaks(record)) && (!field || reads(a, field)))
			questions |= a->question;
	}
	for (unsigned f = 0; f < record->section->count; f++) {
		const struct records *inside = record->section->fields[f].type == TYPE_RECORDS ? stated_records(&record->values[f]) : NULL;
		for (uint32_t i = 0; inside && i < inside->count; i++)
			questions |= record_questions(&inside->at[i], field);
	}
	return questions;
}

/* The questions that name an id of the kind. */
static unsigned naming_questions(enum kind kind)
{
	switch (kind) {
	case KIND_PURPOSE: return ASKS(ACT) | ASKS(USE) | ASKS(SHARE);
	case KIND_RECIPIENT: return ASKS(ACT) | ASKS(SHARE);
	case KIND_INSTRUMENT: return ~0u; /* the case does */
	case KIND_ACT: return ASKS(ACT);
	case KIND_PERMISSION:
	case KIND_STATE: return ASKS(STATE);
	case KIND_SIGNAL: return ASKS(SIGNAL);
	case KIND_CHANGE: return ASKS(CHANGE);
	case KIND_GATE:
	case KIND_DOCUMENT: return ASKS(AGE);
	case KIND_REQUEST: return ASKS(ANSWER) | ASKS(COMPLETE) | ASKS(OUTCOME);
	default: return 0;
	}
}

unsigned side_questions(const struct value *side)
{
	const struct place *p = &side->fact_ref.place;
	if (side->state != VALUE_STATED || !p->record)
		return 0;
	if (p->field < 0)
		return record_questions(p->record, KEY_NONE);
	const struct field *field = &p->record->section->fields[p->field];
	if (side->fact_ref.member)
		return record_questions(p->record, KEY_NONE) & naming_questions(field->kind);
	return record_questions(p->record, field->name);
}

/* A question about any other act is answered by the prohibitions that name it. */
static bool name_one_act(const struct record *a, const struct record *b)
{
	const struct ids *x = stated_list(record_value(a, KEY_acts)), *y = stated_list(record_value(b, KEY_acts));
	for (uint32_t i = 0; i < x->count; i++)
		for (uint32_t n = 0; n < y->count; n++)
			if (x->at[i] == y->at[n])
				return true;
	return false;
}

/* Asked about an act that is a use or a sharing, what speaks of these is heard beside the prohibition (S14). */
static bool meet_in_act(const struct value *prohibition, const struct value *other)
{
	const struct record *record = prohibition->fact_ref.place.record;
	if (!(side_questions(prohibition) & ASKS(ACT)) || record->section->id != SECTION_prohibition)
		return false;
	return side_questions(other) & ((forbids_use(record) ? ASKS(USE) : 0) | (forbids_sharing(record) ? ASKS(SHARE) : 0));
}

unsigned conflict_questions(const struct record *conflict)
{
	const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
	unsigned both = side_questions(one) & side_questions(other);
	if (meet_in_act(one, other) || meet_in_act(other, one))
		both |= ASKS(ACT);
	else if (both & ASKS(ACT) && !name_one_act(one->fact_ref.place.record, other->fact_ref.place.record))
		both &= ~ASKS(ACT);
	return both;
}

const char *question_name(unsigned bit)
{
	static const char *const names[] = {
		[POLICY_ASKS_USE_] = "policy_may_use", [POLICY_ASKS_SHARE_] = "policy_may_share", [POLICY_ASKS_ACT_] = "policy_act",
		[POLICY_ASKS_STORE_] = "policy_may_store", [POLICY_ASKS_STATE_] = "policy_state_permits", [POLICY_ASKS_KEEP_] = "policy_keep",
		[POLICY_ASKS_ANSWER_] = "policy_request_answer_due", [POLICY_ASKS_COMPLETE_] = "policy_request_complete_due",
		[POLICY_ASKS_OUTCOME_] = "policy_request_outcome", [POLICY_ASKS_BREACH_] = "policy_breach_due", [POLICY_ASKS_CHANGE_] = "policy_change_due",
		[POLICY_ASKS_SIGNAL_] = "policy_signal", [POLICY_ASKS_AGE_] = "policy_document_age",
	};
	return bit < sizeof names / sizeof *names ? names[bit] : NULL;
}

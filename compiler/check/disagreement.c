/* SPDX-License-Identifier: MIT */
/* Says what each declared conflict is: undecided, one that no question meets, or one whose sides contradict each other no more, because somebody has
 * corrected one of them. Of that only what is certain from the words counts: a reader may see a contradiction that no rule finds. */
#include "../model/asked.h"
#include "../model/dispute.h"
#include "conflict.h"
#include "marks.h"
#include "statement.h"
#include "gen/policy.h"

/* ---- sides that contradict each other no more ---- */

static const struct value *written(const struct record *record, enum key key)
{
	static const struct value absent;
	int f = section_field(record->section, key);
	return f < 0 ? &absent : &record->values[f];
}

static bool is_true(const struct record *record, enum key key)
{
	const struct value *v = written(record, key);
	return v->state == VALUE_STATED && v->flag;
}

/* Whether the two name other ids, all of them: nothing is a part of one of each. */
static bool name_others(const struct value *a, const struct value *b)
{
	if (a->state != VALUE_STATED || b->state != VALUE_STATED || !a->complete || !b->complete)
		return false;
	for (unsigned i = 0; i < a->list.set->words; i++)
		if (a->list.set->parts[i] & b->list.set->parts[i])
			return false;
	return true;
}

/* Whether the second names nothing but what the first does, or parts of it. */
static bool names_all(const struct value *first, const struct value *second)
{
	return first->state == VALUE_STATED && second->state == VALUE_STATED && second->complete && !any_outside(second, first);
}

/* Whether the two are about different data. What a category or a collection consists of is what these say. */
static bool are_apart(const struct record *a, const struct record *b)
{
	static const enum section_id describing[] = {SECTION_category, SECTION_element, SECTION_collection};
	for (size_t i = 0; i < sizeof describing / sizeof *describing; i++)
		if (a->section->id == describing[i] || b->section->id == describing[i])
			return false;
	return name_others(written(a, KEY_categories), written(b, KEY_categories)) || name_others(written(a, KEY_elements), written(b, KEY_elements));
}

static const struct value *recipients(const struct record *record)
{
	return written(record, record->section->id == SECTION_vendor ? KEY_vendors : KEY_recipients);
}

/* Whether a record may rule out something that the other says. */
static bool may_rule_out(const struct record *a, const struct record *b)
{
	const struct value *whom = recipients(b), *why = written(b, KEY_purposes);
	if (a->section->id == SECTION_prohibition)
		return !names_all(written(a, KEY_except_recipients), whom) && !names_all(written(a, KEY_except_purposes), why) &&
		       !name_others(written(a, KEY_recipients), whom) && !name_others(written(a, KEY_purposes), why);
	if (is_true(a, KEY_exclusive) && !names_all(a->section->id == SECTION_use ? written(a, KEY_purposes) : recipients(a),
	                                            a->section->id == SECTION_use ? why : whom))
		return true;
	return is_true(a, KEY_only_purposes) && !names_all(written(a, KEY_purposes), why);
}

/* What a record is about, where it says nothing but that of it. */
static bool is_subject(enum key key)
{
	static const enum key keys[] = {KEY_categories, KEY_elements, KEY_methods, KEY_purposes, KEY_recipients, KEY_vendors, KEY_such_as,
	                                KEY_exclusive, KEY_only_purposes, KEY_source};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* What both have to say, or neither: how firm they are, on which consent and conditions. */
static bool qualifies(enum key key)
{
	static const enum key keys[] = {KEY_certainty, KEY_strength, KEY_all_of, KEY_any_of, KEY_unless, KEY_scope, KEY_consent, KEY_instruments};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* Whether two records say something else of what they are about. all: of a field that only one of them has, too. */
static bool say_otherwise(const struct record *a, const struct record *b, bool all)
{
	struct buf x = {0}, y = {0};
	bool differ = false;
	for (unsigned f = 0; f < a->section->count && !differ; f++) {
		const struct field *field = &a->section->fields[f];
		const struct value *v = &a->values[f], *w = written(b, field->name);
		bool both = v->line && w->line;
		if (is_subject(field->name) || (!both && !(all || qualifies(field->name))))
			continue;
		x.len = y.len = 0;
		value_write(&x, field, v);
		if (w->line)
			value_write(&y, &b->section->fields[section_field(b->section, field->name)], w);
		differ = x.len != y.len || (x.len && memcmp(x.data, y.data, x.len) != 0);
	}
	buf_free(&x);
	buf_free(&y);
	return differ;
}

/* Whether the records are of those that allow something, or rule it out. */
static bool permits(const struct record *record)
{
	enum section_id id = record->section->id;
	return id == SECTION_use || id == SECTION_sharing || id == SECTION_vendor || id == SECTION_prohibition;
}

/* How two sides contradict each other no more, the end of a sentence; NULL: they may. */
static const char *agreement_of(const struct value *one, const struct value *other)
{
	const struct place p = one->fact_ref.place, q = other->fact_ref.place;
	const struct record *a = p.record, *b = q.record;
	const bool same_section = a->section == b->section;
	if (one->fact_ref.member || other->fact_ref.member)
		return NULL;
	if (same_section && same_fields(a, b, p.field))
		return "say the same";
	if (are_apart(a, b))
		return "are about different data";
	if (p.field >= 0)
		return NULL;
	if (same_section && a->section->id == SECTION_retention && !say_otherwise(a, b, true) && !say_otherwise(b, a, true))
		return "say the same of what they are about";
	if (permits(a) && permits(b) && !may_rule_out(a, b) && !may_rule_out(b, a) && !say_otherwise(a, b, false) && !say_otherwise(b, a, false))
		return "rule out nothing that the other says";
	return NULL;
}

/* ---- what is said of a conflict ---- */

/* A side as it is told: of a field with its value, of a length with its start. */
static void write_side(struct buf *b, const struct value *side)
{
	enum { MOST = 60 };
	const struct place p = side->fact_ref.place;
	struct buf value = {0};
	buf_printf(b, "'%s'", side->fact_ref.path);
	if (p.field < 0 || side->fact_ref.member)
		return;
	value_write(&value, &p.record->section->fields[p.field], &p.record->values[p.field]);
	for (unsigned f = 0; f < p.record->section->count; f++)
		if (p.record->values[f].line && length_of_start(p.record->section, p.record->section->fields[f].name) == p.record->section->fields[p.field].name) {
			buf_printf(&value, ", %s ", p.record->section->fields[f].key);
			value_write(&value, &p.record->section->fields[f], &p.record->values[f]);
		}
	if (value.len <= MOST)
		buf_printf(b, " (%s)", buf_cstr(&value));
	buf_free(&value);
}

/* What services ask that it touches, as a list. */
static void write_questions(struct buf *b, unsigned questions)
{
	static const char *const words[] = {
		[POLICY_ASKS_USE_] = "whether data may be used", [POLICY_ASKS_SHARE_] = "whether data may be shared", [POLICY_ASKS_ACT_] = "whether something may be done",
		[POLICY_ASKS_STORE_] = "whether a cookie may be set", [POLICY_ASKS_STATE_] = "what a state of the account permits",
		[POLICY_ASKS_KEEP_] = "how long data is kept", [POLICY_ASKS_ANSWER_] = "by when a request is answered",
		[POLICY_ASKS_COMPLETE_] = "by when a request is carried out", [POLICY_ASKS_OUTCOME_] = "what a request does",
		[POLICY_ASKS_BREACH_] = "by when a breach is told", [POLICY_ASKS_CHANGE_] = "by when a change is announced",
		[POLICY_ASKS_SIGNAL_] = "what follows a signal", [POLICY_ASKS_AGE_] = "whether a document is recent enough",
	};
	const char *join = "";
	for (unsigned bit = 0; bit < sizeof words / sizeof *words; bit++)
		if (questions >> bit & 1) {
			buf_printf(b, "%s%s", join, words[bit]);
			join = " or ";
		}
}

static void warn_undecided(const struct record *conflict, struct pos pos, struct diags *diags)
{
	const unsigned questions = conflict_questions(conflict);
	struct buf sides = {0};
	write_side(&sides, record_value(conflict, KEY_one));
	BUF_LIT(&sides, " and ");
	write_side(&sides, record_value(conflict, KEY_other));
	BUF_LIT(&sides, " disagree, and nobody has decided");
	if (questions) {
		BUF_LIT(&sides, ", so that a service that asks ");
		write_questions(&sides, questions);
		BUF_LIT(&sides, " may get POLICY_CONFLICT");
	}
	diag_add(diags, DIAG_P090, pos, "%s; write 'enforce:' with the side that holds, or correct one of them if both can be true", buf_cstr(&sides));
	diag_about(diags, NULL, conflict->path);
	buf_free(&sides);
}

/* Services are never answered POLICY_CONFLICT by it. */
static void note_unasked(const struct record *conflict, struct pos pos, struct diags *diags)
{
	const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
	struct buf why = {0};
	if (conflict_questions(conflict) != 0)
		return;
	if (side_questions(one) != 0 && side_questions(other) != 0)
		buf_printf(&why, "services ask nothing that both '%s' and '%s' answer", one->fact_ref.path, other->fact_ref.path);
	else
		buf_printf(&why, "services ask nothing that '%s' answers", (side_questions(one) == 0 ? one : other)->fact_ref.path);
	diag_add(diags, DIAG_P086, pos,
	         "this conflict concerns the notice only: %s, so no answer depends on it; the notice contradicts itself until 'enforce:' names the side that "
	         "holds, or one of the two is corrected", buf_cstr(&why));
	diag_about(diags, NULL, conflict->path);
	buf_free(&why);
}

void disagreements_check(const struct model *m, struct diags *diags)
{
	const struct disputes *d = m->disputes;
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct record *conflict = d->conflicts[i].record;
		const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
		const char *agreement = agreement_of(one, other);
		const struct pos pos = {m->source, conflict->line, conflict->col};
		if (agreement) {
			diag_add(diags, DIAG_P093, pos, "'%s' and '%s' %s, so they contradict each other no more; delete '%s'%s", one->fact_ref.path, other->fact_ref.path,
			         agreement, conflict->path, one->fact_ref.place.field >= 0 ? "" : ", or name as its sides what still does: a field of each, or an id of a list");
			diag_about(diags, NULL, conflict->path);
		} else if (d->conflicts[i].holds == 0) {
			warn_undecided(conflict, pos, diags);
			note_unasked(conflict, pos, diags);
		}
	}
}

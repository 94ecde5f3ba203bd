/* SPDX-License-Identifier: MIT */
/* Joins findings that cannot stand side by side: about the two sides of a conflict that nobody has decided, and by two laws of which no
 * promise can keep both. Changes the findings' verdicts and reasons. */
#include "judge.h"

static void replace_verdict(struct finding *f, enum verdict v, const char *why)
{
	f->verdict = v;
	f->why = why;
	f->fix = "";
}

/* ---- conflicts of the policy ---- */

/* Whether the finding is about the place or something inside it. */
static bool is_at(const struct finding *f, const struct place *p)
{
	for (const struct record *i = rule_judges_notice(f->rule) ? NULL : f->record; i; i = i->parent)
		if (i == p->record)
			return i != f->record || p->field < 0 || f->field < 0 || p->field == f->field;
	return false;
}

static void reason_add_side(struct judge *j, const struct finding *f)
{
	reason_add(j, "'%s'%s%s%s %s%s%s", f->fact, *f->promise ? " (" : "", f->promise, *f->promise ? ")" : "", verdict_words(f->verdict),
	    *f->why ? ": " : "", f->why);
}

/* Whichever side holds, the limit is missed: certainly by one, perhaps by the other. Otherwise nobody knows. */
static enum verdict milder(enum verdict a, enum verdict b)
{
	if ((a == VERDICT_LONGER && b == VERDICT_MAY_BE_LONGER) || (a == VERDICT_MAY_BE_LONGER && b == VERDICT_LONGER))
		return VERDICT_MAY_BE_LONGER;
	if ((a == VERDICT_SHORTER && b == VERDICT_MAY_BE_SHORTER) || (a == VERDICT_MAY_BE_SHORTER && b == VERDICT_SHORTER))
		return VERDICT_MAY_BE_SHORTER;
	return VERDICT_CANNOT_BE_TOLD;
}

/* Both sides of an undecided conflict are judged by one rule, and it matters which one holds. */
static void merge_sides(struct judge *j, struct finding *a, struct finding *b)
{
	if (a->rule != b->rule || a->verdict == b->verdict)
		return;
	enum verdict both = milder(a->verdict, b->verdict);
	reason_add(j, "the policy contradicts itself and nobody has decided");
	reason_add_side(j, a);
	reason_add_side(j, b);
	const char *why = reason_take(j);
	replace_verdict(a, both, why);
	replace_verdict(b, both, why);
}

static void merge_conflict(struct judge *j, const struct place *one, const struct place *other)
{
	for (size_t a = 0; a < j->out->count; a++) {
		if (!is_at(&j->out->at[a], one))
			continue;
		for (size_t b = 0; b < j->out->count; b++)
			if (is_at(&j->out->at[b], other))
				merge_sides(j, &j->out->at[a], &j->out->at[b]);
	}
}

static bool is_undecided(const struct record *record, int field)
{
	if (field >= 0 && record->values[field].undecided)
		return true;
	for (; record; record = record->parent)
		if (record->undecided)
			return true;
	return false;
}

void merge_conflicts(struct judge *j)
{
	const struct records *conflicts = &j->model->sections[SECTION_conflict];
	for (uint32_t c = 0; c < conflicts->count; c++) {
		const struct record *record = &conflicts->at[c];
		const struct value *one = record_value(record, KEY_one), *other = record_value(record, KEY_other);
		if (record_value(record, KEY_enforce)->state != VALUE_STATED && one->state == VALUE_STATED && other->state == VALUE_STATED)
			merge_conflict(j, &one->fact_ref.place, &other->fact_ref.place);
	}
	for (size_t i = 0; i < j->out->count; i++) {
		struct finding *f = &j->out->at[i];
		if (f->verdict != VERDICT_NO_DIFFERENCE || !f->record || rule_judges_notice(f->rule) || !is_undecided(f->record, f->field))
			continue;
		reason_add(j, "it contradicts another statement and nobody has decided%s%s", *f->why ? "; " : "", f->why);
		replace_verdict(f, VERDICT_CANNOT_BE_TOLD, reason_take(j));
	}
}

/* ---- conflicts of laws ---- */

static bool is_limit(const struct finding *f, bool max)
{
	return f->record && f->rule->kind == CHOICE_RULE_KIND_LIMIT && f->rule->max == max;
}

/* Whether a floor is always above a ceiling from the same start, so that no promise can keep both. */
static bool exclude_each_other(struct judge *j, const struct rule *floor, const struct rule *ceiling)
{
	if (floor->from && ceiling->from && order_of_events(floor->from, ceiling->from) != ORDER_SAME)
		return false;
	struct question q = {floor->limit, ceiling->limit, BOUND_MAX, ceiling->rounding, ceiling->rolls, j->calendar};
	return compare_spans(j->memo, &q).always;
}

static void merge_floor(struct judge *j, struct finding *floor)
{
	for (size_t i = 0; i < j->out->count; i++) {
		struct finding *ceiling = &j->out->at[i];
		const struct rule *f = floor->rule, *c = ceiling->rule;
		if (ceiling->record != floor->record || f->unconfirmed != c->unconfirmed || ceiling->field != floor->field || !is_limit(ceiling, true) || !exclude_each_other(j, f, c))
			continue;
		reason_add(j, "%s asks for at least %s, %s for at most %s", f->key, reason_span(j, &f->limit), c->key, reason_span(j, &c->limit));
		const char *why = reason_take(j);
		replace_verdict(floor, VERDICT_CONFLICT, why);
		replace_verdict(ceiling, VERDICT_CONFLICT, why);
	}
}

void merge_laws(struct judge *j)
{
	for (size_t i = 0; i < j->out->count; i++)
		if (is_limit(&j->out->at[i], false))
			merge_floor(j, &j->out->at[i]);
}

/* ---- one finding for each minimum ---- */

static bool is_of_floor(const struct finding *f, const struct rule *r)
{
	return f->rule == r && is_limit(f, false) && f->verdict != VERDICT_CONFLICT;
}

/* "'retention.support' (2 years)", and the reasons, unless it has no number, or they are those of the statement before: of both sides
 * of a conflict. */
static void reason_add_statement(struct judge *j, const char *heading, const struct finding *f, const char *before)
{
	const struct value *v = judged_value(f->record, f->field);
	bool number = v->state == VALUE_STATED && v->span.kind != SPAN_WHILE && v->span.kind != SPAN_WORDS;
	bool reasons = *f->why && strcmp(f->why, before) != 0 && (f->verdict < VERDICT_CANNOT_BE_TOLD || (number && f->verdict == VERDICT_CANNOT_BE_TOLD));
	reason_add(j, "%s%s'%s' (%s)%s%s", heading, *heading ? ": " : "", f->record->path, f->promise, reasons ? ": " : "", reasons ? f->why : "");
}

/* What is found of all statements by one minimum, worst first, as one finding at the worst of them. */
static void join_floor(struct judge *j, struct finding *first, size_t end)
{
	const struct rule *r = first->rule;
	struct finding *worst = first;
	for (struct finding *f = first; f < j->out->at + end; f++)
		worst = is_of_floor(f, r) && f->verdict < worst->verdict ? f : worst;
	for (int v = 0; v < VERDICT__COUNT; v++) {
		const char *before = "";
		for (struct finding *f = first; f < j->out->at + end; f++) {
			if (!is_of_floor(f, r) || f->verdict != (enum verdict)v)
				continue;
			reason_add_statement(j, v != (int)worst->verdict && !*before ? verdict_words((enum verdict)v) : "", f, before);
			before = *f->why ? f->why : " ";
		}
	}
	*first = (struct finding){.rule = r, .record = worst->record, .field = worst->field, .verdict = worst->verdict, .promise = worst->promise,
	                          .fix = worst->fix, .vague = worst->vague, .why = reason_take(j), .fact = finding_section_fact(j, r, worst->field)};
}

void merge_floors(struct judge *j)
{
	size_t end = j->out->count, kept = 0;
	for (size_t i = 0; i < end; i++) {
		struct finding *f = &j->out->at[i];
		bool floor = is_limit(f, false) && f->verdict != VERDICT_CONFLICT, joined = false;
		for (size_t n = 0; floor && n < kept; n++)
			joined = joined || is_of_floor(&j->out->at[n], f->rule);
		if (joined)
			continue;
		if (floor)
			join_floor(j, f, end);
		j->out->at[kept++] = *f;
	}
	j->out->count = kept;
}

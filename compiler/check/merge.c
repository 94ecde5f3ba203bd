/* SPDX-License-Identifier: MIT */
/* Joins findings that cannot stand side by side: by two laws of which no promise can keep both; of all statements, by one minimum; and
 * those that are found only if a conflict of the policy is decided in one of its ways. Changes the findings' verdicts and reasons. */
#include "judge.h"

static void replace_verdict(struct finding *f, enum verdict v, const char *why)
{
	f->verdict = v;
	f->why = why;
	f->fix = "";
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

/* ---- settlements ---- */

/* Whether it is found only if the conflicts are decided in some of their ways. */
static bool is_partial(const struct finding *f)
{
	return f->settled && f->ways != (f->settled->count < MAX_WAYS ? ((uint64_t)1 << f->settled->count) - 1 : ~(uint64_t)0);
}

static bool is_found_in(const struct finding *f, unsigned way)
{
	return !f->settled || f->ways >> way & 1;
}

/* The worst verdict of one settlement; VERDICT__COUNT: none. */
static enum verdict worst_in(const struct finding *parts, size_t count, unsigned way)
{
	enum verdict worst = VERDICT__COUNT;
	for (size_t i = 0; i < count; i++)
		if (is_found_in(&parts[i], way) && parts[i].verdict < worst)
			worst = parts[i].verdict;
	return worst;
}

/* What is true in either of two settlements: a limit that one certainly misses and the other perhaps is perhaps missed. */
static enum verdict either(enum verdict a, enum verdict b)
{
	static const enum verdict pairs[][2] = {{VERDICT_LONGER, VERDICT_MAY_BE_LONGER}, {VERDICT_SHORTER, VERDICT_MAY_BE_SHORTER}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if ((a == pairs[i][0] && b == pairs[i][1]) || (a == pairs[i][1] && b == pairs[i][0]))
			return pairs[i][1];
	bool warns = (a < VERDICT__COUNT && verdict_warns(a)) || (b < VERDICT__COUNT && verdict_warns(b));
	return a == b ? a : warns ? VERDICT_CANNOT_BE_TOLD : a < b ? a : b;
}

static const struct settlements *settlements_of(const struct finding *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_partial(&parts[i]))
			return parts[i].settled;
	return NULL;
}

/* "'breach.users.deadline' (72 hours): from every start"; the verdict, if it is not that of the sentence around it. */
static void write_part(struct buf *b, const struct finding *f, enum verdict around)
{
	bool other = f->verdict != around;
	buf_printf(b, "'%s'", f->fact);
	if (*f->promise)
		buf_printf(b, " (%s)", f->promise);
	if (other || *f->why)
		buf_printf(b, ": %s%s%s", other ? verdict_words(f->verdict) : "", other && *f->why ? ": " : "", f->why);
}

/* "if 'retention.a' holds: no difference found"; with the parts: and of what. */
static void add_settlement(struct judge *j, const struct finding *parts, size_t count, const struct settlements *all, unsigned way, bool with_parts)
{
	struct buf b = {0};
	enum verdict worst = worst_in(parts, count, way);
	settled_name(j, &b, all, way);
	buf_printf(&b, ": %s", worst < VERDICT__COUNT ? verdict_words(worst) : "there is nothing to compare");
	for (size_t i = 0; with_parts && i < count; i++) {
		if (!is_found_in(&parts[i], way))
			continue;
		buf_str(&b, ": ");
		write_part(&b, &parts[i], worst);
	}
	reason_add(j, "if %.*s", (int)b.len, b.data);
	buf_free(&b);
}

/* The verdict in all settlements; where they differ, adds a reason for each. */
static enum verdict settle_verdict(struct judge *j, const struct finding *parts, size_t count, bool with_parts, bool *differ)
{
	const struct settlements *all = settlements_of(parts, count);
	enum verdict verdict = worst_in(parts, count, 0);
	*differ = false;
	for (unsigned way = 1; all && way < all->count; way++) {
		enum verdict v = worst_in(parts, count, way);
		*differ = *differ || v != worst_in(parts, count, 0);
		verdict = either(verdict, v);
	}
	if (all && all->endless) {
		reason_add(j, "the conflicts can be decided in more than %d ways", MAX_WAYS);
		return VERDICT_CANNOT_BE_TOLD;
	}
	for (unsigned way = 0; *differ && way < all->count; way++)
		add_settlement(j, parts, count, all, way, with_parts);
	return verdict;
}

/* Whichever settlement holds, each part once. */
static void add_parts(struct judge *j, const struct finding *parts, size_t count, enum verdict verdict)
{
	for (size_t i = 0; i < count; i++) {
		struct buf b = {0};
		write_part(&b, &parts[i], verdict);
		reason_add(j, "%.*s", (int)b.len, b.data);
		buf_free(&b);
	}
}

/* Findings are joined at a statement, if there is one, so that it is what legal is shown. */
static bool is_worse(const struct finding *f, const struct finding *than)
{
	return !f->record == !than->record ? f->verdict < than->verdict : f->record != NULL;
}

/* Joins what a rule has found in some settlements only, at the worst of it. */
static void join_settlements(struct judge *j, struct finding *first, size_t end)
{
	struct finding *parts = NEW_N(j->arena, struct finding, end), worst = *first;
	size_t count = 0;
	bool differ, endless = false;
	for (struct finding *f = first; f < j->out->at + end; f++) {
		if (f->rule != first->rule || !is_partial(f))
			continue;
		worst = is_worse(f, &worst) ? *f : worst;
		endless = endless || f->endless;
		parts[count++] = *f;
	}
	enum verdict verdict = settle_verdict(j, parts, count, true, &differ);
	if (!differ)
		add_parts(j, parts, count, verdict);
	*first = worst;
	first->verdict = verdict;
	first->why = reason_take(j);
	first->fix = verdict == worst.verdict ? worst.fix : "";
	first->endless = endless && verdict == VERDICT_IN_WORDS;
	first->settled = NULL;
	first->parts = parts;
	first->part_count = count;
}

void merge_settlements(struct judge *j)
{
	size_t end = j->out->count, kept = 0;
	for (size_t i = 0; i < end; i++) {
		struct finding *f = &j->out->at[i];
		bool joined = false;
		for (size_t n = 0; is_partial(f) && n < kept; n++)
			joined = joined || (j->out->at[n].rule == f->rule && j->out->at[n].parts);
		if (joined)
			continue;
		if (is_partial(f))
			join_settlements(j, f, end);
		j->out->at[kept++] = *f;
	}
	j->out->count = kept;
}

/* ---- one finding for each minimum ---- */

/* A statement that a minimum is compared with; or that in some settlement there is none. */
static bool is_of_floor(const struct finding *f, const struct rule *r)
{
	bool silent = !f->record && is_partial(f) && r->kind == CHOICE_RULE_KIND_LIMIT && !r->max;
	return f->rule == r && (silent || is_limit(f, false)) && f->verdict != VERDICT_CONFLICT;
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
	struct finding *worst = first, *parts = NEW_N(j->arena, struct finding, end);
	size_t count = 0;
	for (struct finding *f = first; f < j->out->at + end; f++) {
		if (!is_of_floor(f, r))
			continue;
		worst = is_worse(f, worst) ? f : worst;
		parts[count++] = *f;
	}
	bool differ;
	enum verdict verdict = settle_verdict(j, parts, count, false, &differ);
	for (int v = 0; v < VERDICT__COUNT; v++) {
		const char *before = "";
		for (const struct finding *f = parts; f < parts + count; f++) {
			if (f->verdict != (enum verdict)v || !f->record)
				continue;
			reason_add_statement(j, v != (int)verdict && !*before ? verdict_words((enum verdict)v) : "", f, before);
			before = *f->why ? f->why : " ";
		}
	}
	*first = (struct finding){.rule = r, .record = worst->record, .field = worst->field, .verdict = verdict, .promise = worst->promise,
	                          .fix = verdict == worst->verdict ? worst->fix : "", .vague = worst->vague, .open = worst->open, .why = reason_take(j),
	                          .fact = finding_section_fact(j, r, worst->field)};
}

void merge_floors(struct judge *j)
{
	size_t end = j->out->count, kept = 0;
	for (size_t i = 0; i < end; i++) {
		struct finding *f = &j->out->at[i];
		bool floor = is_of_floor(f, f->rule), joined = false;
		for (size_t n = 0; floor && n < kept; n++)
			joined = joined || (j->out->at[n].rule == f->rule && j->out->at[n].verdict != VERDICT_CONFLICT);
		if (joined)
			continue;
		if (floor)
			join_floor(j, f, end);
		j->out->at[kept++] = *f;
	}
	j->out->count = kept;
}

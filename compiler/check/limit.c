/* SPDX-License-Identifier: MIT */
/* Judges a length of time by a maximum or a minimum: compares the two from one start, then says what their real starts, doubts and
 * conditions make of it. */
#include "judge.h"

/* ---- events ---- */

enum order order_of_events(const struct term *promise, const struct term *law)
{
	if (term_same_moment(promise, law))
		return ORDER_SAME;
	if (term_never_before(promise, law))
		return ORDER_LATER;
	return term_never_before(law, promise) ? ORDER_EARLIER : ORDER_UNKNOWN;
}

/* ---- numbers ---- */

/* The two lengths in months, where both are of months or years. */
static bool is_months(const struct span *s)
{
	return s->unit == UNIT_MONTH || s->unit == UNIT_YEAR;
}

/* By how much the promise misses the rule: in its unit, if the law has the same, else in days. */
static struct span gap_between(const struct rule *r, const struct span *promise, const struct answer *a)
{
	enum { DAY = 86400 };
	const struct span *limit = &r->limit;
	int64_t least = a->least / DAY, most = (a->most + DAY - 1) / DAY;
	enum unit unit = UNIT_DAY;
	bool months = is_months(promise) && is_months(limit);
	if (!r->rolls && (months || promise->unit == limit->unit)) {
		int64_t of = months && promise->unit == UNIT_YEAR ? 12 : 1, at = (int64_t)limit->max * (months && limit->unit == UNIT_YEAR ? 12 : 1);
		int64_t low = promise->min * of - at, high = promise->max * of - at;
		bool years = months && low % 12 == 0 && high % 12 == 0;
		if ((r->max ? high : -low) > 0) { /* else they are the same number, and differ by how a month is counted */
			least = (r->max ? low : -high) / (years ? 12 : 1);
			most = (r->max ? high : -low) / (years ? 12 : 1);
			unit = years ? UNIT_YEAR : months ? UNIT_MONTH : limit->unit;
		}
	}
	least = a->always && least > 0 ? least : 0;
	return (struct span){least == 0 ? SPAN_UP_TO : least == most ? SPAN_EXACT : SPAN_RANGE, unit, (unsigned)least, (unsigned)most, NULL};
}

/* Adds the example or the figures of a comparison. */
static void add_answer(struct judge *j, const struct rule *r, const struct span *range, const struct answer *a)
{
	struct buf b = {0};
	unsigned n = r->max ? range->max : range->min;
	const struct span *limit = &r->limit, exact = {SPAN_EXACT, range->unit, n, n, NULL}, *promise = &exact, gap = gap_between(r, range, a);
	if (a->sometimes && !a->always)
		buf_printf(&b, "from %s%s, %s end on %s, %s on %s", reason_day(j, a->start), a->at_day_end ? " at 23:59:59" : "", reason_span(j, promise),
		           reason_day(j, a->promise_ends), reason_span(j, limit), reason_day(j, a->limit_ends));
	if (a->sometimes && !a->always)
		buf_printf(&b, " (%u of %u start days, by %s%s)", a->starts, a->all, reason_span(j, &gap), r->rolls ? "; the law's end moves to the next working day" : "");
	if (a->always)
		buf_printf(&b, "from every start, by %s", reason_span(j, &gap));
	if (a->sometimes && policy_unit_seconds_(limit->unit) && !policy_unit_seconds_(promise->unit))
		BUF_LIT(&b, ": days end at midnight, hours run from the event");
	if (b.len)
		reason_add(j, "%.*s", (int)b.len, b.data);
	if (a->first_year && !a->out_of_calendar)
		reason_add(j, "%s last %d to %d calendar days in the years %d to %d", reason_span(j, range), a->shortest, a->longest, a->first_year,
		           a->last_year);
	buf_free(&b);
}

/* A maximum or a minimum is missed from every start, or from some. */
static enum verdict failure(bool max, bool always)
{
	return max ? always ? VERDICT_LONGER : VERDICT_MAY_BE_LONGER : always ? VERDICT_SHORTER : VERDICT_MAY_BE_SHORTER;
}

/* The lengths were compared from one start: adjusts the verdict to the two that the promise and the law really have. */
static enum verdict adjust_for_starts(struct judge *j, const struct rule *r, const struct value *from, enum verdict v)
{
	bool holds = v == VERDICT_NO_DIFFERENCE, always = v == failure(r->max, true);
	if (!from || from->state != VALUE_STATED) {
		reason_add(j, "from when, the policy does not say%s%s", r->from ? "; the law counts from " : "", r->from ? reason_term(j, r->from) : "");
		return holds ? VERDICT_CANNOT_BE_TOLD : r->max ? v : VERDICT_MAY_BE_SHORTER;
	}
	if (!r->from) {
		reason_add(j, "no start is recorded of the rule; compared from %s", reason_term(j, from->term));
		return r->max ? v : holds ? VERDICT_CANNOT_BE_TOLD : VERDICT_MAY_BE_SHORTER;
	}
	enum order order = order_of_events(from->term, r->from);
	if (order == ORDER_SAME)
		return v;
	if (order == ORDER_UNKNOWN) {
		reason_add(j, "the promise runs from %s, the law counts from %s; how they stand to each other is not declared", reason_term(j, from->term),
		           reason_term(j, r->from));
		return holds ? VERDICT_CANNOT_BE_TOLD : failure(r->max, false);
	}
	bool later = order == ORDER_LATER;
	reason_add(j, "the promise runs from %s, the law counts from %s, which may be %s", reason_term(j, from->term), reason_term(j, r->from),
	           later ? "earlier" : "later");
	if (later == r->max)
		return holds ? failure(r->max, false) : v;
	return always ? failure(r->max, false) : v;
}

static enum verdict judge_number(struct judge *j, const struct rule *r, const struct record *record, const struct span *promise)
{
	const bool bound = promise->kind == SPAN_UP_TO;
	const struct span whole = {bound ? SPAN_EXACT : promise->kind, promise->unit, bound ? promise->max : promise->min, promise->max, NULL};
	struct question q = {whole, r->limit, r->max ? BOUND_MAX : BOUND_MIN, r->rounding, r->rolls, j->calendar};
	const struct term *doubt = inexact_certainty(record);
	struct answer a = compare_spans(j->memo, &q);
	if (a.out_of_calendar) {
		reason_add(j, "%s", j->calendar->first_year ? "no start of the calendar has an end in it" : "the calendar knows no working days");
		return VERDICT_CANNOT_BE_TOLD;
	}
	enum verdict v = a.always ? failure(r->max, true) : a.sometimes ? failure(r->max, false) : VERDICT_NO_DIFFERENCE;
	if (!bound || v != VERDICT_NO_DIFFERENCE)
		add_answer(j, r, &whole, &a);
	if (bound && (r->max ? v == VERDICT_LONGER : v != VERDICT_SHORTER)) {
		reason_add(j, "%s", r->max ? "it may be kept for less" : "it states no minimum: it may go at any time before");
		v = failure(r->max, false);
	}
	if (promise->kind == SPAN_RANGE && v != VERDICT_NO_DIFFERENCE)
		reason_add(j, "a range promises no more than its %s end", r->max ? "longer" : "shorter");
	v = adjust_for_starts(j, r, judged_field(record, KEY_from), v);
	if (doubt) {
		j->vague = true;
		reason_add(j, "said with '%s', which is not a firm number", doubt->id);
		v = v == VERDICT_NO_DIFFERENCE ? failure(r->max, false) : !r->max && v == VERDICT_SHORTER ? VERDICT_MAY_BE_SHORTER : v;
	}
	return lower_if_not_binding(j, record, v);
}

/* ---- a statement ---- */

static enum verdict judge_span(struct judge *j, const struct rule *r, const struct record *record, const struct span *s)
{
	switch (s->kind) {
	case SPAN_EXACT:
	case SPAN_RANGE:
	case SPAN_UP_TO: return judge_number(j, r, record, s);
	case SPAN_INDEFINITE: return r->max ? VERDICT_LONGER : lower_if_not_binding(j, record, VERDICT_NO_DIFFERENCE);
	case SPAN_WHILE:
	case SPAN_WORDS:
		j->vague = true;
		reason_add(j, "a number is missing: '%s' is not one", reason_span(j, s));
		break;
	}
	return VERDICT_CANNOT_BE_TOLD;
}

/* A promise that may pause is longer than its number by as much as nobody can tell: no maximum is met by it. */
static enum verdict lower_if_pauses(struct judge *j, const struct rule *r, const struct record *record, enum verdict v)
{
	const struct value *pauses = judged_field(record, KEY_pauses_while);
	if (!r->max || !pauses || pauses->state != VALUE_STATED || v == VERDICT_CANNOT_BE_TOLD)
		return v;
	reason_add_ids(j, "longer when paused, while: ", pauses->list.at, pauses->list.count);
	return v == VERDICT_NO_DIFFERENCE ? VERDICT_CANNOT_BE_TOLD : v;
}

static bool is_self_service(const struct record *record)
{
	const struct value *v = judged_field(record, KEY_self_service);
	return v && v->state == VALUE_STATED && v->flag;
}

enum verdict judge_limit(struct judge *j, const struct rule *r, const struct record *record, int *field)
{
	if (is_self_service(record)) {
		*field = -1;
		reason_add(j, "the person does it alone");
		return VERDICT_NO_DIFFERENCE;
	}
	for (unsigned i = 0; i < r->field_count; i++) {
		const struct value *v = judged_value(record, r->fields[i]);
		if (v->state != VALUE_STATED)
			continue;
		*field = r->fields[i];
		enum verdict verdict = lower_if_pauses(j, r, record, judge_span(j, r, record, &v->span));
		if (i == 0 || verdict != VERDICT_NO_DIFFERENCE)
			return verdict;
		reason_add(j, "only '%s' is promised, '%s' is not stated", record->section->fields[r->fields[i]].key, record->section->fields[r->fields[0]].key);
		return VERDICT_CANNOT_BE_TOLD;
	}
	*field = r->fields[0];
	return judge_nothing(j, r, record);
}

/* SPDX-License-Identifier: 0BSD */
/* ---- pauses: the clock of a deadline stands (C7 to C9 of SEMANTICS.md) ---- */

/* The end of a length as it moves on. */
struct policy_running_ {
	const struct policy *p;
	const struct policy_list *reasons; /* conditions: while one of them holds the clock stands */
	const struct policy_case *c;
	unsigned unit;
	int64_t start;
};

static inline int policy_stands_while_(const struct policy_running_ *r, unsigned condition)
{
	return r->reasons->state != POLICY_LIST_NONE && policy_covers_(r->p, *r->reasons, POLICY_RELATION_CONDITION, condition) == POLICY_OK;
}

/* The first stretch from a time on in which the clock stands. The next one is asked for from its end on, so what several cover counts
 * once. */
static inline int policy_next_pause_(const struct policy_running_ *r, int64_t since, struct policy_pause *found)
{
	unsigned i;
	found->what = POLICY_NONE;
	for (i = 0; i < r->c->pause_count; i++) {
		const struct policy_pause *one = r->c->pauses + i;
		const int64_t from = one->from > since ? one->from : since;
		if (one->until > from && from <= POLICY_TIME_LAST_ && (found->what == POLICY_NONE || from < found->from) && policy_stands_while_(r, one->what)) {
			found->what = one->what;
			found->from = from;
			found->until = one->until;
		}
	}
	return found->what != POLICY_NONE;
}

/* Of hours and minutes: as many seconds as the clock stood. */
static inline enum policy_result policy_stand_seconds_(const struct policy_running_ *r, struct policy_deadline *end)
{
	struct policy_pause stop;
	int64_t since = r->start;
	while (policy_next_pause_(r, since, &stop) && stop.from < end->end) {
		if (stop.until > POLICY_TIME_LAST_)
			return POLICY_PAUSED;
		end->end += stop.until - stop.from;
		since = stop.until;
	}
	return policy_ends_at_(end->end, policy_local_day_(policy_calendar_of(r->p), end->end), end);
}

/* Of all else: a day (or business day) for each one that the clock stands in, from the day after the event to the last. */
static inline enum policy_result policy_stand_days_(const struct policy_running_ *r, struct policy_deadline *end)
{
	const struct policy_calendar *c = policy_calendar_of(r->p);
	enum policy_result result = POLICY_OK;
	struct policy_pause stop;
	int64_t since = r->start, day = end->day, seen = policy_local_day_(c, r->start), days; /* seen: the last day that is dealt with */
	while (policy_next_pause_(r, since, &stop) && policy_local_day_(c, stop.from) <= day) {
		const int64_t from = policy_local_day_(c, stop.from), first = from > seen ? from : seen + 1;
		if (stop.until > POLICY_TIME_LAST_)
			return POLICY_PAUSED;
		since = stop.until;
		seen = policy_local_day_(c, stop.until - 1);
		if (seen < first)
			continue; /* all of it in a day that is dealt with */
		days = r->unit == POLICY_UNIT_BUSINESS_DAY ? policy_working_in_(c, first, seen + 1) : seen + 1 - first;
		if (r->unit != POLICY_UNIT_BUSINESS_DAY)
			day += days;
		else if (days > 0 && policy_working_after_(c, days, &day) != POLICY_OK)
			result = POLICY_OUT_OF_CALENDAR;
	}
	return policy_ends_with_(c, result, day, end);
}

/* Move an end that was counted without pauses (`counted`; if it is filled). POLICY_PAUSED: the clock stands; there is no end yet. */
static inline enum policy_result policy_stand_(const struct policy *p, const struct policy_list *reasons, const struct policy_case *c, unsigned unit,
                                               int64_t start, enum policy_result counted, struct policy_deadline *end)
{
	struct policy_running_ r;
	enum policy_result result;
	r.p = p;
	r.reasons = reasons;
	r.c = c;
	r.unit = unit;
	r.start = start;
	result = policy_unit_seconds_(unit) ? policy_stand_seconds_(&r, end) : policy_stand_days_(&r, end);
	return result == POLICY_OK ? counted : result;
}

/* policy_span_end of a length with a number, whose clock stands while one of `reasons` holds; NULL: it never does. */
static inline enum policy_result policy_span_end_paused_(const struct policy *p, const struct policy_span *s, const struct policy_list *reasons,
                                                         const struct policy_case *c, int64_t start, struct policy_period *out)
{
	const struct policy_calendar *calendar = policy_calendar_of(p);
	struct policy_period moved;
	enum policy_result result = policy_span_end(p, s, start, &moved), first;
	if (policy_unfilled_(calendar, result))
		return result;
	if (reasons && c->pause_count > 0) {
		first = policy_stand_(p, reasons, c, s->unit, start, result, &moved.first);
		result = policy_stand_(p, reasons, c, s->unit, start, result, &moved.last);
		if (policy_unfilled_(calendar, result)) /* so is the first, or it was over sooner */
			return result;
		if (first != POLICY_OK)
			result = first;
	}
	out->first = moved.first;
	out->last = moved.last;
	return result;
}

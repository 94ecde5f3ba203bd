/* SPDX-License-Identifier: MIT */
/* Compares lengths of time by their ends: bounds first, then a walk over all start days. Knows no policy and no law. */
#include "compare.h"
#include <string.h>

_Static_assert((int)CHOICE_ROUNDING_LAST_DAY == (int)POLICY_ROUNDING_LAST_DAY && (int)CHOICE_ROUNDING_NEXT_DAY == (int)POLICY_ROUNDING_NEXT_DAY,
               "the roundings are policy.h's");

enum { DAY = 86400, HOUR = 3600, CYCLE = 146097, CYCLE_START = 2000 };

/* One reading of a length: what is counted, and by which rules. */
struct reading {
	enum unit unit;
	unsigned count;
	bool next_day; /* a missing date is the first of the next month, else the last of its own */
	bool rolls;
	const struct policy_calendar *calendar;
	/* of the month at hand */
	int32_t target; /* day before the first of the month it ends in */
	int target_days;
};

struct month {
	int year, month, days;
	int32_t before; /* day before its first */
};

static struct month month_at(int y, int m)
{
	return (struct month){y, m, policy_month_days_(y, m), date_days((struct date){y, m, 1}) - 1};
}

static bool is_months(enum unit u)
{
	return u == UNIT_MONTH || u == UNIT_YEAR;
}

static unsigned months_of(const struct reading *r)
{
	return r->unit == UNIT_YEAR ? r->count * 12 : r->count;
}

/* ---- ends ---- */

/* Where the starts of a month end. */
static void enter_month(struct reading *r, const struct month *m)
{
	if (!is_months(r->unit))
		return;
	unsigned last = (unsigned)(m->month - 1) + months_of(r);
	struct month t = month_at(m->year + (int)(last / 12), (int)(last % 12) + 1);
	r->target = t.before;
	r->target_days = t.days;
}

static bool is_working(const struct policy_calendar *c, int32_t day)
{
	unsigned weekday = (unsigned)((day % 7 + 7 + 3) % 7); /* 1970-01-01 was a Thursday; 0 is Monday */
	enum policy_result known = policy_calendar_working(c, day);
	return known == POLICY_OUT_OF_CALENDAR ? !(c->weekend >> weekday & 1) : known == POLICY_OK;
}

/* The last day of the period, from the day `of` of month m. False: beyond the calendar. */
static bool last_day(const struct reading *r, const struct month *m, int of, int32_t *out)
{
	int32_t start = m->before + of;
	struct policy_deadline d;
	switch (r->unit) {
	case UNIT_DAY: *out = start + (int32_t)r->count; break;
	case UNIT_WEEK: *out = start + 7 * (int32_t)r->count; break;
	case UNIT_MONTH:
	case UNIT_YEAR:
		*out = r->target + (of <= r->target_days ? of : r->target_days + r->next_day);
		break;
	case UNIT_BUSINESS_DAY:
		if (policy_calendar_add(r->calendar, POLICY_UNIT_BUSINESS_DAY, r->count, (int64_t)start * DAY + DAY / 2 - r->calendar->offset, &d) != POLICY_OK)
			return false;
		*out = d.day;
		break;
	default: *out = start + (int32_t)(r->count * HOUR / DAY);
	}
	while (r->rolls && !is_working(r->calendar, *out))
		++*out;
	return true;
}

/* The end in seconds of local time, for an event at `second` of its day. */
static bool end_of(const struct reading *r, const struct month *m, int of, int second, int64_t *out)
{
	int32_t day;
	if (r->unit == UNIT_HOUR) {
		*out = (int64_t)(m->before + of) * DAY + second + (int64_t)r->count * HOUR;
		return true;
	}
	if (!last_day(r, m, of, &day))
		return false;
	*out = ((int64_t)day + 1) * DAY;
	return true;
}

/* ---- the readings ---- */

/* The promise and the limit, each at its longest and its shortest. */
struct readings {
	struct reading long_promise, short_promise, long_limit, short_limit;
	bool business;
};

static struct reading read_as(const struct span *s, bool longest, unsigned rounding, const struct calendar *c)
{
	return (struct reading){
		.unit = s->unit, .count = longest ? s->max : s->min,
		.next_day = rounding ? rounding == CHOICE_ROUNDING_NEXT_DAY : longest,
		.calendar = longest ? c->longest : c->shortest,
	};
}

/* Roundings: CHOICE_ROUNDING_..., 0: both. */
static struct readings readings_of(const struct question *q, unsigned promise, unsigned limit)
{
	struct readings r = {
		read_as(&q->promise, true, promise, q->calendar), read_as(&q->promise, false, promise, q->calendar),
		read_as(&q->limit, true, limit, q->calendar), read_as(&q->limit, false, limit, q->calendar),
		q->promise.unit == UNIT_BUSINESS_DAY || q->limit.unit == UNIT_BUSINESS_DAY,
	};
	r.long_limit.rolls = q->rolls;
	return r;
}

/* ---- bounds ---- */

/* Seconds from the event to the end: never fewer, never more. A month is 30.44 days on average; N of them are off by less than
 * 6 days (leap years that fall out, a last day that is missing). Rolling adds what a run of free days can have. */
static void bounds_of(const struct reading *r, int64_t *least, int64_t *most)
{
	enum { SLACK = 6, LONGEST_BREAK = 31 };
	int64_t n = r->count, days;
	if (r->unit == UNIT_HOUR) {
		*least = *most = n * HOUR;
		return;
	}
	days = r->unit == UNIT_WEEK ? 7 * n : is_months(r->unit) ? months_of(r) * (int64_t)CYCLE / 4800 : n;
	*least = days * DAY;
	*most = (days + 1 + (r->rolls ? LONGEST_BREAK : 0)) * DAY;
	if (is_months(r->unit)) {
		*least -= (int64_t)SLACK * DAY;
		*most += (int64_t)SLACK * DAY;
	}
}

/* Whether the bounds alone decide it. Business days are counted out: their figures are reported. */
static bool decided(const struct question *q, const struct readings *r, struct answer *a)
{
	int64_t promise_least, promise_most, limit_least, limit_most, ignored;
	bounds_of(&r->short_promise, &promise_least, &ignored);
	bounds_of(&r->long_promise, &ignored, &promise_most);
	bounds_of(&r->short_limit, &limit_least, &ignored);
	bounds_of(&r->long_limit, &ignored, &limit_most);
	bool longer = promise_least > limit_most, shorter = promise_most < limit_least;
	bool bad = q->bound == BOUND_MAX ? longer : shorter;
	if (r->business || (!longer && !shorter))
		return false;
	a->all = CYCLE;
	a->starts = bad ? CYCLE : 0;
	a->sometimes = a->always = bad;
	return true;
}

/* ---- the walk ---- */

struct walk {
	const struct question *question;
	struct readings r;
	struct answer *answer;
	int worst_second, best_second; /* of the day of the event */
	/* how good the witness is */
	bool recent, plain;
	int64_t gap;
};

/* A plain witness: a date that every month has, and a limit that ends on a working day, in the last year that is decreed.
 * Then the widest gap, then the earliest. */
static void consider(struct walk *w, const struct month *m, int of, int64_t gap)
{
	struct answer *a = w->answer;
	int32_t promise, limit;
	bool max = w->question->bound == BOUND_MAX;
	if (!last_day(max ? &w->r.long_promise : &w->r.short_promise, m, of, &promise) ||
	    !last_day(max ? &w->r.short_limit : &w->r.long_limit, m, of, &limit))
		return;
	bool recent = w->r.business || m->year == w->question->calendar->last_year;
	bool plain = of <= 28 && is_working(w->question->calendar->stated, limit);
	bool better = recent != w->recent ? recent : plain != w->plain ? plain : gap > w->gap;
	if (a->starts > 1 && !better)
		return;
	w->recent = recent;
	w->plain = plain;
	w->gap = gap;
	a->start = m->before + of;
	a->promise_ends = promise;
	a->limit_ends = limit;
	a->at_day_end = w->worst_second != 0;
}

static void note_length(struct walk *w, const struct month *m, int of)
{
	struct answer *a = w->answer;
	int32_t day;
	if (last_day(&w->r.short_promise, m, of, &day) && (a->all == 1 || day - m->before - of < a->shortest))
		a->shortest = day - m->before - of;
	if (last_day(&w->r.long_promise, m, of, &day) && (a->all == 1 || day - m->before - of > a->longest))
		a->longest = day - m->before - of;
}

static void try_start(struct walk *w, const struct month *m, int of)
{
	struct answer *a = w->answer;
	int64_t long_promise, short_promise, long_limit, short_limit;
	bool max = w->question->bound == BOUND_MAX;
	/* the long promise against the short limit looks worst for a maximum, best for a minimum */
	int above = max ? w->worst_second : w->best_second, below = max ? w->best_second : w->worst_second;
	if (!end_of(&w->r.long_promise, m, of, above, &long_promise) || !end_of(&w->r.short_limit, m, of, above, &short_limit) ||
	    !end_of(&w->r.short_promise, m, of, below, &short_promise) || !end_of(&w->r.long_limit, m, of, below, &long_limit))
		return;
	int64_t over = long_promise - short_limit, under = long_limit - short_promise;
	a->all++;
	if (max ? under >= 0 : over >= 0)
		a->always = false;
	if (w->r.business)
		note_length(w, m, of);
	if (max ? over > 0 : under > 0) {
		a->starts++;
		consider(w, m, of, max ? over : under);
	}
}

/* An end of a day is latest after an event in the day's first second, an end in hours after one in its last. */
static void set_seconds(struct walk *w)
{
	bool promise = w->question->promise.unit == UNIT_HOUR, limit = w->question->limit.unit == UNIT_HOUR;
	bool late = w->question->bound == BOUND_MAX ? promise && !limit : limit && !promise;
	w->worst_second = late ? DAY - 1 : 0;
	w->best_second = promise == limit ? 0 : late ? 0 : DAY - 1;
}

static void walk(struct walk *w)
{
	const struct calendar *c = w->question->calendar;
	int first = w->r.business ? c->first_year : CYCLE_START, last = w->r.business ? c->last_year : CYCLE_START + 399;
	enum { READINGS = 4 };
	struct reading *all[READINGS] = {&w->r.long_promise, &w->r.short_promise, &w->r.long_limit, &w->r.short_limit};
	for (int y = first; y <= last; y++)
		for (int month = 1; month <= 12; month++) {
			struct month m = month_at(y, month);
			for (size_t i = 0; i < READINGS; i++)
				enter_month(all[i], &m);
			for (int of = 1; of <= m.days; of++)
				try_start(w, &m, of);
		}
}

static struct answer compare_rounded(const struct question *q, unsigned promise, unsigned limit)
{
	struct answer a = {.always = true};
	struct walk w = {.question = q, .r = readings_of(q, promise, limit), .answer = &a};
	if (decided(q, &w.r, &a))
		return a;
	set_seconds(&w);
	walk(&w);
	a.sometimes = a.starts > 0;
	a.out_of_calendar = a.all == 0;
	a.always = a.always && a.sometimes;
	if (w.r.business) {
		a.first_year = q->calendar->first_year;
		a.last_year = q->calendar->last_year;
	}
	return a;
}

/* A law that does not say where a month ends is counted as the promise is. Where nobody says, either may be right, but one and the
 * same for both: five years are not shorter than five years. */
static struct answer compare(const struct question *q)
{
	unsigned promise = q->calendar->stated->rounding, limit = q->rounding ? q->rounding : promise;
	if (limit)
		return compare_rounded(q, promise, limit);
	struct answer a = compare_rounded(q, CHOICE_ROUNDING_LAST_DAY, CHOICE_ROUNDING_LAST_DAY);
	struct answer b = compare_rounded(q, CHOICE_ROUNDING_NEXT_DAY, CHOICE_ROUNDING_NEXT_DAY);
	struct answer both = a.starts >= b.starts ? a : b;
	both.sometimes = a.sometimes || b.sometimes;
	both.always = a.always && b.always;
	return both;
}

/* ---- what was worked out before ---- */

static bool same_span(const struct span *a, const struct span *b)
{
	return a->unit == b->unit && a->min == b->min && a->max == b->max;
}

static bool same_question(const struct question *a, const struct question *b)
{
	return same_span(&a->promise, &b->promise) && same_span(&a->limit, &b->limit) && a->bound == b->bound && a->rounding == b->rounding &&
	       a->rolls == b->rolls && a->calendar == b->calendar;
}

struct answer compare_spans(struct comparisons *c, const struct question *q)
{
	for (unsigned i = 0; i < c->count; i++)
		if (same_question(&c->known[i].question, q))
			return c->known[i].answer;
	struct answer a = compare(q);
	if (c->count < sizeof c->known / sizeof *c->known)
		c->known[c->count++] = (struct known){*q, a};
	return a;
}

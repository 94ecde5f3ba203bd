/* SPDX-License-Identifier: MIT */
/* Compares lengths of time by their ends: a walk over all start days, and where the answer depends on the start, a second one for an
 * example. Knows no policy and no law. */
#include "compare.h"
#include <string.h>

_Static_assert((int)CHOICE_ROUNDING_LAST_DAY == (int)POLICY_ROUNDING_LAST_DAY && (int)CHOICE_ROUNDING_NEXT_DAY == (int)POLICY_ROUNDING_NEXT_DAY,
               "the roundings are policy.h's");

enum { DAY = 86400, CYCLE_START = 2000, CYCLE_YEARS = 400 };

struct month {
	int year, month, days;
	int32_t before; /* day before its first */
};

/* One reading of a length: what is counted, and by which rules. */
struct reading {
	enum unit unit;
	unsigned count;
	bool next_day; /* a missing date is the first of the next month, else the last of its own */
	bool rolls;
	const struct policy_calendar *calendar;
	struct month target; /* of months and years: that in which the starts of the month at hand end */
};

static struct month month_at(int y, int m)
{
	return (struct month){y, m, policy_month_days_(y, m), date_days((struct date){y, m, 1}) - 1};
}

static void next_month(struct month *m)
{
	m->before += m->days;
	m->year += m->month == 12;
	m->month = m->month % 12 + 1;
	m->days = policy_month_days_(m->year, m->month);
}

static bool is_months(enum unit u)
{
	return u == UNIT_MONTH || u == UNIT_YEAR;
}

/* ---- ends ---- */

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
		*out = r->target.before + (of <= r->target.days ? of : r->target.days + r->next_day);
		break;
	case UNIT_BUSINESS_DAY:
		if (policy_calendar_add(r->calendar, POLICY_UNIT_BUSINESS_DAY, r->count, policy_day_end_(r->calendar, start) - 1, &d) != POLICY_OK)
			return false;
		*out = d.day;
		break;
	default: *out = start + (int32_t)(r->count * policy_unit_seconds_(r->unit) / DAY);
	}
	return true;
}

/* Where a day that is not a working day moves to. */
static int32_t rolled(const struct reading *r, int32_t day)
{
	while (r->rolls && !is_working(r->calendar, day))
		day++;
	return day;
}

/* The end in seconds of local time, for an event at `second` of its day; roll: as the reading rolls. */
static bool end_of(const struct reading *r, const struct month *m, int of, int second, bool roll, int64_t *out)
{
	int32_t day;
	if (policy_unit_seconds_(r->unit)) {
		*out = (int64_t)(m->before + of) * DAY + second + (int64_t)r->count * policy_unit_seconds_(r->unit);
		return true;
	}
	if (!last_day(r, m, of, &day))
		return false;
	*out = ((int64_t)(roll ? rolled(r, day) : day) + 1) * DAY;
	return true;
}

/* ---- the readings ---- */

/* The promise and the limit, each at its longest and its shortest. */
enum { LONG_PROMISE, SHORT_PROMISE, LONG_LIMIT, SHORT_LIMIT, READINGS };

static struct reading read_as(const struct span *s, bool longest, unsigned rounding, const struct calendar *c)
{
	return (struct reading){
		.unit = s->unit, .count = longest ? s->max : s->min,
		.next_day = rounding ? rounding == CHOICE_ROUNDING_NEXT_DAY : longest,
		.calendar = longest ? c->longest : c->shortest,
	};
}

/* ---- the walk ---- */

struct walk {
	const struct question *question;
	struct reading read[READINGS];
	bool business;   /* business days are counted: only the years of the calendar are known */
	int64_t farthest_roll; /* seconds that a limit moves at most; 0: it does not roll */
	int worst_second, best_second; /* of the day of the event */
	struct month at; /* the month of the starts */
};

/* By how much the promise misses the limit from one start, in seconds: read as it looks worst, and as it looks best. */
struct gap {
	int64_t worst, best;
};

static void enter_year(struct walk *w, int year)
{
	w->at = month_at(year, 1);
	for (int i = 0; i < READINGS; i++) {
		struct reading *r = &w->read[i];
		unsigned months = r->unit == UNIT_YEAR ? r->count * 12 : r->count;
		if (is_months(r->unit))
			r->target = month_at(year + (int)(months / 12), (int)(months % 12) + 1);
	}
}

static void leave_month(struct walk *w)
{
	next_month(&w->at);
	for (int i = 0; i < READINGS; i++)
		if (is_months(w->read[i].unit))
			next_month(&w->read[i].target);
}

/* The starts up to this day have ends at the same distance: their dates are there in the month of each end. */
static int last_alike(const struct walk *w)
{
	int last = w->business ? 1 : w->at.days;
	for (int i = 0; i < READINGS; i++)
		if (is_months(w->read[i].unit) && w->read[i].target.days < last)
			last = w->read[i].target.days;
	return last;
}

/* False: an end lies beyond the calendar. */
static bool gap_at(const struct walk *w, int of, bool roll, struct gap *gap)
{
	int64_t long_promise, short_promise, long_limit, short_limit;
	bool max = w->question->bound == BOUND_MAX;
	/* the long promise against the short limit looks worst for a maximum, best for a minimum */
	int above = max ? w->worst_second : w->best_second, below = max ? w->best_second : w->worst_second;
	if (!end_of(&w->read[LONG_PROMISE], &w->at, of, above, roll, &long_promise) || !end_of(&w->read[SHORT_LIMIT], &w->at, of, above, roll, &short_limit) ||
	    !end_of(&w->read[SHORT_PROMISE], &w->at, of, below, roll, &short_promise) || !end_of(&w->read[LONG_LIMIT], &w->at, of, below, roll, &long_limit))
		return false;
	int64_t over = long_promise - short_limit, under = long_limit - short_promise;
	*gap = max ? (struct gap){over, -under} : (struct gap){under, -over};
	return true;
}

/* Whether a limit that rolls leaves it open, on both readings, whether the promise misses it: then each start has to be looked at. */
static bool roll_decides(const struct walk *w, struct gap gap)
{
	if (w->question->bound == BOUND_MAX)
		return gap.worst > 0 && gap.best <= w->farthest_roll;
	return gap.best <= 0 && gap.worst > -w->farthest_roll;
}

static void note_length(const struct walk *w, int of, struct answer *a)
{
	int32_t day;
	if (last_day(&w->read[SHORT_PROMISE], &w->at, of, &day) && (a->all == 1 || day - w->at.before - of < a->shortest))
		a->shortest = day - w->at.before - of;
	if (last_day(&w->read[LONG_PROMISE], &w->at, of, &day) && (a->all == 1 || day - w->at.before - of > a->longest))
		a->longest = day - w->at.before - of;
}

/* Adds `count` starts that are like the day `of`, but for where their limits roll to. */
static void count_starts(const struct walk *w, int of, int count, struct answer *a)
{
	struct gap gap;
	if (!gap_at(w, of, false, &gap))
		return;
	if (w->farthest_roll && roll_decides(w, gap)) {
		if (count > 1) {
			for (int i = 0; i < count; i++)
				count_starts(w, of + i, 1, a);
			return;
		}
		gap_at(w, of, true, &gap);
	}
	a->least = a->all == 0 || gap.best < a->least ? gap.best : a->least;
	a->most = gap.worst > a->most ? gap.worst : a->most;
	a->all += (unsigned)count;
	a->starts += gap.worst > 0 ? (unsigned)count : 0;
	a->always = a->always && gap.best > 0;
	if (w->business)
		note_length(w, of, a);
}

/* The answer without an example, from the starts of some years. */
static struct answer count_years(struct walk *w, int first, int last)
{
	struct answer a = {.always = true};
	bool months = false;
	for (int i = 0; i < READINGS; i++)
		months = months || is_months(w->read[i].unit);
	if (!months && !w->business && !w->farthest_roll) { /* days and hours end at the same distance from every start */
		enter_year(w, first);
		count_starts(w, 1, date_days((struct date){last + 1, 1, 1}) - date_days((struct date){first, 1, 1}), &a);
		first = last + 1;
	}
	for (int year = first; year <= last; year++) {
		enter_year(w, year);
		for (int month = 0; month < 12; month++) {
			int alike = last_alike(w);
			count_starts(w, 1, alike, &a);
			for (int of = alike + 1; of <= w->at.days; of++)
				count_starts(w, of, 1, &a);
			leave_month(w);
		}
	}
	a.out_of_calendar = a.all == 0;
	a.sometimes = a.starts > 0;
	a.always = a.always && a.sometimes;
	a.least = a.always && !w->farthest_roll ? a.least : 0;
	return a;
}

/* ---- the example ---- */

/* The best example so far of a start from which the promise fails. */
struct example {
	bool found;
	bool plain; /* a date that every month has, and a limit that ends on a working day */
	int64_t gap;
};

static void consider(const struct walk *w, int of, struct example *best, struct answer *a)
{
	enum { IN_EVERY_MONTH = 28 };
	struct gap gap;
	int32_t promise, limit;
	bool max = w->question->bound == BOUND_MAX;
	if (!gap_at(w, of, true, &gap) || gap.worst <= 0 || !last_day(&w->read[max ? LONG_PROMISE : SHORT_PROMISE], &w->at, of, &promise) ||
	    !last_day(&w->read[max ? SHORT_LIMIT : LONG_LIMIT], &w->at, of, &limit))
		return;
	limit = rolled(&w->read[max ? SHORT_LIMIT : LONG_LIMIT], limit);
	bool plain = of <= IN_EVERY_MONTH && is_working(w->question->calendar->stated, limit);
	if (best->found && (plain != best->plain ? best->plain : gap.worst <= best->gap))
		return;
	*best = (struct example){true, plain, gap.worst};
	a->start = w->at.before + of;
	a->promise_ends = promise;
	a->limit_ends = limit;
	a->at_day_end = w->worst_second != 0;
}

/* The best one of these years is plain, then has the widest gap, then is the earliest. */
static bool find_example(struct walk *w, int first, int last, struct answer *a)
{
	struct example best = {0};
	for (int year = first; year <= last; year++) {
		enter_year(w, year);
		for (int month = 0; month < 12; month++) {
			for (int of = 1; of <= w->at.days; of++)
				consider(w, of, &best, a);
			leave_month(w);
		}
	}
	return best.found;
}

/* ---- one question ---- */

/* The most days off in a row that the calendar knows, in seconds: after its years there are weekends, at its ends they may touch. */
static int64_t farthest_roll(const struct calendar *c)
{
	enum { WEEK = 7 };
	const struct policy_calendar *const read[] = {c->longest, c->shortest};
	int64_t longest = 0;
	for (int i = 0; i < 2; i++)
		for (int32_t day = read[i]->first - WEEK, run = 0; day < read[i]->first + (int32_t)read[i]->days + WEEK; day++) {
			run = is_working(read[i], day) ? 0 : run + 1;
			longest = run > longest ? run : longest;
		}
	return longest * DAY;
}

/* An end of a day is latest after an event in the day's first second, an end in hours after one in its last. */
static void set_seconds(struct walk *w)
{
	bool promise = policy_unit_seconds_(w->question->promise.unit), limit = policy_unit_seconds_(w->question->limit.unit);
	bool late = w->question->bound == BOUND_MAX ? promise && !limit : limit && !promise;
	w->worst_second = late ? DAY - 1 : 0;
	w->best_second = promise == limit ? 0 : late ? 0 : DAY - 1;
}

/* Roundings: CHOICE_ROUNDING_..., 0: both. */
static struct answer compare_rounded(const struct question *q, unsigned promise, unsigned limit)
{
	const struct calendar *c = q->calendar;
	bool business = q->promise.unit == UNIT_BUSINESS_DAY || q->limit.unit == UNIT_BUSINESS_DAY;
	if ((business || q->rolls) && c->first_year == 0)
		return (struct answer){.out_of_calendar = true};
	int first = business ? c->first_year : CYCLE_START, last = business ? c->last_year : CYCLE_START + CYCLE_YEARS - 1;
	struct walk w = {
		.question = q, .business = business, .farthest_roll = q->rolls ? farthest_roll(c) : 0,
		.read = {
			[LONG_PROMISE] = read_as(&q->promise, true, promise, c), [SHORT_PROMISE] = read_as(&q->promise, false, promise, c),
			[LONG_LIMIT] = read_as(&q->limit, true, limit, c), [SHORT_LIMIT] = read_as(&q->limit, false, limit, c),
		},
	};
	set_seconds(&w);
	w.read[LONG_LIMIT].rolls = w.read[SHORT_LIMIT].rolls = q->rolls;
	struct answer a = count_years(&w, first, last);
	/* an example in the last year that is decreed is the easiest to check */
	bool recent = !business && c->last_year >= first && c->last_year <= last;
	if (a.sometimes && !a.always && !(recent && find_example(&w, c->last_year, c->last_year, &a)))
		find_example(&w, first, last, &a);
	if (business) {
		a.first_year = c->first_year;
		a.last_year = c->last_year;
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
	both.least = !both.always ? 0 : a.least < b.least ? a.least : b.least;
	both.most = a.most > b.most ? a.most : b.most;
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

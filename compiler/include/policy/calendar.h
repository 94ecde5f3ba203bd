/* SPDX-License-Identifier: 0BSD */
/* ---- when a period ends ---- */

/* How lengths of time are counted:
 *
 *   hours          run from the event, through weekends and holidays
 *   days           the day of the event is not counted; N days end with the Nth day after it
 *   weeks          are 7 days
 *   business days  end with the Nth working day after the day of the event
 *   months         end with the same date N months later; one that does not exist there is settled by the calendar's rounding
 *   years          are 12 months
 *
 * Hours are elapsed time, also when clocks change meanwhile. A day is a day in the calendar's zone and ends at the first instant after
 * which its date never comes again: at its midnight; at the second one, if clocks go back over it; when clocks leap over it, then. A period that ends on a free day stays there: rolling on to
 * the next working day is a matter of each law or promise. Counted back, N days (or weeks, months, ...) before day E is the
 * latest day B from which that length, counted forward, is over when E begins: between B and E lie N clear days.
 *
 * Times are UTC seconds since 1970, from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, days are counted from 1970-01-01. */
struct policy_deadline {
	int64_t end; /* the period is over from this second on */
	int32_t day; /* its last day in the calendar's zone; of hours, the day in which `end` falls */
};
/* Exact lengths: both are the same. A range: the earlier and the later one. */
struct policy_period { struct policy_deadline first, last; };

/* A date of the proleptic Gregorian calendar: month and day from 1. */
struct policy_date { int32_t year, month, day; };

#define POLICY_TIME_LAST_ INT64_C(253402300799) /* 9999-12-31T23:59:59Z */
#define POLICY_DAY_SECONDS_ POLICY_CAST_(int64_t, 86400)

/* Division that rounds down; by > 0. */
static inline int64_t policy_floor_(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

static inline int policy_month_days_(int64_t year, int32_t month)
{
	if (month == 2)
		return 28 + ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
	return 30 + (month + month / 8) % 2;
}

/* year >= 1, month 1..12. Counted from March, a year's leap day is its last, and 5 months have 153 days. */
static inline int64_t policy_date_day_(int64_t year, int32_t month, int32_t day)
{
	int64_t y = month > 2 ? year : year - 1;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 719469;
}

/* The day number of a date of the years 1..9999; POLICY_OUT_OF_RANGE: there is no such date, and nothing is filled. */
static inline enum policy_result policy_date_day(struct policy_date date, int32_t *day)
{
	if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
	    date.day > policy_month_days_(date.year, date.month))
		return POLICY_OUT_OF_RANGE;
	*day = POLICY_CAST_(int32_t, policy_date_day_(date.year, date.month, date.day));
	return POLICY_OK;
}

/* The date of a day; every day number has one. */
static inline struct policy_date policy_day_date(int32_t day)
{
	struct policy_date date;
	int64_t days = POLICY_CAST_(int64_t, day) + 719468; /* since 1 March of the year 0 */
	int64_t cycle = policy_floor_(days, 146097);        /* of 400 years */
	int64_t in_cycle = days - cycle * 146097;
	int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
	int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * in_year + 2) / 153; /* from March */
	date.day = POLICY_CAST_(int32_t, in_year - (153 * month + 2) / 5 + 1);
	date.month = POLICY_CAST_(int32_t, month < 10 ? month + 3 : month - 9);
	date.year = POLICY_CAST_(int32_t, cycle * 400 + year + (month >= 10));
	return date;
}

/* ---- working days: a bitmap with the count of days before each word ---- */

static inline const struct policy_calendar_word *policy_words_(const struct policy_calendar *c)
{
	return POLICY_CAST_(const struct policy_calendar_word *,
	                    POLICY_CAST_(const void *, POLICY_CAST_(const char *, POLICY_CAST_(const void *, c)) + c->words));
}

static inline uint32_t policy_ones_(uint32_t bits)
{
	bits -= bits >> 1 & 0x55555555u;
	bits = (bits & 0x33333333u) + (bits >> 2 & 0x33333333u);
	bits = (bits + (bits >> 4)) & 0x0F0F0F0Fu;
	return bits * 0x01010101u >> 24;
}

/* How many of the calendar's first n days are working days; n <= days. */
static inline uint32_t policy_rank_(const struct policy_calendar *c, uint32_t n)
{
	const struct policy_calendar_word *w;
	if (n == 0)
		return 0;
	w = policy_words_(c) + (n - 1) / 32;
	return w->before + policy_ones_(w->working & (0xFFFFFFFFu >> (31 - (n - 1) % 32)));
}

/* The calendar's kth working day (from 0; there must be one), in days from its first. The search begins near day n. A word has at
 * most 32 working days, so it may leap over one for every 32 days it is away. */
static inline uint32_t policy_select_(const struct policy_calendar *c, uint32_t k, uint32_t n)
{
	const struct policy_calendar_word *words = policy_words_(c);
	const uint32_t last = (c->days - 1) / 32;
	uint32_t w = n / 32 < last ? n / 32 : last, bits;
	while (words[w].before > k)
		w -= (words[w].before - k + 31) / 32;
	while (w < last && words[w + 1].before <= k)
		w += (k - words[w + 1].before) / 32 + 1;
	bits = words[w].working;
	for (k -= words[w].before; k > 0; k--)
		bits &= bits - 1;
	return w * 32 + policy_ones_(~bits & (bits - 1));
}

/* 1 if the day of the week is not free: all there is to know of a day outside the calendar. */
static inline int policy_weekday_(const struct policy_calendar *c, int64_t day)
{
	int64_t weekday = day + 3 - policy_floor_(day + 3, 7) * 7; /* 1970-01-01 was a Thursday */
	return !(c->weekend >> weekday & 1);
}

static inline int64_t policy_weekdays_a_week_(const struct policy_calendar *c)
{
	return 7 - POLICY_CAST_(int64_t, policy_ones_(c->weekend & 127u));
}

/* How many such days there are from a day to the one before another; from <= to. */
static inline int64_t policy_weekdays_(const struct policy_calendar *c, int64_t from, int64_t to)
{
	int64_t weeks = (to - from) / 7, n = weeks * policy_weekdays_a_week_(c);
	for (from += weeks * 7; from < to; from++)
		n += policy_weekday_(c, from);
	return n;
}

/* The nth such day (from 1) after a day (step 1) or before it (step -1). Some weekday must not be free. */
static inline int64_t policy_weekday_from_(const struct policy_calendar *c, int64_t day, int64_t n, int step)
{
	int64_t a_week = policy_weekdays_a_week_(c), weeks = (n - 1) / a_week;
	day += step * weeks * 7;
	for (n -= weeks * a_week; n > 0; n -= policy_weekday_(c, day))
		day += step;
	return day;
}

/* How many working days there are in [from, to), from <= to; of those that the calendar does not know, all that can be. */
static inline int64_t policy_working_in_(const struct policy_calendar *c, int64_t from, int64_t to)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int64_t n = 0;
	if (from < first) {
		n += policy_weekdays_(c, from, to < first ? to : first);
		from = first;
	}
	if (to > end) {
		n += policy_weekdays_(c, from > end ? from : end, to);
		to = end;
	}
	if (from < to)
		n += policy_rank_(c, POLICY_CAST_(uint32_t, to - first)) - policy_rank_(c, POLICY_CAST_(uint32_t, from - first));
	return n;
}

/* Move *day to the nth working day after it. POLICY_OUT_OF_CALENDAR: to the earliest day that can be it. */
static inline enum policy_result policy_working_after_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int unknown = 0;
	if (policy_weekdays_a_week_(c) == 0)
		return POLICY_OUT_OF_RANGE;
	if (*day + 1 < first) {
		int64_t before = policy_weekdays_(c, *day + 1, first);
		if (n > before) {
			n -= before;
			*day = first - 1;
		}
		unknown = 1;
	}
	if (*day + 1 >= first && *day + 1 < end) {
		uint32_t next = POLICY_CAST_(uint32_t, *day + 1 - first), from = policy_rank_(c, next);
		int64_t known = policy_rank_(c, c->days) - from;
		if (n <= known) {
			*day = first + policy_select_(c, from + POLICY_CAST_(uint32_t, n - 1), next);
			return unknown ? POLICY_OUT_OF_CALENDAR : POLICY_OK;
		}
		n -= known;
		*day = end - 1;
	}
	*day = policy_weekday_from_(c, *day, n, 1);
	return POLICY_OUT_OF_CALENDAR;
}

/* Move *day to the nth working day before it. POLICY_OUT_OF_CALENDAR: to the latest day that can be it. */
static inline enum policy_result policy_working_before_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int unknown = 0;
	if (policy_weekdays_a_week_(c) == 0)
		return POLICY_OUT_OF_RANGE;
	if (*day > end) {
		int64_t after = policy_weekdays_(c, end, *day);
		if (n > after) {
			n -= after;
			*day = end;
		}
		unknown = 1;
	}
	if (*day <= end && *day > first) {
		uint32_t next = POLICY_CAST_(uint32_t, *day - first);
		int64_t known = policy_rank_(c, next);
		if (n <= known) {
			*day = first + policy_select_(c, POLICY_CAST_(uint32_t, known - n), next);
			return unknown ? POLICY_OUT_OF_CALENDAR : POLICY_OK;
		}
		n -= known;
		*day = first;
	}
	*day = policy_weekday_from_(c, *day, n, -1);
	return POLICY_OUT_OF_CALENDAR;
}

/* ---- months ---- */

/* Move *day n months on. POLICY_UNSTATED: to the last day of the month, which lacks the date and whose rounding is open. */
static inline enum policy_result policy_months_after_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const struct policy_date date = policy_day_date(POLICY_CAST_(int32_t, *day));
	const int64_t months = date.year * POLICY_CAST_(int64_t, 12) + date.month - 1 + n, year = months / 12;
	const int32_t month = POLICY_CAST_(int32_t, months % 12) + 1;
	const int32_t length = policy_month_days_(year, month);
	*day = policy_date_day_(year, month, date.day <= length ? date.day : length);
	if (date.day <= length || c->rounding == POLICY_ROUNDING_LAST_DAY)
		return POLICY_OK;
	if (c->rounding != POLICY_ROUNDING_NEXT_DAY)
		return POLICY_UNSTATED;
	++*day;
	return POLICY_OK;
}

/* Move *day to the last day from which n months end with *day or sooner. That is the same date n months sooner or, where it lacks
 * that, its month's last day. Where dates round down to *day, a month's last, later dates lead to it too, to the end of the month:
 * POLICY_UNSTATED if that rounding is open, with the day that holds either way. */
static inline enum policy_result policy_months_before_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const struct policy_date date = policy_day_date(POLICY_CAST_(int32_t, *day));
	const int64_t months = date.year * POLICY_CAST_(int64_t, 12) + date.month - 1 - n, year = months / 12;
	const int32_t month = POLICY_CAST_(int32_t, months % 12) + 1;
	int32_t length;
	if (months < 12)
		return POLICY_OUT_OF_RANGE; /* before the year 1 */
	length = policy_month_days_(year, month);
	*day = policy_date_day_(year, month, date.day <= length ? date.day : length);
	if (length <= date.day || date.day < policy_month_days_(date.year, date.month) || c->rounding == POLICY_ROUNDING_NEXT_DAY)
		return POLICY_OK;
	if (c->rounding != POLICY_ROUNDING_LAST_DAY)
		return POLICY_UNSTATED;
	*day = policy_date_day_(year, month, length);
	return POLICY_OK;
}

/* ---- ends ---- */

/* ---- zones ---- */

/* What the clocks of a zone show from an instant on. */
struct policy_clock_ { int64_t since; int32_t offset; };

/* The second of the year's local time, by the clock that is changed, at which clocks change; counted from 1970. */
static inline int64_t policy_change_(const struct policy_clock_change *change, int64_t year)
{
	const int32_t length = policy_month_days_(year, change->month);
	const int64_t first = policy_date_day_(year, change->month, 1);
	const int64_t weekday = first + 4 - policy_floor_(first + 4, 7) * 7; /* of the first; 1970-01-01 was a Thursday */
	int64_t day = (change->weekday - weekday + 7) % 7 + (change->week - 1) * 7;
	if (day >= length)
		day -= 7;
	return (first + day) * POLICY_DAY_SECONDS_ + change->seconds;
}

/* The rule of a year, and whether it begins with it. */
static inline const struct policy_zone_rule *policy_zone_rule_(const struct policy_calendar *c, int64_t year, int *begins)
{
	const struct policy_zone_rule *rules = POLICY_CAST_(
		const struct policy_zone_rule *, POLICY_CAST_(const void *, POLICY_CAST_(const char *, POLICY_CAST_(const void *, c)) + c->zone));
	uint32_t i = c->zone_rules - 1;
	while (i > 0 && rules[i].from > year)
		i--;
	*begins = i > 0 && rules[i].from == year;
	return rules + i;
}

/* A change at `time` is the last one so far, if it is not after `until` and later than the one found. */
static inline void policy_later_(int64_t time, int32_t offset, int64_t until, struct policy_clock_ *found)
{
	if (time <= until && time >= found->since) {
		found->since = time;
		found->offset = offset;
	}
}

/* What the clocks show at a time, and since when. A zone without changes: since ever. */
static inline struct policy_clock_ policy_clock_at_(const struct policy_calendar *c, int64_t time)
{
	struct policy_clock_ found;
	int64_t year;
	int begins, i;
	found.since = INT64_MIN;
	found.offset = c ? c->offset : 0;
	if (!c || c->zone_rules == 0)
		return found;
	/* a change of the year before or after may be the last one by UTC */
	year = policy_day_date(POLICY_CAST_(int32_t, policy_floor_(time, POLICY_DAY_SECONDS_))).year - 1;
	for (i = 0; i < 3; i++, year++) {
		const struct policy_zone_rule *r = policy_zone_rule_(c, year, &begins);
		const int64_t starts = policy_change_(&r->starts, year), ends = policy_change_(&r->ends, year);
		const int32_t at_first = r->standard != r->daylight && ends < starts ? r->daylight : r->standard;
		if (i == 0 || begins)
			policy_later_(policy_date_day_(year, 1, 1) * POLICY_DAY_SECONDS_ - at_first, at_first, time, &found);
		if (r->standard == r->daylight)
			continue;
		if (starts < ends)
			policy_later_(starts - r->standard, r->daylight, time, &found);
		policy_later_(ends - r->daylight, r->standard, time, &found);
		if (ends <= starts)
			policy_later_(starts - r->standard, r->daylight, time, &found);
	}
	return found;
}

static inline int64_t policy_local_day_(const struct policy_calendar *c, int64_t time)
{
	return policy_floor_(time + policy_clock_at_(c, time).offset, POLICY_DAY_SECONDS_);
}

/* The first instant after which the date of a day never comes again: the last one at which the clocks come to the next day. */
static inline int64_t policy_day_end_(const struct policy_calendar *c, int64_t day)
{
	const int64_t midnight = (day + 1) * POLICY_DAY_SECONDS_;
	int64_t later = midnight + POLICY_DAY_SECONDS_; /* no zone is a day behind UTC: the day is over */
	struct policy_clock_ clock;
	if (!c || c->zone_rules == 0 || day < -1 || midnight > POLICY_TIME_LAST_ + 1)
		return midnight - (c ? c->offset : 0); /* so is what lies outside 1970 to 9999 */
	for (;;) {
		clock = policy_clock_at_(c, later - 1);
		if (midnight - clock.offset >= later)
			return later; /* clocks leap over midnight */
		if (midnight - clock.offset > clock.since || clock.since < midnight - 2 * POLICY_DAY_SECONDS_)
			return midnight - clock.offset;
		later = clock.since;
	}
}

static inline int policy_in_range_(int64_t time)
{
	return time >= 0 && time <= POLICY_TIME_LAST_;
}

static inline enum policy_result policy_ends_at_(int64_t end, int64_t day, struct policy_deadline *out)
{
	if (!policy_in_range_(end))
		return POLICY_OUT_OF_RANGE;
	out->end = end;
	out->day = POLICY_CAST_(int32_t, day);
	return POLICY_OK;
}

/* The midnight that ends a day of the zone, if the count came to one. */
static inline enum policy_result policy_ends_with_(const struct policy_calendar *c, enum policy_result counted, int64_t day,
                                                   struct policy_deadline *out)
{
	if (counted == POLICY_OUT_OF_RANGE ||
	    policy_ends_at_(policy_day_end_(c, day), day, out) == POLICY_OUT_OF_RANGE)
		return POLICY_OUT_OF_RANGE;
	return counted;
}

static inline int policy_countable_(unsigned unit, unsigned count)
{
	return count > 0 && unit >= POLICY_UNIT_HOUR && unit <= POLICY_UNIT_MINUTE;
}

/* When `count` units from `start` are over.
 * POLICY_OUT_OF_CALENDAR: it depends on days the calendar does not know; out has the earliest end that is possible, as if only
 * weekends were free there. POLICY_UNSTATED: the date does not exist in the last month and the calendar does not say how to
 * round; out has the earlier end, the month's last day. Without a calendar (NULL) hours are counted, with `day` in UTC; all
 * else is POLICY_UNSTATED and not filled. POLICY_OUT_OF_RANGE: `start` or the end is not a time from 1970 to 9999, the unit or
 * count is none, or every weekday is free; not filled. */
static inline enum policy_result policy_calendar_add(const struct policy_calendar *c, enum policy_unit unit, unsigned count,
                                                     int64_t start, struct policy_deadline *out)
{
	enum policy_result result = POLICY_OK;
	const int64_t n = count, seconds = policy_unit_seconds_(unit);
	int64_t day;
	if (!policy_countable_(unit, count) || !policy_in_range_(start))
		return POLICY_OUT_OF_RANGE;
	if (seconds)
		return policy_ends_at_(start + n * seconds, policy_local_day_(c, start + n * seconds), out);
	if (!c)
		return POLICY_UNSTATED;
	day = policy_local_day_(c, start);
	if (unit == POLICY_UNIT_BUSINESS_DAY)
		result = policy_working_after_(c, n, &day);
	else if (unit == POLICY_UNIT_MONTH || unit == POLICY_UNIT_YEAR)
		result = policy_months_after_(c, unit == POLICY_UNIT_YEAR ? n * 12 : n, &day);
	else
		day += unit == POLICY_UNIT_WEEK ? n * 7 : n;
	return policy_ends_with_(c, result, day, out);
}

/* By when something must have happened that is to lie `count` units before the day `effective` begins. out->day: the latest such
 * day, out->end: its end; of hours and minutes, that many before midnight.
 * POLICY_OUT_OF_CALENDAR: out has the latest day that is possible. POLICY_UNSTATED: how to round is open; out has the earlier
 * day, which holds either way. Without a calendar midnight is not known: POLICY_UNSTATED, not filled. POLICY_OUT_OF_RANGE: as for
 * policy_calendar_add; not filled. */
static inline enum policy_result policy_calendar_back(const struct policy_calendar *c, enum policy_unit unit, unsigned count,
                                                      int32_t effective, struct policy_deadline *out)
{
	enum policy_result result = POLICY_OK;
	const int64_t n = count, seconds = policy_unit_seconds_(unit);
	int64_t day = effective, midnight;
	if (!policy_countable_(unit, count))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	midnight = policy_day_end_(c, day - 1);
	if (!policy_in_range_(midnight))
		return POLICY_OUT_OF_RANGE;
	if (seconds)
		return policy_ends_at_(midnight - n * seconds, policy_local_day_(c, midnight - n * seconds), out);
	if (unit == POLICY_UNIT_BUSINESS_DAY) {
		result = policy_working_before_(c, n, &day);
		day--;
	} else if (unit == POLICY_UNIT_MONTH || unit == POLICY_UNIT_YEAR) {
		day--;
		result = policy_months_before_(c, unit == POLICY_UNIT_YEAR ? n * 12 : n, &day);
	} else {
		day -= (unit == POLICY_UNIT_WEEK ? n * 7 : n) + 1;
	}
	return policy_ends_with_(c, result, day, out);
}

/* POLICY_OK: a working day. POLICY_FREE_DAY: not one. POLICY_OUT_OF_CALENDAR: not known. POLICY_UNSTATED: no calendar. */
static inline enum policy_result policy_calendar_working(const struct policy_calendar *c, int32_t day)
{
	int64_t at;
	if (!c)
		return POLICY_UNSTATED;
	at = POLICY_CAST_(int64_t, day) - c->first;
	if (at < 0 || at >= c->days)
		return POLICY_OUT_OF_CALENDAR;
	return policy_words_(c)[at / 32].working >> at % 32 & 1 ? POLICY_OK : POLICY_FREE_DAY;
}

/* ---- the same for a policy ---- */

/* The calendar the policy counts by, or NULL: it names none. (Not `policy_calendar`, which in C++ would hide the struct's name.) */
static inline const struct policy_calendar *policy_calendar_of(const struct policy *p)
{
	return p->calendar ? POLICY_CAST_(const struct policy_calendar *, policy_at_(p, p->calendar)) : NULL;
}

/* The day in the policy's zone at a time; POLICY_UNSTATED without a calendar, POLICY_OUT_OF_RANGE outside 1970 to 9999. */
static inline enum policy_result policy_day(const struct policy *p, int64_t time, int32_t *day)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	if (!policy_in_range_(time))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	*day = POLICY_CAST_(int32_t, policy_local_day_(c, time));
	return POLICY_OK;
}

/* How many seconds the policy's zone is ahead of UTC at a time; otherwise as policy_day. */
static inline enum policy_result policy_utc_offset(const struct policy *p, int64_t time, int32_t *seconds)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	if (!policy_in_range_(time))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	*seconds = policy_clock_at_(c, time).offset;
	return POLICY_OK;
}

/* As policy_calendar_working. */
static inline enum policy_result policy_day_is_working(const struct policy *p, int32_t day)
{
	return policy_calendar_working(policy_calendar_of(p), day);
}

/* What is not filled by the functions that count. */
static inline int policy_unfilled_(const struct policy_calendar *c, enum policy_result result)
{
	return result == POLICY_OUT_OF_RANGE || result == POLICY_PAUSED || (!c && result != POLICY_OK);
}

/* When a length that begins at `start` is over, by the policy's calendar: policy_calendar_add for its shortest and its longest; the
 * shortest of an upper bound is over at `start`.
 * A span without a number says why: POLICY_INDEFINITE, POLICY_WHILE_STATE, POLICY_NO_NUMBER, POLICY_UNSTATED,
 * POLICY_NOT_LISTED. out is filled on POLICY_OK, and where policy_calendar_add fills it for both. */
static inline enum policy_result policy_span_end(const struct policy *p, const struct policy_span *s, int64_t start,
                                                 struct policy_period *out)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	enum policy_result result, shortest;
	struct policy_deadline first, last;
	unsigned min, max;
	result = policy_span_(s, s->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	result = policy_calendar_add(c, POLICY_CAST_(enum policy_unit, s->unit), max, start, &last);
	if (policy_unfilled_(c, result))
		return result;
	shortest = s->kind == POLICY_SPAN_UP_TO ? policy_ends_at_(start, policy_local_day_(c, start), &first)
	                    : policy_calendar_add(c, POLICY_CAST_(enum policy_unit, s->unit), min, start, &first);
	if (policy_unfilled_(c, shortest))
		return shortest;
	out->first = first;
	out->last = last;
	return result == POLICY_OK ? shortest : result;
}

/* By when something must have happened that is to lie a length before the day `effective`: policy_calendar_back for its longest
 * (out->first) and its shortest (out->last). Otherwise as policy_span_end. */
static inline enum policy_result policy_span_back(const struct policy *p, const struct policy_span *s, int32_t effective,
                                                  struct policy_period *out)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	enum policy_result result, shortest;
	struct policy_deadline first, last;
	unsigned min, max;
	result = policy_span_(s, s->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	result = policy_calendar_back(c, POLICY_CAST_(enum policy_unit, s->unit), max, effective, &first);
	if (policy_unfilled_(c, result))
		return result;
	shortest = policy_calendar_back(c, POLICY_CAST_(enum policy_unit, s->unit), min, effective, &last);
	if (policy_unfilled_(c, shortest))
		return shortest;
	out->first = first;
	out->last = last;
	return result == POLICY_OK ? shortest : result;
}

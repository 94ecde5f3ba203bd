/* SPDX-License-Identifier: MIT */
/* Is one length of time longer than another? Units are compared by what they can mean: over every start day of the 400-year
 * cycle of the calendar, or, where business days are counted, over every start in the pinned calendar.
 *
 * Both are counted from the same event, as policy.h counts. The comparison is pessimistic for the promise: what neither the law nor
 * the calendar settles (collective leave, a date that the last month does not have, the hour of the day, a range) is read once in
 * the way that makes the promise look worst, once in the way that makes it look best. A law that is silent on the missing date is
 * counted as the calendar counts. */
#ifndef CHECK_COMPARE_H
#define CHECK_COMPARE_H
#include "../model/calendar.h"
#include "../model/model.h"

/* Which way a promise can fail. */
enum bound { BOUND_MAX, BOUND_MIN };

/* What is compared: exact spans or ranges; of the limit one number. */
struct question {
	struct span promise, limit;
	enum bound bound;
	unsigned rounding; /* of the limit: CHOICE_ROUNDING_..., 0 where the law does not say */
	bool rolls;        /* the limit moves to the next working day */
	const struct calendar *calendar; /* of the policy */
};

struct answer {
	bool sometimes, always;  /* BOUND_MAX: the promise is longer; BOUND_MIN: shorter */
	bool out_of_calendar;    /* no start of the calendar has both ends in it, or it has no decrees: nothing is known */
	uint32_t starts, all;    /* on how many start days of how many */
	int first_year, last_year;   /* business days: the years they were counted in; else 0 */
	/* By how much the promise misses the limit, in seconds: at least, from every start (0: from some it does not), and at most. A limit that
	 * rolls may end later, so that both are 0 or too much for some starts; `most` is reached from one. */
	int64_t least, most;
	int32_t shortest, longest;   /* days from the day of the event to the last day of the promise; business days only */
	/* sometimes: a start, and the last days from it; days since 1970. The hour matters where one of the two is in hours. */
	int32_t start, promise_ends, limit_ends;
	bool at_day_end; /* the event is in the last second of its day, else in the first */
};

/* Answers that were worked out before. Zero it first; one for each thread. */
struct comparisons {
	struct known {
		struct question question;
		struct answer answer;
	} known[64];
	unsigned count;
};

struct answer compare_spans(struct comparisons *c, const struct question *q);
#endif

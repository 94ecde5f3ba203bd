/* SPDX-License-Identifier: MIT */
/* Calendars of working days, as policy.h has them and as its functions count by them. They live in the arena of the run. */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H
#include "../base/arena.h"
#include "gen/policy.h"

struct model;

struct calendar {
	const char *id; /* policies/calendars/<id>.yaml */
	int first_year, last_year; /* of its decrees; 0: it has none, and no working day is known */
	/* stated: as the file says of collective leave, what the brand's header gets. longest: those days are free, so that a
	 * period is as long as it can be; shortest: they are working days */
	const struct policy_calendar *stated, *longest, *shortest;
	const struct model *model; /* the file: its decrees, by name */
};

/* What a calendar is made of, but for its free days. */
struct calendar_rules {
	int first_year, last_year; /* 1970..9999, all the years between them as well; both 0: no working day is known */
	int32_t offset;            /* seconds ahead of UTC, if there are no rules of the zone */
	unsigned weekend;          /* bit 0 Monday .. bit 6 Sunday; not all */
	unsigned rounding;         /* enum policy_rounding */
	const struct policy_zone_rule *zone; /* zone_rules of them, by year; none: the clocks never change */
	uint32_t zone_rules;
};

/* The struct with its zone and its words behind it, one block of calendar_size bytes. free_days: since 1970-01-01, in any order; one may
 * come twice or lie on a weekend, and those outside the years have no effect. */
const struct policy_calendar *calendar_build(struct arena *a, const struct calendar_rules *rules, const int32_t *free_days, size_t count);
size_t calendar_size(const struct policy_calendar *c);
/* How many words it has, and where. */
uint32_t calendar_words(const struct policy_calendar *c, const struct policy_calendar_word **words);
const struct policy_zone_rule *calendar_zone(const struct policy_calendar *c); /* c->zone_rules of them */
#endif

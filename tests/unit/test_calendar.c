/* SPDX-License-Identifier: MIT */
/* Ends of periods: cases with the answer worked out by hand, the edges of time and of the calendar, arguments that make no sense, and what
 * holds for any start. tests/arithmetic counts every span again. Holidays: the Indonesian decrees of 2025 to 2027. */
#include "../../compiler/model/calendar.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

#define HOUR POLICY_UNIT_HOUR
#define DAY POLICY_UNIT_DAY
#define BUSINESS POLICY_UNIT_BUSINESS_DAY
#define WEEK POLICY_UNIT_WEEK
#define MONTH POLICY_UNIT_MONTH
#define YEAR POLICY_UNIT_YEAR
enum { JAKARTA = 7 * 3600, WEEKEND = 1 << 5 | 1 << 6, LAST_DAY = POLICY_ROUNDING_LAST_DAY, NEXT_DAY = POLICY_ROUNDING_NEXT_DAY };
#define LAST_SECOND 253402300799 /* 9999-12-31T23:59:59Z */

static struct arena arena;

static int32_t date(int year, int month, int day)
{
	int32_t n = 0;
	assert_int_equal(policy_date_day((struct policy_date){year, month, day}, &n), POLICY_OK);
	return n;
}

/* "2027-01-31" */
static int32_t day_of(const char *text)
{
	int year, month, day;
	assert_int_equal(sscanf(text, "%d-%d-%d", &year, &month, &day), 3);
	return date(year, month, day);
}

/* "2027-01-31 23:59:59" in the zone, as UTC */
static int64_t time_of(int32_t offset, const char *text)
{
	int hour = 0, minute = 0, second = 0;
	sscanf(text, "%*d-%*d-%*d %d:%d:%d", &hour, &minute, &second);
	return (int64_t)day_of(text) * 86400 + hour * 3600 + minute * 60 + second - offset;
}

/* The free days that the cases by hand come to. */
static const char *const national[] = {"2025-03-29", "2025-03-31", "2025-04-01", "2025-04-18", "2025-04-20", "2025-01-01", "2026-01-01",
                                       "2026-03-19", "2026-03-21", "2026-03-22", "2027-01-01", "2027-12-25", "2027-12-26"};
static const char *const collective[] = {"2025-03-28", "2025-04-02", "2025-04-03", "2025-04-04", "2025-04-07",
                                         "2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24", "2027-12-24"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct policy_calendar *pinned(bool leave_is_free, int32_t offset, unsigned rounding)
{
	struct calendar_rules rules = {2025, 2027, offset, WEEKEND, rounding, NULL, 0};
	int32_t days[COUNT(national) + COUNT(collective)];
	size_t n = 0;
	for (size_t i = 0; i < COUNT(national); i++)
		days[n++] = day_of(national[i]);
	for (size_t i = 0; leave_is_free && i < COUNT(collective); i++)
		days[n++] = day_of(collective[i]);
	return calendar_build(&arena, &rules, days, n);
}

/* Forward from a time of the zone to the last day, whose midnight is the end. */
static void ends(const struct policy_calendar *c, unsigned unit, unsigned n, const char *start, enum policy_result result, const char *last)
{
	struct policy_deadline d = {-7, -7};
	assert_int_equal(policy_calendar_add(c, unit, n, time_of(c->offset, start), &d), result);
	assert_int_equal(d.day, day_of(last));
	assert_int_equal(d.end, (int64_t)(day_of(last) + 1) * 86400 - c->offset);
}

/* Back from the day of effect to the last day for notice. */
static void notice(const struct policy_calendar *c, unsigned unit, unsigned n, const char *effective, enum policy_result result, const char *last)
{
	struct policy_deadline d = {-7, -7};
	assert_int_equal(policy_calendar_back(c, unit, n, day_of(effective), &d), result);
	assert_int_equal(d.day, day_of(last));
	assert_int_equal(d.end, (int64_t)(day_of(last) + 1) * 86400 - c->offset);
}

static void ends_not(const struct policy_calendar *c, unsigned unit, unsigned n, int64_t start, enum policy_result result)
{
	struct policy_deadline d = {-7, -7};
	assert_int_equal(policy_calendar_add(c, unit, n, start, &d), result);
	assert_int_equal(d.end, -7);
	assert_int_equal(d.day, -7);
}

static void notice_not(const struct policy_calendar *c, unsigned unit, unsigned n, int32_t effective, enum policy_result result)
{
	struct policy_deadline d = {-7, -7};
	assert_int_equal(policy_calendar_back(c, unit, n, effective, &d), result);
	assert_int_equal(d.end, -7);
	assert_int_equal(d.day, -7);
}

/* ---- dates ---- */

static void dates(void **state)
{
	int32_t day = 0, walked;
	(void)state;
	assert_int_equal(date(1970, 1, 1), 0);
	assert_int_equal(date(1969, 12, 31), -1);
	assert_int_equal(date(1, 1, 1), -719162);    /* 1969 years: 1969 * 365 = 718685 and 492 - 19 + 4 = 477 leap days */
	assert_int_equal(date(2000, 3, 1), 11017);   /* 30 * 365 + 7 leap days before 2000, 60 days of it */
	assert_int_equal(date(9999, 12, 31), 2932896); /* LAST_SECOND / 86400 */
	walked = date(1, 1, 1);
	for (int y = 1; y <= 2001; y++)
		for (int m = 1; m <= 12; m++) {
			static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
			bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
			for (int d = 1; d <= lengths[m - 1] + (m == 2 && leap); d++, walked++) {
				struct policy_date back = policy_day_date(walked);
				if (policy_date_day((struct policy_date){y, m, d}, &day) != POLICY_OK || day != walked || back.year != y ||
				    back.month != m || back.day != d)
					fail_msg("%d-%d-%d", y, m, d);
			}
		}
	assert_int_equal(walked, date(2002, 1, 1));
}

static void dates_that_are_not(void **state)
{
	static const struct policy_date bad[] = {{2027, 2, 29}, {2100, 2, 29}, {1900, 2, 29}, {2028, 2, 30}, {2027, 4, 31}, {2027, 12, 32}, {2027, 1, 0},
	                                         {2027, 1, -1}, {2027, 0, 1}, {2027, 13, 1}, {2027, -1, 1}, {0, 1, 1}, {-1, 1, 1}, {10000, 1, 1},
	                                         {INT32_MAX, 1, 1}, {INT32_MIN, 1, 1}, {2027, INT32_MAX, 1}, {2027, INT32_MIN, 1},
	                                         {2027, 1, INT32_MAX}, {2027, 1, INT32_MIN}};
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		int32_t day = -7;
		assert_int_equal(policy_date_day(bad[i], &day), POLICY_OUT_OF_RANGE);
		assert_int_equal(day, -7);
	}
	assert_int_equal(date(2000, 2, 29), date(2000, 3, 1) - 1);
	/* every day number has a date: 2^31 days are 5,879,610 years of 365.2425 days and 0.2 years; from 1970, to 5881580-07-11 */
	assert_int_equal(policy_day_date(INT32_MAX).year, 5881580);
	assert_int_equal(policy_day_date(INT32_MIN).year, -5877641);
	/* a cycle of 146097 days sooner or later the date is the same */
	assert_int_equal(policy_day_date(INT32_MIN).month, policy_day_date(INT32_MIN + 146097).month);
	assert_int_equal(policy_day_date(-719162 - 146097).year, -399);
	assert_int_equal(policy_day_date(-719163).day, 31);
}

/* ---- cases by hand ---- */

static void months_by_hand(void **state)
{
	const struct policy_calendar *down = pinned(false, JAKARTA, LAST_DAY), *up = pinned(false, JAKARTA, NEXT_DAY), *open = pinned(false, JAKARTA, 0);
	(void)state;
	/* 2035 has no 29 February */
	ends(down, YEAR, 7, "2028-02-29 12:00:00", POLICY_OK, "2035-02-28");
	ends(up, YEAR, 7, "2028-02-29 12:00:00", POLICY_OK, "2035-03-01");
	ends(open, YEAR, 7, "2028-02-29 12:00:00", POLICY_UNSTATED, "2035-02-28");
	ends(open, YEAR, 8, "2028-02-29 12:00:00", POLICY_OK, "2036-02-29");
	ends(open, YEAR, 72, "2028-02-29 12:00:00", POLICY_UNSTATED, "2100-02-28"); /* no leap year: by 100, not by 400 */
	/* 31 January and one month, in a common year and a leap year */
	ends(down, MONTH, 1, "2027-01-31", POLICY_OK, "2027-02-28");
	ends(up, MONTH, 1, "2027-01-31", POLICY_OK, "2027-03-01");
	ends(open, MONTH, 1, "2027-01-31", POLICY_UNSTATED, "2027-02-28");
	ends(down, MONTH, 1, "2028-01-31", POLICY_OK, "2028-02-29");
	ends(up, MONTH, 1, "2028-01-31", POLICY_OK, "2028-03-01");
	ends(up, MONTH, 1, "2028-01-29", POLICY_OK, "2028-02-29");
	ends(up, MONTH, 1, "2027-01-29", POLICY_OK, "2027-03-01"); /* the next day, once: not 29 January and 31 days */
	ends(down, MONTH, 2, "2027-01-31", POLICY_OK, "2027-03-31");
	ends(open, MONTH, 11, "2027-01-31", POLICY_OK, "2027-12-31");
	ends(open, MONTH, 12, "2027-12-31", POLICY_OK, "2028-12-31");
	ends(open, MONTH, 1, "2027-12-15", POLICY_OK, "2028-01-15");
	/* a year is 12 months */
	ends(down, MONTH, 84, "2028-02-29", POLICY_OK, "2035-02-28");
	/* a rounding that is none */
	struct { struct policy_calendar head; struct policy_calendar_word words[40]; } broken;
	memcpy(&broken, open, calendar_size(open));
	broken.head.rounding = 9;
	ends(&broken.head, MONTH, 1, "2027-01-31", POLICY_UNSTATED, "2027-02-28");
	/* back: over by the end of 28 February, the day before; from 29, 30 and 31 January too when dates round down */
	notice(down, MONTH, 1, "2027-03-01", POLICY_OK, "2027-01-31");
	notice(up, MONTH, 1, "2027-03-01", POLICY_OK, "2027-01-28");
	notice(open, MONTH, 1, "2027-03-01", POLICY_UNSTATED, "2027-01-28"); /* holds either way */
	notice(&broken.head, MONTH, 1, "2027-03-01", POLICY_UNSTATED, "2027-01-28");
	notice(down, MONTH, 1, "2027-03-02", POLICY_OK, "2027-02-01"); /* and from 1 March, the same rounded up */
	notice(up, MONTH, 1, "2027-03-02", POLICY_OK, "2027-02-01");
	notice(open, MONTH, 1, "2027-02-28", POLICY_OK, "2027-01-27");
	notice(open, MONTH, 1, "2027-04-01", POLICY_OK, "2027-02-28"); /* 31 March: 1 month from 28 February ends on the 28th */
	notice(open, YEAR, 1, "2029-03-01", POLICY_UNSTATED, "2028-02-28");
	notice(down, YEAR, 1, "2029-03-01", POLICY_OK, "2028-02-29");
	notice(open, MONTH, 14, "2027-01-16", POLICY_OK, "2025-11-15");
}

static void days_by_hand(void **state)
{
	const struct policy_calendar *c = pinned(false, JAKARTA, LAST_DAY);
	struct policy_deadline d = {0, 0};
	(void)state;
	/* the last second of 4 May and the first of 5 May, in Jakarta, are 1 s apart; their next days are 24 h apart */
	ends(c, DAY, 1, "2026-05-04 23:59:59", POLICY_OK, "2026-05-05");
	ends(c, DAY, 1, "2026-05-05 00:00:00", POLICY_OK, "2026-05-06");
	/* 5 May 00:00 in Jakarta is 4 May 17:00 UTC; 6 May 24:00 there is 6 May 17:00 UTC: 20579 days (56 * 365 + 14 leap days and 125
	 * of 2026) and 17 h */
	assert_int_equal(policy_calendar_add(c, DAY, 1, time_of(0, "2026-05-04 17:00:00"), &d), POLICY_OK);
	assert_int_equal(d.end, 20579LL * 86400 + 17 * 3600);
	/* asked Monday 10:00, 3 days end with Thursday: 14 + 3 * 24 = 86 hours */
	assert_int_equal(policy_calendar_add(c, DAY, 3, time_of(JAKARTA, "2026-05-04 10:00:00"), &d), POLICY_OK);
	assert_int_equal(d.end - time_of(JAKARTA, "2026-05-04 10:00:00"), 86 * 3600);
	/* 72 hours run through the weekend, from Friday 10:00 to Monday 10:00 */
	assert_int_equal(policy_calendar_add(c, HOUR, 72, time_of(JAKARTA, "2026-05-08 10:00:00"), &d), POLICY_OK);
	assert_int_equal(d.end, time_of(JAKARTA, "2026-05-11 10:00:00"));
	assert_int_equal(d.day, day_of("2026-05-11"));
	/* an hour that ends at midnight is over on the day that begins there */
	assert_int_equal(policy_calendar_add(c, HOUR, 1, time_of(JAKARTA, "2026-05-08 23:00:00"), &d), POLICY_OK);
	assert_int_equal(d.day, day_of("2026-05-09"));
	/* 30 days and a month are not the same: 1 February and 30 days is 3 March */
	ends(c, DAY, 30, "2027-02-01", POLICY_OK, "2027-03-03");
	ends(c, MONTH, 1, "2027-02-01", POLICY_OK, "2027-03-01");
	/* two weeks end on the weekday they began on, here a Saturday: an end does not roll */
	ends(c, WEEK, 2, "2026-05-02 08:00:00", POLICY_OK, "2026-05-16");
	/* between 31 December and 31 January lie 30 days */
	notice(c, DAY, 30, "2027-01-31", POLICY_OK, "2026-12-31");
	notice(c, WEEK, 1, "2027-01-31", POLICY_OK, "2027-01-23");
	/* 48 hours before Monday begins: Saturday 00:00 */
	assert_int_equal(policy_calendar_back(c, HOUR, 48, day_of("2026-05-11"), &d), POLICY_OK);
	assert_int_equal(d.end, time_of(JAKARTA, "2026-05-09 00:00:00"));
	assert_int_equal(d.day, day_of("2026-05-09"));
}

static void business_days_by_hand(void **state)
{
	const struct policy_calendar *works = pinned(false, JAKARTA, LAST_DAY), *free_leave = pinned(true, JAKARTA, LAST_DAY);
	(void)state;
	/* Idul Fitri 2026, from Tuesday 17 March: Wed 18 leave, Thu 19 Nyepi, Fri 20 leave, Sat 21, Sun 22, Mon 23 and Tue 24 leave,
	 * Wed 25, Thu 26, Fri 27. Leave worked: 18, 20, 23. Leave free: 25, 26, 27. */
	ends(works, BUSINESS, 3, "2026-03-17 09:00:00", POLICY_OK, "2026-03-23");
	ends(free_leave, BUSINESS, 3, "2026-03-17 09:00:00", POLICY_OK, "2026-03-27");
	ends(free_leave, BUSINESS, 1, "2026-03-21 09:00:00", POLICY_OK, "2026-03-25");
	/* back from Wednesday 25: Tue 24, Mon 23, Fri 20; or Tue 17, Mon 16, Fri 13. Notice the day before. */
	notice(works, BUSINESS, 3, "2026-03-25", POLICY_OK, "2026-03-19");
	notice(free_leave, BUSINESS, 3, "2026-03-25", POLICY_OK, "2026-03-12");
	/* shortest: asked on a Sunday, Friday of the week after next; longest: Thu 27 March 2025, then Fri 28 leave, the weekend, Mon 31 and
	 * Tue 1 April Idul Fitri, 2 to 4 leave, the weekend, Mon 7 leave, 8 to 11 (4), 14 to 17 (8), Fri 18 Good Friday, Mon 21, Tue 22 */
	ends(works, BUSINESS, 10, "2026-02-01 09:00:00", POLICY_OK, "2026-02-13");
	ends(free_leave, BUSINESS, 10, "2025-03-27 09:00:00", POLICY_OK, "2025-04-22");
	int32_t shortest = 99, longest = 0;
	for (int32_t day = day_of("2025-01-01"); day <= day_of("2027-12-31"); day++) {
		struct policy_deadline d = {0, 0};
		if (policy_calendar_add(free_leave, BUSINESS, 10, (int64_t)day * 86400, &d) != POLICY_OK)
			continue;
		shortest = d.day - day < shortest ? d.day - day : shortest;
		longest = d.day - day > longest ? d.day - day : longest;
	}
	assert_int_equal(shortest, 12);
	assert_int_equal(longest, 26);
}

static void beyond_the_calendar(void **state)
{
	const struct policy_calendar *c = pinned(false, JAKARTA, LAST_DAY);
	(void)state;
	/* Friday 31 December 2027: 3 to 7 and 10 to 14 January at the soonest */
	ends(c, BUSINESS, 10, "2027-12-31 09:00:00", POLICY_OUT_OF_CALENDAR, "2028-01-14");
	/* Thursday 30 December: one day in the calendar, one at the soonest on Monday 3 January */
	ends(c, BUSINESS, 1, "2027-12-30 09:00:00", POLICY_OK, "2027-12-31");
	ends(c, BUSINESS, 2, "2027-12-30 09:00:00", POLICY_OUT_OF_CALENDAR, "2028-01-03");
	/* the event's own day is not counted, so it need not be known: 1 January 2025 is free, Thursday 2 is not */
	ends(c, BUSINESS, 1, "2024-12-31 09:00:00", POLICY_OK, "2025-01-02");
	ends(c, BUSINESS, 1, "2024-12-30 09:00:00", POLICY_OUT_OF_CALENDAR, "2024-12-31");
	ends(c, BUSINESS, 2, "2024-12-30 09:00:00", POLICY_OUT_OF_CALENDAR, "2025-01-02"); /* through a known day, but not by it */
	ends(c, BUSINESS, 5, "2029-05-07 09:00:00", POLICY_OUT_OF_CALENDAR, "2029-05-14"); /* a Monday, long after */
	ends(c, BUSINESS, 5, "2019-05-06 09:00:00", POLICY_OUT_OF_CALENDAR, "2019-05-13"); /* a Monday, long before */
	/* back from Saturday 1 January 2028: every day before it is known, Friday 31 is the one */
	notice(c, BUSINESS, 1, "2028-01-01", POLICY_OK, "2027-12-30");
	notice(c, BUSINESS, 1, "2028-01-02", POLICY_OUT_OF_CALENDAR, "2027-12-30");
	notice(c, BUSINESS, 2, "2028-01-05", POLICY_OUT_OF_CALENDAR, "2028-01-02");
	notice(c, BUSINESS, 2, "2028-01-04", POLICY_OUT_OF_CALENDAR, "2027-12-30");
	notice(c, BUSINESS, 1, "2025-01-01", POLICY_OUT_OF_CALENDAR, "2024-12-30");
	notice(c, BUSINESS, 1, "2025-01-02", POLICY_OUT_OF_CALENDAR, "2024-12-30"); /* 1 January is free, 31 December not known */
	notice(c, BUSINESS, 1, "2025-01-03", POLICY_OK, "2025-01-01");
	/* all else needs no known day */
	ends(c, DAY, 30, "2031-01-01 00:00:00", POLICY_OK, "2031-01-31");
	notice(c, MONTH, 1, "2031-03-02", POLICY_OK, "2031-02-01");
	assert_int_equal(policy_calendar_working(c, day_of("2024-12-31")), POLICY_OUT_OF_CALENDAR);
	assert_int_equal(policy_calendar_working(c, day_of("2025-01-01")), POLICY_FREE_DAY);
	assert_int_equal(policy_calendar_working(c, day_of("2025-01-02")), POLICY_OK);
	assert_int_equal(policy_calendar_working(c, day_of("2026-03-18")), POLICY_OK);
	assert_int_equal(policy_calendar_working(c, day_of("2026-03-19")), POLICY_FREE_DAY);
	assert_int_equal(policy_calendar_working(c, day_of("2026-05-09")), POLICY_FREE_DAY);
	assert_int_equal(policy_calendar_working(c, day_of("2027-12-31")), POLICY_OK);
	assert_int_equal(policy_calendar_working(c, day_of("2028-01-01")), POLICY_OUT_OF_CALENDAR);
	assert_int_equal(policy_calendar_working(c, INT32_MIN), POLICY_OUT_OF_CALENDAR);
	assert_int_equal(policy_calendar_working(c, INT32_MAX), POLICY_OUT_OF_CALENDAR);
}

/* A calendar that knows no days: zone and weekend are all there is. */
static void no_known_days(void **state)
{
	struct policy_calendar c = {0, 0, JAKARTA, LAST_DAY, WEEKEND, sizeof c, 0, 0};
	(void)state;
	ends(&c, DAY, 1, "2026-05-08 09:00:00", POLICY_OK, "2026-05-09");
	ends(&c, BUSINESS, 1, "2026-05-08 09:00:00", POLICY_OUT_OF_CALENDAR, "2026-05-11");
	notice(&c, BUSINESS, 1, "2026-05-11", POLICY_OUT_OF_CALENDAR, "2026-05-07");
	ends(&c, BUSINESS, 1, "1970-01-01 12:00:00", POLICY_OUT_OF_CALENDAR, "1970-01-02");
	assert_int_equal(policy_calendar_working(&c, 0), POLICY_OUT_OF_CALENDAR);
	/* its end is where it would begin, wherever that is */
	c.first = day_of("2026-05-11");
	ends(&c, BUSINESS, 1, "2026-05-08 09:00:00", POLICY_OUT_OF_CALENDAR, "2026-05-11");
	notice(&c, BUSINESS, 1, "2026-05-11", POLICY_OUT_OF_CALENDAR, "2026-05-07");
}

static void first_and_last_times(void **state)
{
	const struct policy_calendar *east = pinned(false, JAKARTA, LAST_DAY), *utc = pinned(false, 0, LAST_DAY), *west = pinned(false, -5 * 3600, LAST_DAY);
	struct policy_deadline d = {0, 0};
	(void)state;
	ends(east, YEAR, 1, "9998-12-31", POLICY_OK, "9999-12-31");
	ends(east, DAY, 1, "9999-12-30", POLICY_OK, "9999-12-31");
	ends_not(east, DAY, 1, time_of(JAKARTA, "9999-12-31"), POLICY_OUT_OF_RANGE);
	ends_not(east, MONTH, 1, time_of(JAKARTA, "9999-12-01"), POLICY_OUT_OF_RANGE);
	ends_not(east, BUSINESS, 1, time_of(JAKARTA, "9999-12-31"), POLICY_OUT_OF_RANGE);
	/* in UTC the last day ends a second after the last time there is; west of it later still */
	ends(utc, DAY, 1, "9999-12-29", POLICY_OK, "9999-12-30");
	ends_not(utc, DAY, 1, time_of(0, "9999-12-30"), POLICY_OUT_OF_RANGE);
	ends_not(west, DAY, 1, time_of(0, "9999-12-30 12:00:00"), POLICY_OUT_OF_RANGE);
	assert_int_equal(policy_calendar_add(utc, HOUR, 1, LAST_SECOND - 3600, &d), POLICY_OK);
	assert_int_equal(d.end, LAST_SECOND);
	assert_int_equal(d.day, day_of("9999-12-31"));
	ends_not(utc, HOUR, 1, LAST_SECOND - 3599, POLICY_OUT_OF_RANGE);
	ends_not(utc, HOUR, 1, LAST_SECOND, POLICY_OUT_OF_RANGE);
	ends_not(utc, HOUR, 1, LAST_SECOND + 1, POLICY_OUT_OF_RANGE);
	/* the first second is 1 January 07:00 in Jakarta, 31 December 1969 19:00 five hours west */
	assert_int_equal(policy_calendar_add(east, DAY, 1, 0, &d), POLICY_OK);
	assert_int_equal(d.day, 1);
	assert_int_equal(d.end, 2 * 86400 - JAKARTA);
	assert_int_equal(policy_calendar_add(west, DAY, 1, 0, &d), POLICY_OK);
	assert_int_equal(d.day, 0);
	assert_int_equal(d.end, 86400 + 5 * 3600);
	assert_int_equal(policy_calendar_add(west, MONTH, 2, 0, &d), POLICY_OK);
	assert_int_equal(d.day, day_of("1970-02-28"));
	ends_not(west, DAY, 1, -1, POLICY_OUT_OF_RANGE);
	ends_not(west, HOUR, 24, -1, POLICY_OUT_OF_RANGE);
	/* back to the first day, and not before it */
	notice(east, DAY, 1, "1970-01-03", POLICY_OK, "1970-01-01");
	notice_not(east, DAY, 1, day_of("1970-01-02"), POLICY_OUT_OF_RANGE);
	notice(west, DAY, 1, "1970-01-02", POLICY_OK, "1969-12-31"); /* which ends at 05:00 UTC on 1 January */
	notice_not(east, MONTH, 1, day_of("1970-01-15"), POLICY_OUT_OF_RANGE);
	notice_not(east, YEAR, 1969, day_of("1970-01-15"), POLICY_OUT_OF_RANGE);
	notice_not(east, YEAR, 1970, day_of("1970-01-15"), POLICY_OUT_OF_RANGE);
	notice_not(east, BUSINESS, 1, day_of("1970-01-02"), POLICY_OUT_OF_RANGE);
	assert_int_equal(policy_calendar_back(east, HOUR, 17, 1, &d), POLICY_OK); /* 2 January begins at 17:00 UTC */
	assert_int_equal(d.end, 0);
	notice_not(east, HOUR, 18, 1, POLICY_OUT_OF_RANGE);
	notice_not(east, HOUR, 1, 0, POLICY_OUT_OF_RANGE);
	notice(east, DAY, 1, "9999-12-31", POLICY_OK, "9999-12-29");
	notice_not(utc, DAY, 1, day_of("9999-12-31") + 1, POLICY_OUT_OF_RANGE); /* begins after the last time */
	notice_not(utc, DAY, 2, -1, POLICY_OUT_OF_RANGE);
}

/* ---- arguments that make no sense ---- */

static void nothing_to_count(void **state)
{
	const struct policy_calendar *c = pinned(false, JAKARTA, LAST_DAY);
	const int64_t start = time_of(JAKARTA, "2026-05-04 10:00:00");
	struct policy_deadline d = {0, 0};
	(void)state;
	for (unsigned unit = 0; unit <= 8; unit++) {
		ends_not(c, unit, 0, start, POLICY_OUT_OF_RANGE);
		notice_not(c, unit, 0, day_of("2026-05-04"), POLICY_OUT_OF_RANGE);
	}
	for (unsigned i = 0; i < 3; i++) {
		static const unsigned units[] = {0, POLICY_UNIT_MINUTE + 1, ~0u};
		ends_not(c, units[i], 1, start, POLICY_OUT_OF_RANGE);
		notice_not(c, units[i], 1, day_of("2026-05-04"), POLICY_OUT_OF_RANGE);
	}
	/* without a calendar: hours alone */
	for (unsigned unit = DAY; unit <= YEAR; unit++)
		ends_not(NULL, unit, 1, start, POLICY_UNSTATED);
	for (unsigned unit = HOUR; unit <= YEAR; unit++)
		notice_not(NULL, unit, 1, day_of("2026-05-04"), POLICY_UNSTATED);
	assert_int_equal(policy_calendar_add(NULL, HOUR, 72, start, &d), POLICY_OK);
	assert_int_equal(d.end, start + 72 * 3600);
	assert_int_equal(d.day, day_of("2026-05-07")); /* 03:00 in UTC */
	ends_not(NULL, HOUR, 1, -1, POLICY_OUT_OF_RANGE);
	assert_int_equal(policy_calendar_working(NULL, 0), POLICY_UNSTATED);
	/* a week without a working day */
	struct { struct policy_calendar head; struct policy_calendar_word words[40]; } broken;
	memcpy(&broken, c, calendar_size(c));
	for (int i = 0; i < 2; i++) {
		broken.head.weekend = i ? 0xFFFF : 127;
		ends_not(&broken.head, BUSINESS, 1, start, POLICY_OUT_OF_RANGE);
		ends_not(&broken.head, BUSINESS, 1, time_of(JAKARTA, "2030-05-04"), POLICY_OUT_OF_RANGE);
		notice_not(&broken.head, BUSINESS, 1, day_of("2030-05-04"), POLICY_OUT_OF_RANGE);
		ends(&broken.head, DAY, 1, "2026-05-04", POLICY_OK, "2026-05-05");
	}
	broken.head.weekend = 126; /* Mondays alone; 2030-05-06 is one */
	ends(&broken.head, BUSINESS, 2, "2030-05-04", POLICY_OUT_OF_CALENDAR, "2030-05-13");
}

static bool is_filled(const struct policy_deadline *d)
{
	assert_true((d->end == -7) == (d->day == INT32_MIN));
	return d->end != -7;
}

/* Nothing overflows or goes on for ever (the sanitizers see to that), and what is answered is in range. */
static void any_arguments(void **state)
{
	static const int64_t times[] = {INT64_MIN, -1, 0, 1, 1700000000, LAST_SECOND, LAST_SECOND + 1, INT64_MAX};
	static const int32_t days[] = {INT32_MIN, -1, 0, 1, 20000, 2932896, 2932897, INT32_MAX};
	static const unsigned counts[] = {0, 1, 31, 9999, 65535, 1u << 31, ~0u};
	static const unsigned weekends[] = {0, WEEKEND, 126, 127, 0xFFFF};
	struct { struct policy_calendar head; struct policy_calendar_word words[40]; } c;
	(void)state;
	memcpy(&c, pinned(true, JAKARTA, LAST_DAY), calendar_size(pinned(true, JAKARTA, LAST_DAY)));
	for (size_t i = 0; i < COUNT(days) * COUNT(days) * COUNT(weekends); i++) {
		c.head.first = days[i % 8];
		c.head.offset = days[i / 8 % 8];
		c.head.weekend = (uint16_t)weekends[i / 64];
		for (size_t k = 0; k < 8 * COUNT(counts) * 8; k++) {
			struct policy_deadline forward = {-7, INT32_MIN}, back = {-7, INT32_MIN};
			int64_t start = times[k / 56];
			enum policy_result r = policy_calendar_add(&c.head, (unsigned)(k % 8), counts[k / 8 % 7], start, &forward);
			assert_int_equal(is_filled(&forward), r != POLICY_OUT_OF_RANGE);
			if (is_filled(&forward))
				assert_true(forward.end >= 0 && forward.end <= LAST_SECOND && forward.end > start);
			r = policy_calendar_back(&c.head, (unsigned)(k % 8), counts[k / 8 % 7], days[k / 56], &back);
			assert_int_equal(is_filled(&back), r != POLICY_OUT_OF_RANGE);
			if (is_filled(&back))
				assert_true(back.end >= 0 && back.end <= LAST_SECOND && back.day < days[k / 56]);
		}
	}
}

/* ---- what holds for any start ---- */

/* A generator of the same numbers each time (Knuth's MMIX constants). */
static uint32_t chance(uint32_t below)
{
	static uint64_t seed = 7;
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

enum { CALENDARS = 300, STARTS = 20, FREE_DAYS = 40 };

/* A calendar of some years until 2060 and its free days, at random. Its rounding is stated. */
static size_t some_calendar(struct calendar_rules *rules, int32_t days[FREE_DAYS])
{
	size_t count = chance(FREE_DAYS);
	int first = 2029 - (int)chance(30), from = date(1999, 1, 1);
	*rules = (struct calendar_rules){first, first + (int)chance(31), (int32_t)chance(26 * 3600) - 12 * 3600, chance(127), 1 + chance(2), NULL, 0};
	for (size_t i = 0; i < count; i++)
		days[i] = from + (int32_t)chance(62 * 366);
	return count;
}

static void check_monotone(const struct policy_calendar *c)
{
	unsigned unit = 1 + chance(6), n = 1 + chance(unit == HOUR ? 9999 : 99);
	int64_t start = chance(2000000000), later = start + chance(3 * 86400);
	int32_t effective = 15000 + (int32_t)chance(8000); /* from 2011 on */
	struct policy_deadline d = {0, 0}, e = {0, 0};
	assert_int_not_equal(policy_calendar_add(c, unit, n, start, &d), POLICY_OUT_OF_RANGE);
	assert_int_not_equal(policy_calendar_add(c, unit, n, later, &e), POLICY_OUT_OF_RANGE);
	assert_true(d.end > start);
	assert_true(e.end >= d.end && e.day >= d.day);
	if (unit == YEAR && n > 40)
		return; /* before 1970 */
	assert_int_not_equal(policy_calendar_back(c, unit, n, effective, &d), POLICY_OUT_OF_RANGE);
	assert_int_not_equal(policy_calendar_back(c, unit, n, effective + 1, &e), POLICY_OUT_OF_RANGE);
	assert_true(d.end <= (int64_t)effective * 86400 - c->offset);
	assert_true(e.end >= d.end && e.day >= d.day);
}

/* Notice on the day that is counted back is in time, a second after it is not. */
static void check_there_and_back(const struct policy_calendar *c)
{
	unsigned unit = DAY + chance(5), n = 1 + chance(unit == YEAR ? 9 : 99);
	int32_t effective = 11000 + (int32_t)chance(60 * 366); /* from 2000 on */
	int64_t begins = (int64_t)effective * 86400 - c->offset;
	struct policy_deadline back = {0, 0}, d = {0, 0};
	enum policy_result r = policy_calendar_back(c, unit, n, effective, &back);
	assert_true(r == POLICY_OK || (unit == BUSINESS && r == POLICY_OUT_OF_CALENDAR));
	policy_calendar_add(c, unit, n, back.end - 1, &d);
	assert_true(d.end <= begins);
	policy_calendar_add(c, unit, n, back.end, &d);
	assert_true(d.end > begins);
}

static void order_is_kept(void **state)
{
	struct calendar_rules rules;
	int32_t days[FREE_DAYS];
	(void)state;
	for (int i = 0; i < CALENDARS; i++) {
		struct arena a = {0};
		size_t count = some_calendar(&rules, days);
		const struct policy_calendar *c = calendar_build(&a, &rules, days, count);
		for (int k = 0; k < STARTS; k++) {
			check_monotone(c);
			check_there_and_back(c);
		}
		arena_free(&a);
	}
}

static void another_holiday_is_never_sooner(void **state)
{
	struct calendar_rules rules;
	int32_t days[FREE_DAYS + 1];
	(void)state;
	for (int i = 0; i < CALENDARS; i++) {
		struct arena a = {0};
		size_t count = some_calendar(&rules, days);
		int32_t holiday = days[count] = 11000 + (int32_t)chance(60 * 366);
		const struct policy_calendar *c = calendar_build(&a, &rules, days, count), *more = calendar_build(&a, &rules, days, count + 1);
		for (int k = 0; k < STARTS; k++) {
			unsigned n = 1 + chance(30);
			int32_t start = holiday - 40 + (int32_t)chance(80);
			struct policy_deadline d = {0, 0}, e = {0, 0};
			assert_int_not_equal(policy_calendar_add(c, BUSINESS, n, (int64_t)start * 86400, &d), POLICY_OUT_OF_RANGE);
			assert_int_not_equal(policy_calendar_add(more, BUSINESS, n, (int64_t)start * 86400, &e), POLICY_OUT_OF_RANGE);
			assert_true(e.end >= d.end);
			assert_int_not_equal(policy_calendar_back(c, BUSINESS, n, start, &d), POLICY_OUT_OF_RANGE);
			assert_int_not_equal(policy_calendar_back(more, BUSINESS, n, start, &e), POLICY_OUT_OF_RANGE);
			assert_true(e.end <= d.end);
		}
		arena_free(&a);
	}
}

/* ---- the bitmap ---- */

static void bitmaps(void **state)
{
	/* 2025 to 2053 are 29 years of 365 days and 7 leap days: 10592 days, which are 331 words without a rest */
	struct calendar_rules rules = {2025, 2053, 0, WEEKEND, LAST_DAY, NULL, 0};
	int32_t days[] = {date(2053, 12, 31), date(2025, 1, 1), date(2025, 1, 4), date(2025, 1, 1), date(2024, 12, 31), date(2054, 1, 1)};
	const struct policy_calendar *c = calendar_build(&arena, &rules, days, COUNT(days));
	const struct policy_calendar_word *words;
	(void)state;
	assert_int_equal(c->days, 10592);
	assert_int_equal(calendar_words(c, &words), 331);
	assert_int_equal(calendar_size(c), sizeof *c + 331 * 8);
	/* from Wednesday 1 January 2025, free: Thu, Fri, then weeks of 5 and 2: bits 1, 2, 5-9, 12-16, 19-23, 26-30 */
	assert_int_equal(words[0].working, 0x7CF9F3E6);
	assert_int_equal(words[0].before, 0);
	assert_int_equal(words[1].before, 22);
	/* 31 December 2053 is a Wednesday, and free; 10592 days are 1513 weeks and a Wednesday: 7565 weekdays, one more, less two free ones */
	assert_int_equal(words[330].before + policy_ones_(words[330].working), 7564);
	ends(c, BUSINESS, 7564, "2024-12-31", POLICY_OK, "2053-12-30");
	ends(c, BUSINESS, 7565, "2024-12-31", POLICY_OUT_OF_CALENDAR, "2054-01-01"); /* the Thursday after: it is not known */
	notice(c, BUSINESS, 7564, "2054-01-01", POLICY_OK, "2025-01-01");
	/* back from Friday 2 January 2054: Thursday 1 is not known, Wednesday 31 is free, Tuesday 30 */
	notice(c, BUSINESS, 2, "2054-01-02", POLICY_OUT_OF_CALENDAR, "2053-12-29");
	assert_int_equal(policy_calendar_working(c, date(2053, 12, 31)), POLICY_FREE_DAY);
	/* one year, and every year there is */
	rules = (struct calendar_rules){2028, 2028, 0, 0, LAST_DAY, NULL, 0};
	c = calendar_build(&arena, &rules, NULL, 0);
	assert_int_equal(c->days, 366);
	assert_int_equal(calendar_words(c, &words), 12);
	assert_int_equal(words[11].working, 0x3FFF); /* 366 = 11 * 32 + 14 */
	assert_int_equal(words[11].before, 352);
	rules = (struct calendar_rules){1970, 9999, 0, 0, LAST_DAY, NULL, 0};
	c = calendar_build(&arena, &rules, NULL, 0);
	assert_int_equal(c->first, 0);
	assert_int_equal(c->days, 2932897);
	ends(c, BUSINESS, 2932895, "1970-01-01", POLICY_OK, "9999-12-30");
}

/* ---- a policy ---- */

static struct { struct policy head; struct policy_calendar calendar; struct policy_calendar_word words[40]; } brand;

static void make_brand(const struct policy_calendar *c)
{
	memset(&brand, 0, sizeof brand);
	if (!c)
		return;
	memcpy(&brand.calendar, c, calendar_size(c)); /* it may lie anywhere: its words are counted from itself */
	brand.head.calendar = (uint32_t)offsetof(__typeof__(brand), calendar);
}

static struct policy_span span(unsigned kind, unsigned unit, unsigned min, unsigned max)
{
	return (struct policy_span){(uint8_t)kind, (uint8_t)unit, 0, (uint16_t)min, (uint16_t)max};
}

static void period(struct policy_span s, const char *start, enum policy_result result, const char *first, const char *last)
{
	struct policy_period p;
	memset(&p, 0, sizeof p);
	assert_int_equal(policy_span_end(&brand.head, &s, time_of(JAKARTA, start), &p), result);
	assert_int_equal(p.first.day, day_of(first));
	assert_int_equal(p.last.day, day_of(last));
	assert_int_equal(p.first.end, (int64_t)(p.first.day + 1) * 86400 - JAKARTA);
	assert_int_equal(p.last.end, (int64_t)(p.last.day + 1) * 86400 - JAKARTA);
}

static void lead(struct policy_span s, const char *effective, enum policy_result result, const char *first, const char *last)
{
	struct policy_period p;
	memset(&p, 0, sizeof p);
	assert_int_equal(policy_span_back(&brand.head, &s, day_of(effective), &p), result);
	assert_int_equal(p.first.day, day_of(first));
	assert_int_equal(p.last.day, day_of(last));
	assert_int_equal(p.first.end, (int64_t)(p.first.day + 1) * 86400 - JAKARTA);
	assert_int_equal(p.last.end, (int64_t)(p.last.day + 1) * 86400 - JAKARTA);
}

static void no_period(struct policy_span s, int64_t start, int32_t effective, enum policy_result result)
{
	const struct policy_period sevens = {{-7, -7}, {-7, -7}};
	struct policy_period p = sevens;
	assert_int_equal(policy_span_end(&brand.head, &s, start, &p), result);
	assert_int_equal(p.first.end + p.first.day + p.last.end + p.last.day, -28);
	assert_int_equal(policy_span_back(&brand.head, &s, effective, &p), result);
	assert_int_equal(p.first.end + p.first.day + p.last.end + p.last.day, -28);
}

static void spans(void **state)
{
	const int64_t start = time_of(JAKARTA, "2026-05-04");
	const int32_t effective = day_of("2026-05-04");
	(void)state;
	make_brand(pinned(true, JAKARTA, LAST_DAY));
	assert_ptr_equal(policy_calendar_of(&brand.head), &brand.calendar);
	period(span(POLICY_SPAN_EXACT, DAY, 30, 30), "2027-02-01 08:00:00", POLICY_OK, "2027-03-03", "2027-03-03");
	period(span(POLICY_SPAN_RANGE, YEAR, 5, 7), "2028-02-29", POLICY_OK, "2033-02-28", "2035-02-28");
	period(span(POLICY_SPAN_EXACT, BUSINESS, 3, 3), "2026-03-17", POLICY_OK, "2026-03-27", "2026-03-27");
	/* the longest is past the calendar, the shortest is not */
	period(span(POLICY_SPAN_RANGE, BUSINESS, 1, 2), "2027-12-30", POLICY_OUT_OF_CALENDAR, "2027-12-31", "2028-01-03");
	lead(span(POLICY_SPAN_EXACT, DAY, 30, 30), "2027-01-31", POLICY_OK, "2026-12-31", "2026-12-31");
	lead(span(POLICY_SPAN_RANGE, DAY, 14, 30), "2027-01-31", POLICY_OK, "2026-12-31", "2027-01-16");
	/* before Monday 6 January 2025: Fri 3, Thu 2, then 1 January is free and 31 December not known */
	lead(span(POLICY_SPAN_RANGE, BUSINESS, 2, 3), "2025-01-06", POLICY_OUT_OF_CALENDAR, "2024-12-30", "2025-01-01");
	/* what has no number */
	no_period(span(POLICY_SPAN_INDEFINITE, 0, 0, 0), start, effective, POLICY_INDEFINITE);
	no_period(span(POLICY_SPAN_WHILE, 0, 0, 0), start, effective, POLICY_WHILE_STATE);
	no_period(span(POLICY_SPAN_WORDS, 0, 0, 0), start, effective, POLICY_NO_NUMBER);
	no_period(span(POLICY_SPAN_UNSTATED, 0, 0, 0), start, effective, POLICY_UNSTATED);
	no_period(span(POLICY_SPAN_NONE, 0, 0, 0), start, effective, POLICY_NOT_LISTED);
	/* a part out of range, so all */
	no_period(span(POLICY_SPAN_RANGE, YEAR, 1, 9999), start, effective, POLICY_OUT_OF_RANGE);
	no_period(span(POLICY_SPAN_RANGE, DAY, 0, 7), start, effective, POLICY_OUT_OF_RANGE);
	no_period(span(POLICY_SPAN_EXACT, 0, 7, 7), start, effective, POLICY_OUT_OF_RANGE);
	no_period(span(POLICY_SPAN_EXACT, POLICY_UNIT_MINUTE + 1, 7, 7), start, effective, POLICY_OUT_OF_RANGE);
	/* how to round is open, for one of the two */
	make_brand(pinned(true, JAKARTA, POLICY_ROUNDING_UNSTATED));
	period(span(POLICY_SPAN_RANGE, MONTH, 12, 13), "2027-01-31", POLICY_UNSTATED, "2028-01-31", "2028-02-29");
	period(span(POLICY_SPAN_RANGE, MONTH, 1, 2), "2027-01-31", POLICY_UNSTATED, "2027-02-28", "2027-03-31");
	lead(span(POLICY_SPAN_RANGE, MONTH, 1, 2), "2027-03-01", POLICY_UNSTATED, "2026-12-28", "2027-01-28");
	lead(span(POLICY_SPAN_RANGE, MONTH, 1, 12), "2027-03-01", POLICY_UNSTATED, "2026-02-28", "2027-01-28"); /* 12: no rounding */
}

/* An upper bound alone may be over at once; without a calendar only hours and minutes have an end. */
static void upper_bounds(void **state)
{
	struct policy_span years = span(POLICY_SPAN_UP_TO, YEAR, 0, 10), hours = span(POLICY_SPAN_UP_TO, HOUR, 0, 24);
	struct policy_period p = {{-7, -7}, {-7, -7}};
	const int64_t start = time_of(JAKARTA, "2026-01-10 08:00:00");
	struct policy_years y = {7, 7};
	(void)state;
	assert_int_equal(policy_span_years(&years, &y), POLICY_OK);
	assert_int_equal(y.min, 0);
	assert_int_equal(y.max, 10);
	make_brand(pinned(false, JAKARTA, LAST_DAY));
	assert_int_equal(policy_span_end(&brand.head, &years, start, &p), POLICY_OK);
	assert_int_equal(p.first.end, start);
	assert_int_equal(p.first.day, day_of("2026-01-10"));
	assert_int_equal(p.last.end, time_of(JAKARTA, "2036-01-11 00:00:00"));
	assert_int_equal(p.last.day, day_of("2036-01-10"));
	make_brand(NULL);
	assert_int_equal(policy_span_end(&brand.head, &years, start, &p), POLICY_UNSTATED);
	assert_int_equal(policy_span_end(&brand.head, &hours, start, &p), POLICY_OK);
	assert_int_equal(p.first.end, start);
	assert_int_equal(p.last.end, start + 86400);
	assert_int_equal(policy_span_end(&brand.head, &hours, -1, &p), POLICY_OUT_OF_RANGE);
}

static void days_of_a_policy(void **state)
{
	struct policy_span hours = span(POLICY_SPAN_RANGE, HOUR, 24, 72);
	struct policy_period p = {{0, 0}, {0, 0}};
	int32_t day = -7;
	(void)state;
	make_brand(pinned(false, JAKARTA, LAST_DAY));
	assert_int_equal(policy_day(&brand.head, time_of(0, "2026-05-04 16:59:59"), &day), POLICY_OK);
	assert_int_equal(day, day_of("2026-05-04"));
	assert_int_equal(policy_day(&brand.head, time_of(0, "2026-05-04 17:00:00"), &day), POLICY_OK);
	assert_int_equal(day, day_of("2026-05-05"));
	assert_int_equal(policy_day_is_working(&brand.head, day), POLICY_OK);
	assert_int_equal(policy_day_is_working(&brand.head, day_of("2026-03-19")), POLICY_FREE_DAY);
	assert_int_equal(policy_day_is_working(&brand.head, day_of("2030-03-19")), POLICY_OUT_OF_CALENDAR);
	day = -7;
	assert_int_equal(policy_day(&brand.head, -1, &day), POLICY_OUT_OF_RANGE);
	assert_int_equal(policy_day(&brand.head, LAST_SECOND + 1, &day), POLICY_OUT_OF_RANGE);
	/* without a calendar */
	make_brand(NULL);
	assert_null(policy_calendar_of(&brand.head));
	assert_int_equal(policy_day(&brand.head, 0, &day), POLICY_UNSTATED);
	assert_int_equal(day, -7);
	assert_int_equal(policy_day_is_working(&brand.head, 0), POLICY_UNSTATED);
	for (unsigned unit = DAY; unit <= YEAR; unit++)
		no_period(span(POLICY_SPAN_EXACT, unit, 1, 1), 0, 100, POLICY_UNSTATED);
	assert_int_equal(policy_span_end(&brand.head, &hours, 1000, &p), POLICY_OK);
	assert_int_equal(p.first.end, 1000 + 24 * 3600);
	assert_int_equal(p.last.end, 1000 + 72 * 3600);
	p.first.end = -7;
	assert_int_equal(policy_span_back(&brand.head, &hours, 100, &p), POLICY_UNSTATED);
	assert_int_equal(p.first.end, -7);
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates), cmocka_unit_test(dates_that_are_not), cmocka_unit_test(months_by_hand), cmocka_unit_test(days_by_hand),
		cmocka_unit_test(business_days_by_hand), cmocka_unit_test(beyond_the_calendar), cmocka_unit_test(no_known_days),
		cmocka_unit_test(first_and_last_times), cmocka_unit_test(nothing_to_count), cmocka_unit_test(any_arguments), cmocka_unit_test(order_is_kept),
		cmocka_unit_test(another_holiday_is_never_sooner), cmocka_unit_test(bitmaps), cmocka_unit_test(spans), cmocka_unit_test(days_of_a_policy),
		cmocka_unit_test(upper_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}

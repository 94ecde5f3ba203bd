/* SPDX-License-Identifier: MIT */
/* Zones with summer time: offsets and ends of days against Python's zoneinfo (zones.h), for every day of more than a century; and what rules
 * of clocks cannot be. */
#include "../../compiler/check/zone.h"
#include "../../compiler/model/calendar.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
/* cmocka wants the ones above first */
#include <cmocka.h>
#include "zones.h"

static struct arena arena;

static struct policy_zone_rule rule(const char *text)
{
	struct policy_zone_rule r;
	const char *why = zone_read(text, &r);
	if (why)
		fail_msg("%s: %s", text, why);
	return r;
}

static const struct policy_calendar *calendar(const struct zone_data *z)
{
	struct policy_zone_rule both[2];
	struct calendar_rules rules = {0};
	uint32_t n = 0;
	if (z->earlier)
		both[n++] = rule(z->earlier);
	both[n] = rule(z->rules);
	both[n].from = z->earlier ? z->until + 1 : 0;
	rules.offset = both[n].standard;
	rules.zone = both;
	rules.zone_rules = n + 1;
	rules.rounding = POLICY_ROUNDING_LAST_DAY;
	return calendar_build(&arena, &rules, NULL, 0);
}

/* The last instant of all at which a clock still shows a date before midnight, over each stretch of time without a change. */
static int64_t end_of_day(const struct zone_data *z, size_t *near, int64_t midnight)
{
	int64_t end = INT64_MIN;
	while (*near > 0 && (int64_t)z->changes[*near - 1][0] * 1800 > midnight - 2 * 86400)
		--*near;
	for (size_t i = *near;; i++) {
		int64_t from = i ? (int64_t)z->changes[i - 1][0] * 1800 : INT64_MIN, offset = (i ? z->changes[i - 1][1] : z->offset) * 60;
		int64_t until = z->changes[i][0] ? (int64_t)z->changes[i][0] * 1800 : INT64_MAX, at = midnight - offset;
		if (from < at)
			end = at < until ? at : until;
		if (until > midnight + 2 * 86400)
			return end;
		if (until < midnight - 2 * 86400)
			*near = i + 1;
	}
}

static void ends_of_days(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof zones / sizeof *zones; n++) {
		const struct policy_calendar *c = calendar(&zones[n]);
		const int64_t last = policy_date_day_(2100, 12, 30);
		size_t near = 0, same = 0;
		for (int64_t day = policy_date_day_(zones[n].first_year, 1, 2); day <= last; day++) {
			int64_t end = end_of_day(&zones[n], &near, (day + 1) * 86400), is = policy_day_end_(c, day);
			same += end == (day + 1) * 86400 - c->offset;
			if (is != end)
				fail_msg("%s: day %lld ends at %lld, not %lld", zones[n].name, (long long)day, (long long)end, (long long)is);
			/* the second before is the day's, and at its end and ever after it is another */
			assert_true(policy_local_day_(c, end) > day);
			assert_true(policy_local_day_(c, end - 1) <= day);
			for (int64_t t = end; t < end + 2 * 86400; t += 1800)
				assert_true(policy_local_day_(c, t) > day);
		}
		assert_true(strcmp(zones[n].name, "Asia/Jakarta") == 0 || same < 36000);
	}
}

static void offsets(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof zones / sizeof *zones; n++) {
		const struct policy_calendar *c = calendar(&zones[n]);
		int before = zones[n].offset;
		for (size_t i = 0; zones[n].changes[i][0]; i++) {
			int64_t at = (int64_t)zones[n].changes[i][0] * 1800;
			assert_int_equal(policy_clock_at_(c, at - 1).offset, before * 60);
			before = zones[n].changes[i][1];
			assert_int_equal(policy_clock_at_(c, at).offset, before * 60);
			assert_int_equal(policy_clock_at_(c, at).since, at);
		}
	}
}

/* By hand. Chicago leaps from 2 to 3 on Sunday 8 March 2026, and goes back from 2 to 1 on Sunday 1 November 2026. */
static void by_hand(void **state)
{
	const struct policy_calendar *c = calendar(&zones[0]);
	struct policy_deadline d;
	const int64_t start = policy_date_day_(2026, 3, 7) * 86400 + 18 * 3600; /* noon of the 7th, CST */
	(void)state;
	/* 24 hours later it is 13:00, and the day after ends at midnight by summer time: 05:00 UTC */
	assert_int_equal(policy_calendar_add(c, POLICY_UNIT_HOUR, 24, start, &d), POLICY_OK);
	assert_int_equal(d.end, start + 86400);
	assert_int_equal(policy_calendar_add(c, POLICY_UNIT_DAY, 1, start, &d), POLICY_OK);
	assert_int_equal(d.end, policy_date_day_(2026, 3, 9) * 86400 + 5 * 3600);
	/* a request of 2 July 00:30 by the clock, 05:30 UTC, is of the 2nd: 45 days end with 16 August, at 05:00 UTC */
	assert_int_equal(policy_calendar_add(c, POLICY_UNIT_DAY, 45, policy_date_day_(2026, 7, 2) * 86400 + 5 * 3600 + 1800, &d), POLICY_OK);
	assert_int_equal(d.day, policy_date_day_(2026, 8, 16));
	assert_int_equal(d.end, policy_date_day_(2026, 8, 17) * 86400 + 5 * 3600);
	/* 24 hours' notice before 9 March is noticed 24 elapsed hours before its midnight */
	assert_int_equal(policy_calendar_back(c, POLICY_UNIT_HOUR, 24, (int32_t)policy_date_day_(2026, 3, 9), &d), POLICY_OK);
	assert_int_equal(d.end, policy_date_day_(2026, 3, 8) * 86400 + 5 * 3600);
	assert_int_equal(d.day, policy_date_day_(2026, 3, 7));
}

/* Any time and any day, to the edges of both: no overflow, nothing that does not end. */
static void edges(void **state)
{
	static const int64_t times[] = {0, 1, 86399, 253402300799, 253402300798, 253370764800};
	static const int32_t days[] = {INT32_MIN, INT32_MIN + 1, -2, -1, 0, 1, 2932896, 2932897, 2932898, INT32_MAX - 1, INT32_MAX};
	struct policy_deadline d;
	(void)state;
	for (size_t n = 0; n < sizeof zones / sizeof *zones; n++) {
		const struct policy_calendar *c = calendar(&zones[n]);
		for (unsigned unit = 1; unit <= POLICY_UNIT_YEAR; unit++)
			for (unsigned k = 1; k < 10000; k = k * 3 + 1) {
				for (size_t i = 0; i < sizeof times / sizeof *times; i++)
					if (policy_calendar_add(c, unit, k, times[i], &d) == POLICY_OK)
						assert_true(d.end > times[i]);
				for (size_t i = 0; i < sizeof days / sizeof *days; i++)
					if (policy_calendar_back(c, unit, k, days[i], &d) == POLICY_OK)
						assert_true(d.end >= 0 && d.end <= 253402300799);
			}
	}
}

static void what_is_read(void **state)
{
	(void)state;
	struct policy_zone_rule r = rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0/1:30:15");
	assert_int_equal(r.standard, 37800);
	assert_int_equal(r.daylight, 39600);
	assert_int_equal(r.starts.month * 1000 + r.starts.week * 100 + r.starts.weekday, 10100);
	assert_int_equal(r.starts.seconds, 7200);
	assert_int_equal(r.ends.seconds, 5415);
	r = rule("EET-2EEST,M3.4.4/50,M10.4.4/-1");
	assert_int_equal(r.starts.seconds, 180000);
	assert_int_equal(r.ends.seconds, -3600);
	assert_int_equal(r.daylight, 10800);
	assert_int_equal(rule("UTC0").standard, 0);
	assert_string_equal(zone_known("Europe/Berlin"), "CET-1CEST,M3.5.0,M10.5.0/3");
	assert_null(zone_known("Europe/Ber"));
	assert_null(zone_known("Asia/Tokyo"));
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
		cmocka_unit_test(ends_of_days), cmocka_unit_test(offsets), cmocka_unit_test(by_hand), cmocka_unit_test(edges), cmocka_unit_test(what_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}

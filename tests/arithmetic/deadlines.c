/* SPDX-License-Identifier: MIT */
/* Ends of periods as policy.h counts them, for oracle.js to count again. A line: what is counted, in which year, and which way; from
 * each day the days to the last day, marked c (the calendar does not know it) or u (the rounding is open); the sum of the ends.
 * usage: deadlines SPANS HOLIDAYS */
#include "../../compiler/model/calendar.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, MOST = 200 };

static struct arena arena;
static int32_t national[MOST], collective[MOST];
static size_t nationals, collectives;

static int32_t first_day(int year)
{
	int32_t day;
	if (policy_date_day((struct policy_date){year, 1, 1}, &day) != POLICY_OK)
		abort();
	return day;
}

static void read_holidays(const char *path)
{
	FILE *f = fopen(path, "r");
	char kind[16];
	struct policy_date date;
	if (!f)
		exit(1);
	while (fscanf(f, "%d-%d-%d %15s", &date.year, &date.month, &date.day, kind) == 4) {
		bool leave = strcmp(kind, "collective") == 0;
		int32_t *day = leave ? &collective[collectives++] : &national[nationals++];
		if (nationals == MOST || collectives == MOST || policy_date_day(date, day) != POLICY_OK)
			exit(1);
	}
	fclose(f);
}

static const struct policy_calendar *calendar(int32_t offset, unsigned weekend, unsigned rounding, bool leave)
{
	struct calendar_rules rules = {2024, 2027, offset, weekend, rounding, NULL, 0};
	int32_t days[2 * MOST];
	memcpy(days, national, nationals * sizeof *days);
	memcpy(days + nationals, collective, collectives * sizeof *days);
	return calendar_build(&arena, &rules, days, leave ? nationals + collectives : nationals);
}

static void put_number(int64_t n)
{
	char text[24];
	int i = 0;
	if (n < 0)
		putchar('-');
	do
		text[i++] = (char)('0' + (n < 0 ? -(n % 10) : n % 10));
	while ((n /= 10) != 0);
	while (i > 0)
		putchar(text[--i]);
}

static void put_answer(enum policy_result result, int32_t delta)
{
	putchar(' ');
	if (result == POLICY_OUT_OF_CALENDAR)
		putchar('c');
	else if (result == POLICY_UNSTATED)
		putchar('u');
	else if (result != POLICY_OK)
		putchar('?');
	put_number(delta);
}

static int64_t start_of(const struct policy_calendar *c, int32_t day)
{
	return (int64_t)day * DAY - c->offset + (int64_t)day * 7919 % DAY;
}

static void both(const char *label, const struct policy_calendar *c, unsigned unit, unsigned n, int year)
{
	struct policy_deadline d = {0, 0};
	for (int back = 0; back < 2; back++) {
		int64_t sum = 0;
		printf("%s %d %c", label, year, "><"[back]);
		for (int32_t day = first_day(year); day < first_day(year + 1); day++) {
			enum policy_result r = back ? policy_calendar_back(c, unit, n, day, &d) : policy_calendar_add(c, unit, n, start_of(c, day), &d);
			put_answer(r, back ? day - d.day : d.day - day);
			sum += d.end;
		}
		printf(" = ");
		put_number(sum);
		putchar('\n');
	}
}

int main(int argc, char **argv)
{
	static const char *const units[] = {"", "hour", "day", "business-day", "week", "month", "year"};
	char label[80], unit[20];
	unsigned n, rounding, weekend, u;
	int offset;
	FILE *spans = argc == 3 ? fopen(argv[1], "r") : NULL;
	if (!spans)
		return 1;
	read_holidays(argv[2]);
	while (fscanf(spans, "%19s %u %u %d %u", unit, &n, &rounding, &offset, &weekend) == 5) {
		for (u = 1; u < POLICY_UNIT_YEAR && strcmp(units[u], unit) != 0; u++)
			;
		snprintf(label, sizeof label, "%s %u %u %d %u", unit, n, rounding, offset, weekend);
		for (int year = 2000; year < 2400; year++)
			both(label, calendar(offset, weekend, rounding, false), u, n, year);
	}
	fclose(spans);
	for (int leave = 0; leave < 2; leave++)
		for (n = 1; n <= 60; n++) {
			const struct policy_calendar *c = calendar(25200, 96, POLICY_ROUNDING_LAST_DAY, leave);
			snprintf(label, sizeof label, "%s %u", leave ? "free" : "working", n);
			for (int year = 2024; year <= 2027; year++)
				both(label, c, POLICY_UNIT_BUSINESS_DAY, n, year);
		}
	arena_free(&arena);
	return 0;
}

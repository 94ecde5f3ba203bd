/* SPDX-License-Identifier: MIT */
/* What compare_spans answers to the questions of a file, for compare.js to answer again.
 * usage: compare QUESTIONS HOLIDAYS */
#include "../../compiler/check/compare.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200 };
static int32_t days[MOST], leave[MOST];
static size_t day_count, leave_count;

static void read_holidays(const char *path)
{
	FILE *f = fopen(path, "r");
	struct date d;
	char kind[16];
	if (!f)
		exit(1);
	while (fscanf(f, "%d-%d-%d %15s", &d.year, &d.month, &d.day, kind) == 4)
		if (strcmp(kind, "national") == 0)
			days[day_count++] = date_days(d);
		else
			leave[leave_count++] = date_days(d);
	fclose(f);
}

static enum unit unit_of(const char *name)
{
	static const char *const names[] = {"", "hour", "day", "business-day", "week", "month", "year"};
	for (int u = 1; u <= 6; u++)
		if (strcmp(name, names[u]) == 0)
			return (enum unit)u;
	exit(1);
}

static struct calendar make(struct arena *a, unsigned rounding)
{
	struct calendar_rules r = {2024, 2027, 25200, 96, rounding, NULL, 0};
	struct calendar c = {.id = "id", .first_year = 2024, .last_year = 2027};
	c.shortest = c.stated = calendar_build(a, &r, days, day_count);
	memcpy(days + day_count, leave, leave_count * sizeof *leave);
	c.longest = calendar_build(a, &r, days, day_count + leave_count);
	return c;
}

/* The witness has to be one: its ends are in the wrong order. */
static void check_witness(const char *line, const struct question *q, const struct answer *a)
{
	bool good = a->start >= 0;
	if (q->promise.unit != UNIT_HOUR && q->limit.unit != UNIT_HOUR)
		good = q->bound == BOUND_MAX ? a->promise_ends > a->limit_ends : a->promise_ends < a->limit_ends;
	if (a->sometimes && !a->always && !good)
		printf("%s: its witness is none\n", line);
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct comparisons memo = {.count = 0};
	char bound[8], unit[16], limit[16], line[100];
	unsigned least, most, n, law, own, rolls;
	if (argc != 3)
		return 1;
	read_holidays(argv[2]);
	const struct calendar calendars[] = {make(&arena, 0), make(&arena, 1), make(&arena, 2)};
	FILE *f = fopen(argv[1], "r");
	while (f && fscanf(f, "%7s %15s %u %u %15s %u %u %u %u", bound, unit, &least, &most, limit, &n, &law, &own, &rolls) == 9) {
		struct question q = {
			.promise = {least == most ? SPAN_EXACT : SPAN_RANGE, unit_of(unit), least, most, NULL},
			.limit = {SPAN_EXACT, unit_of(limit), n, n, NULL},
			.bound = strcmp(bound, "max") == 0 ? BOUND_MAX : BOUND_MIN, .rounding = law, .rolls = rolls, .calendar = &calendars[own],
		};
		snprintf(line, sizeof line, "%s %s %u %u %s %u %u %u %u", bound, unit, least, most, limit, n, law, own, rolls);
		for (int again = 0; again < 2; again++) { /* worked out, then remembered */
			struct answer a = compare_spans(&memo, &q);
			if (!again)
				check_witness(line, &q, &a);
			if (!again)
				continue;
			printf("%s = %s %u %u ", line, a.out_of_calendar ? "unknown" : a.always ? "always" : a.sometimes ? "sometimes" : "never", a.starts, a.all);
			if (a.sometimes)
				printf("by %lld %lld ", (long long)a.least, (long long)a.most);
			if (a.first_year && !a.out_of_calendar && q.promise.unit != UNIT_HOUR)
				printf("%d %d", a.shortest, a.longest);
			printf("\n");
		}
	}
	arena_free(&arena);
	return f ? fclose(f) : 1;
}

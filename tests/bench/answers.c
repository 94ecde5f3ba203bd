/* SPDX-License-Identifier: MIT */
/* What an answer costs a service, in nanoseconds, beside what else one could do: a bare array, a loop over days, SQLite.
 * usage: answers */
#include "policy/brands.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 4096, ROUNDS = 2000 };
static unsigned asked[N];
static int64_t starts[N];
static volatile int64_t sink;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* The best of five: what else the machine does only adds. */
#define MEASURE(name, count, rounds, expression) \
	static double name(const struct policy *p) \
	{ \
		double best = 1e18; \
		for (int turn = 0; turn < 5; turn++) { \
			int64_t sum = 0; \
			double t = now(); \
			for (int round = 0; round < (rounds); round++) { \
				for (int i = 0; i < (count); i++) \
					sum += (expression); \
				sink = sum; \
			} \
			t = (now() - t) / ((double)(count) * (rounds)); \
			best = t < best ? t : best; \
		} \
		(void)p; \
		return best; \
	}

/* The same rows by a plain array of them, one per code, as a hand-written table would be. */
static struct policy_retention_rule plain[64];

static int64_t found(const struct policy_retention_rule *r)
{
	return r ? r->period.max : 0;
}

/* Day by day, as one would write it without rank and select. */
static int64_t loop(const struct policy *p, int64_t start, int n)
{
	int32_t day = 0;
	policy_day(p, start, &day);
	while (n)
		n -= policy_day_is_working(p, ++day) == POLICY_OK;
	return day;
}

static int64_t counted(const struct policy *p, int64_t start)
{
	struct policy_deadline d;
	return policy_calendar_add(policy_calendar_of(p), POLICY_UNIT_BUSINESS_DAY, 10, start, &d) == POLICY_OK ? d.day : 0;
}

static int64_t keep(const struct policy *p, unsigned category, int64_t start)
{
	struct policy_happened closed = {POLICY_EVENT_ACCOUNT_CLOSURE, start};
	struct policy_case c = {.at = start, .events = &closed, .event_count = 1};
	struct policy_keeping k;
	return policy_keep(p, (enum policy_category)category, POLICY_NO_ELEMENT, start, &c, &k);
}

static int64_t share(const struct policy *p, unsigned category)
{
	struct policy_case c = {.at = 0};
	struct policy_answer a;
	return policy_may_share(p, (enum policy_category)category, POLICY_NO_ELEMENT, POLICY_RECIPIENT_YOUR_BANK, POLICY_PURPOSE_COMPLETE_DEPOSIT, &c, &a);
}

static int64_t request(const struct policy *p, int64_t start)
{
	struct policy_happened received = {POLICY_EVENT_REQUEST_RECEIVED, start};
	struct policy_case c = {.at = start, .events = &received, .event_count = 1};
	struct policy_due due;
	return policy_request_complete_due(p, POLICY_REQUEST_ACCESS, &c, &due) == POLICY_OK ? due.period.first.day : 0;
}

static sqlite3_stmt *statement;

static int64_t queried(unsigned category)
{
	int64_t n = 0;
	sqlite3_bind_int(statement, 1, (int)category);
	if (sqlite3_step(statement) == SQLITE_ROW)
		n = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return n;
}

static const char *const names[] = {"mami", "mpo21", "sesetoro"};

MEASURE(by_array, N, ROUNDS, plain[asked[i]].period.max)
MEASURE(by_enum, N, ROUNDS, found(policy_retention_find(&policy_mami.head, (enum policy_category)asked[i], 0)))
MEASURE(by_constant_array, N, ROUNDS, plain[POLICY_CATEGORY_IDENTITY_DOCUMENTS].period.max + (int64_t)asked[i])
MEASURE(by_constant, N, ROUNDS, found(policy_retention_find(&policy_mami.head, POLICY_CATEGORY_IDENTITY_DOCUMENTS, 0)) + (int64_t)asked[i])
MEASURE(by_number, N, ROUNDS, found(policy_retention_row(&policy_mami.head, asked[i])))
MEASURE(by_relation, N, 100, policy_within_(p, POLICY_RELATION_RECIPIENT, asked[i], POLICY_RECIPIENT_PAYMENT_PROCESSORS))
MEASURE(by_name, N, 200, policy_find(names[asked[i] % 3])->size)
MEASURE(by_rank, N, 200, counted(p, starts[i]))
MEASURE(by_loop, N, 100, loop(p, starts[i], 10))
MEASURE(by_keep, N, 20, keep(p, asked[i], starts[i]))
MEASURE(by_share, N, 20, share(p, asked[i]))
MEASURE(by_request, N, 20, request(p, starts[i]))
MEASURE(by_sqlite, N, 5, queried(asked[i]))

static void fill(const struct policy *p)
{
	sqlite3 *db;
	sqlite3_stmt *insert;
	uint32_t random = 1;
	for (int i = 0; i < N; i++) {
		random = random * 1664525u + 1013904223u;
		asked[i] = 1 + (random >> 8) % 22;
		starts[i] = 1767225600 + (int64_t)(random >> 5) % (600 * 86400); /* 2026 and most of 2027 */
	}
	for (unsigned c = 1; c < 64; c++) {
		const struct policy_retention_rule *r = policy_retention_find(p, (enum policy_category)c, 0);
		if (r)
			plain[c] = *r;
	}
	if (sqlite3_open(":memory:", &db) || sqlite3_exec(db, "CREATE TABLE retention (category INTEGER PRIMARY KEY, years INTEGER)", NULL, NULL, NULL) ||
	    sqlite3_prepare_v2(db, "INSERT INTO retention VALUES (?, ?)", -1, &insert, NULL))
		exit(1);
	for (int c = 1; c < 64; c++) {
		sqlite3_bind_int(insert, 1, c);
		sqlite3_bind_int(insert, 2, plain[c].period.max);
		sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	if (sqlite3_prepare_v2(db, "SELECT years FROM retention WHERE category = ?", -1, &statement, NULL))
		exit(1);
}

int main(void)
{
	const struct policy *p = &policy_mami.head;
	fill(p);
	double fixed = by_constant_array(p), constant = by_constant(p), array = by_array(p), number = by_number(p), row = by_enum(p);
	printf("a row by constant enum   %7.2f ns  %.2f of a bare array index (%.2f ns)\n", constant, constant / fixed, fixed);
	printf("by its number            %7.2f ns  %.2f of a bare array index (%.2f ns)\n", number, number / array, array);
	printf("by an enum read from data%7.2f ns  %.2f of a bare array index\n", row, row / array);
	printf("a relation of two ids    %7.1f ns  of %u\n", by_relation(p), p->relation_count);
	printf("a brand by name          %7.1f ns\n", by_name(p));
	double rank = by_rank(p), days = by_loop(p);
	printf("10 business days         %7.1f ns  a loop over days takes %.1f ns\n", rank, days);
	printf("a request's deadline     %7.1f ns\n", by_request(p));
	printf("how long it is kept      %7.1f ns\n", by_keep(p));
	printf("may it be shared         %7.1f ns\n", by_share(p));
	printf("SQLite's prepared select %7.1f ns\n", by_sqlite(p));
#define SIZE(brand) \
	printf("%-9s %6zu bytes of .rodata: calendar %zu, names %zu, the rest %zu\n", #brand, sizeof policy_##brand, \
	       sizeof policy_##brand.calendar + sizeof policy_##brand.calendar_words, sizeof policy_##brand.names, \
	       sizeof policy_##brand - sizeof policy_##brand.calendar - sizeof policy_##brand.calendar_words - sizeof policy_##brand.names);
	SIZE(mami)
	SIZE(mpo21)
	SIZE(sesetoro)
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* A service built with the header of all editions: answers what it is asked, one question a line.
 *     force TIME                       the day from which the edition in force applies
 *     breach TIME                      of a breach discovered then: the second by which users are told
 *     keep CATEGORY COLLECTED CLOSED AT    the result, and the second from which the data is gone
 *     years                            the macro of the newest edition */
#include "policy/acme.h"
#include <stdio.h>
#include <string.h>

static const struct policy *const p = &policy_acme.head;

static void force(long long time)
{
	const struct policy *e = policy_in_force(p, time);
	if (e)
		printf("%d\n", (int)e->valid_from);
	else
		puts("none");
}

static void breach(long long time)
{
	struct policy_happened events[1] = {{POLICY_EVENT_BREACH_DISCOVERED, 0}};
	struct policy_case c = {0};
	struct policy_due due;
	enum policy_result r;
	events[0].time = c.at = time;
	c.events = events;
	c.event_count = 1;
	r = policy_breach_due(p, POLICY_AUDIENCE_AFFECTED_USERS, &c, &due);
	printf("%d %lld\n", (int)r, r == POLICY_OK ? (long long)due.period.first.end : 0);
}

static void keep(const char *what, long long collected, long long closed, long long at)
{
	enum policy_category category = strcmp(what, "support") == 0 ? POLICY_CATEGORY_SUPPORT_DATA :
	                                strcmp(what, "usage") == 0 ? POLICY_CATEGORY_USAGE_DATA : POLICY_CATEGORY_DEVICE_DATA;
	struct policy_happened events[1] = {{POLICY_EVENT_ACCOUNT_CLOSURE, 0}};
	struct policy_case c = {0};
	struct policy_keeping k;
	enum policy_result r;
	c.at = at;
	events[0].time = closed;
	c.events = events;
	c.event_count = 1;
	r = policy_keep(p, category, POLICY_NO_ELEMENT, collected, &c, &k);
	printf("%d %lld\n", (int)r, r == POLICY_OK ? (long long)k.gone.end : 0);
}

int main(void)
{
	char line[200], word[32], what[32];
	while (fgets(line, sizeof line, stdin)) {
		long long a, b, c;
		if (sscanf(line, "%31s %31s %lld %lld %lld", word, what, &a, &b, &c) == 5)
			keep(what, a, b, c);
		else if (sscanf(line, "%31s %lld", word, &a) == 2)
			strcmp(word, "force") == 0 ? force(a) : breach(a);
		else
			printf("%d\n", POLICY_ACME_RETENTION_SUPPORT_PERIOD_YEARS);
	}
	return 0;
}

/* Answers questions with policy.h, a line each (ask.js writes them): brand, function, four ids, two numbers, then what is known of the
 * case. Prints the code, how many rules there are, and the ends. */
#include "policy/brands.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 16 };

static char *at;

static long long number(void)
{
	char *end;
	long long n = strtoll(at, &end, 10);
	if (end == at) {
		fprintf(stderr, "a number is missing: %s\n", at);
		exit(1);
	}
	at = end;
	return n;
}

static unsigned happened(struct policy_happened *out)
{
	unsigned n = (unsigned)number();
	for (unsigned i = 0; i < n; i++) {
		out[i].what = (uint16_t)number();
		out[i].time = number();
	}
	return n;
}

static unsigned ids(uint16_t *out)
{
	unsigned n = (unsigned)number();
	for (unsigned i = 0; i < n; i++)
		out[i] = (uint16_t)number();
	return n;
}

static void print_ends(int known, const struct policy_deadline *first, const struct policy_deadline *last)
{
	if (known)
		printf(" %lld %d %lld %d", (long long)first->end, first->day, (long long)last->end, last->day);
}

static void print_due(enum policy_result r, const struct policy_due *due)
{
	printf("%d %u %u %d", r, due->by.rules, due->by.open, due->by.rule ? (int)due->by.basis : 0);
	print_ends(due->known, &due->period.first, &due->period.last);
}

static void print_answer(enum policy_result r, const struct policy_answer *a)
{
	printf("%d %u", r, a->rules);
}

static void answer(const struct policy *p, const char *f, const unsigned *id, const long long *n, const struct policy_case *c)
{
	struct policy_due due;
	struct policy_keeping k;
	struct policy_outcome outcome;
	struct policy_answer a;
	struct policy_reaction reaction;
	int32_t last;
	if (strcmp(f, "breach") == 0) {
		print_due(policy_breach_due(p, (enum policy_audience)id[0], c, &due), &due);
	} else if (strcmp(f, "answer") == 0) {
		print_due(policy_request_answer_due(p, (enum policy_request)id[0], c, &due), &due);
	} else if (strcmp(f, "complete") == 0) {
		print_due(policy_request_complete_due(p, (enum policy_request)id[0], c, &due), &due);
	} else if (strcmp(f, "change") == 0) {
		print_due(policy_change_due(p, (enum policy_change)id[0], (int32_t)n[0], c, &due), &due);
	} else if (strcmp(f, "keep") == 0) {
		enum policy_result r = policy_keep(p, (enum policy_category)id[0], (enum policy_element)id[1], n[0], c, &k);
		printf("%d %u %u", r, k.by.rules, k.by.open);
		if (k.floor && k.ceiling) {
			print_ends(1, &k.keep, &k.gone);
			printf(" then %u %d grace %d", k.ending == POLICY_UNSTATED ? 0 : k.then, k.ending, k.grace);
			if (k.grace == POLICY_OK)
				printf(" %lld", (long long)k.overdue.end);
		}
	} else if (strcmp(f, "outcome") == 0) {
		print_answer(policy_request_outcome(p, (enum policy_request)id[0], (enum policy_category)id[1], c, &outcome), &outcome.by);
		printf(" %u %u", outcome.result, outcome.further);
	} else if (strcmp(f, "act") == 0) {
		print_answer(policy_act(p, (enum policy_act)n[0], (enum policy_category)id[0], (enum policy_element)id[1], (enum policy_recipient)id[2],
		                        (enum policy_purpose)id[3], c, &a), &a);
	} else if (strcmp(f, "use") == 0) {
		print_answer(policy_may_use(p, (enum policy_category)id[0], (enum policy_element)id[1], (enum policy_purpose)id[2],
		                            (enum policy_said)n[0], c, &a), &a);
	} else if (strcmp(f, "share") == 0) {
		print_answer(policy_may_share(p, (enum policy_category)id[0], (enum policy_element)id[1], (enum policy_recipient)id[2],
		                              (enum policy_purpose)id[3], c, &a), &a);
	} else if (strcmp(f, "store") == 0) {
		print_answer(policy_may_store(p, (enum policy_surface)id[0], (enum policy_cookie_class)id[1], (enum policy_said)n[0], c, &a), &a);
	} else if (strcmp(f, "permits") == 0) {
		print_answer(policy_state_permits(p, (enum policy_state)id[0], (enum policy_permission)id[1], c, &a), &a);
	} else if (strcmp(f, "signal") == 0) {
		print_answer(policy_signal(p, (enum policy_signal)id[0], c, &reaction), &reaction.by);
		printf(" %u %d", reaction.action, reaction.length);
		if (reaction.length == POLICY_OK)
			print_ends(1, &reaction.until.first, &reaction.until.last);
	} else if (strcmp(f, "document") == 0) {
		print_answer(policy_document_age(p, (enum policy_gate)id[0], (enum policy_document)id[1], (int32_t)n[0], c, &a, &last), &a);
		printf(" %d", last == POLICY_NO_DATE ? 0 : last);
	} else {
		fprintf(stderr, "no function %s\n", f);
		exit(1);
	}
	putchar('\n');
}

int main(void)
{
	static char line[4096];
	while (fgets(line, sizeof line, stdin)) {
		struct policy_happened events[MANY], ended[MANY];
		uint16_t met[MANY], unmet[MANY], within[MANY], outside[MANY];
		char brand[80], f[20];
		unsigned id[4];
		long long n[2];
		int skip;
		struct policy_case c = {.events = events, .ended = ended, .met = met, .unmet = unmet, .within = within, .outside = outside};
		if (sscanf(line, "%79s %19s%n", brand, f, &skip) != 2)
			return 1;
		at = line + skip;
		for (int i = 0; i < 4; i++)
			id[i] = (unsigned)number();
		n[0] = number();
		c.at = number();
		c.event_count = happened(events);
		c.ended_count = happened(ended);
		c.met_count = ids(met);
		c.unmet_count = ids(unmet);
		c.within_count = ids(within);
		c.outside_count = ids(outside);
		c.method = (uint16_t)number();
		c.technique = (uint16_t)number();
		c.place = (uint16_t)number();
		c.instrument = (uint16_t)number();
		answer(policy_find(brand), f, id, n, &c);
	}
	return 0;
}

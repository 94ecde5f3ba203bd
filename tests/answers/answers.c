/* SPDX-License-Identifier: MIT */
/* Answers the questions of a file with the functions of policy.h, a line each. oracle.js answers them again. */
#include "question.h"

static const char *const results[] = {"ok", "no-number", "indefinite", "while-state", "unstated", "not-started", "not-listed", "conflict",
                                      "out-of-calendar", "out-of-range", "no-list", "other-unit", "free-day", "no", "conditional", "not-firm", "paused", "ambiguous"};
static const char *const bases[] = {"-", "stated", "implied", "reading"};

static const struct policy *asked;

/* Of several editions the one that answers, by its place. */
static void print_edition(const struct policy *p)
{
	for (unsigned i = 0; p && asked->edition_count > 1 && i < asked->edition_count; i++)
		if (edition_of(asked, i) == p)
			printf("#%u ", i);
}

static void print_answer(enum policy_result r, const struct policy_answer *by)
{
	if (by->conflict)
		printf("%s:%s %s %s %u/%u", results[r], policy_conflict_name(by), by->rule ? policy_rule_name(by->policy, by->rule) : "-", bases[by->basis], by->open, by->rules);
	else
		printf("%s %s %s %u/%u", results[r], by->rule ? policy_rule_name(by->policy, by->rule) : "-", bases[by->basis], by->open, by->rules);
}

static void print_by(enum policy_result r, const struct policy_answer *by)
{
	print_edition(by->policy);
	print_answer(r, by);
}

static void print_due(enum policy_result r, const struct policy_due *due)
{
	print_by(r, &due->by);
	printf(" %u", due->event);
	if (due->known)
		printf(" %lld/%d..%lld/%d", (long long)due->period.first.end, (int)due->period.first.day, (long long)due->period.last.end,
		       (int)due->period.last.day);
	putchar('\n');
}

static void print_keeping(enum policy_result r, const struct policy_keeping *k)
{
	print_by(r, &k->by);
	if (k->floor)
		printf(" keep %s %lld/%d", policy_rule_name(k->by.policy, &k->floor->rule), (long long)k->keep.end, (int)k->keep.day);
	if (k->ceiling) {
		printf(" gone %s %lld/%d", policy_rule_name(k->by.policy, &k->ceiling->rule), (long long)k->gone.end, (int)k->gone.day);
		printf(" then %u %s %s", k->then, results[k->ending], results[k->grace]);
		if (k->grace == POLICY_OK)
			printf(" %lld/%d", (long long)k->overdue.end, (int)k->overdue.day);
	}
	putchar('\n');
}

static void ask_applies(const struct question *q)
{
	const struct policy_rule *rule = NULL;
#define FIND_(section, SECTION) \
	for (unsigned i = 0; strcmp(q->rule, #section) == 0 && (unsigned)q->n[0] < policy_##section##_count(q->p) && i == 0; i++) \
		rule = &policy_##section##_row(q->p, (unsigned)q->n[0])->rule;
	POLICY_SECTIONS(FIND_)
	assert(rule);
	printf("%s %s\n", results[policy_rule_applies(q->p, rule, &q->c)], policy_rule_name(q->p, rule));
}

/* NO fills nothing. */
static void print_due_or_no(enum policy_result r, const struct policy_due *due)
{
	if (r == POLICY_NO)
		printf("no\n");
	else
		print_due(r, due);
}

static void print_reactions(const struct question *q)
{
	struct policy_reaction out;
	for (unsigned n = 0;; n++) {
		enum policy_result r = policy_signal(q->p, ID(signal, 0), n, &q->c, &out);
		if (r == POLICY_NOT_LISTED && n > 0)
			break;
		if (n == 0)
			print_edition(out.by.policy);
		else
			printf(" | ");
		print_answer(r, &out.by);
		printf(" %u %u %u %s", out.action, out.release, out.then, results[out.length]);
		if (out.length == POLICY_OK)
			printf(" %lld..%lld", (long long)out.until.first.end, (long long)out.until.last.end);
		if (r == POLICY_NOT_LISTED)
			break;
	}
	putchar('\n');
}

static void ask(const struct question *q)
{
	struct policy_answer by;
	struct policy_due due;
	enum policy_result r;
	asked = q->p;
	if (due_of(q, &r, &due)) {
		print_due_or_no(r, &due);
	} else if (may_of(q, &r, &by)) {
		print_by(r, &by);
		putchar('\n');
	} else if (strcmp(q->name, "keep") == 0) {
		struct policy_keeping k;
		r = policy_keep(q->p, ID(category, 0), ID(element, 1), q->n[2], &q->c, &k);
		print_keeping(r, &k);
	} else if (strcmp(q->name, "rule-keep") == 0) {
		r = policy_keep_rule(q->p, policy_retention_row(q->p, (unsigned)q->n[0]), ID(category, 1), ID(element, 2), &q->c, &due);
		print_due_or_no(r, &due);
	} else if (strcmp(q->name, "outcome") == 0) {
		struct policy_outcome out;
		r = policy_request_outcome(q->p, ID(request, 0), ID(category, 1), &q->c, &out);
		print_by(r, &out.by);
		printf(" %u %u %u\n", out.result, out.further, out.until);
	} else if (strcmp(q->name, "signal") == 0) {
		print_reactions(q);
	} else if (strcmp(q->name, "document") == 0) {
		int32_t last;
		r = policy_document_age(q->p, ID(gate, 0), ID(document, 1), (int32_t)q->n[2], &q->c, &by, &last);
		print_by(r, &by);
		printf(last == POLICY_NO_DATE ? " -\n" : " %d\n", (int)last);
	} else if (strcmp(q->name, "in-force") == 0) {
		print_edition(policy_in_force(q->p, q->c.at));
		printf("%s\n", policy_in_force(q->p, q->c.at) ? "yes" : "no");
	} else if (strcmp(q->name, "applies") == 0) {
		ask_applies(q);
	} else {
		abort();
	}
}

int main(int argc, char **argv)
{
	static char line[4096];
	struct question q;
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	if (!f)
		return 2;
	while (fgets(line, sizeof line, f)) {
		read_question(line, &q);
		ask(&q);
	}
	fclose(f);
	return 0;
}

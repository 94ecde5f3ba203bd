/* SPDX-License-Identifier: MIT */
/* What must hold of any policy's answers, tried on the questions of a file: COUNT passed failed. */
#include "question.h"

static unsigned passed, failed;
static const char *asked;

#define CHECK(condition, what) \
	do { \
		if (condition) \
			passed++; \
		else if (failed++ < 5) \
			printf("FAIL %s: %s", what, asked); \
	} while (0)

static int is_time(int64_t t)
{
	return t >= 0 && t <= 253402300799;
}

/* The same question, when everything happened so much later. */
static struct question *later(const struct question *q, int64_t seconds)
{
	static struct question moved;
	moved = *q;
	for (unsigned i = 0; i < q->c.event_count; i++)
		moved.events[i].time += seconds;
	moved.c.events = moved.events;
	return &moved;
}

/* The same question, of a case of which nothing is known. */
static struct question *unknown(const struct question *q)
{
	static struct question bare;
	bare = *q;
	bare.c.met_count = bare.c.unmet_count = bare.c.within_count = bare.c.outside_count = 0;
	return &bare;
}

static void try_due(const struct question *q, enum policy_result r, const struct policy_due *due)
{
	static const int64_t steps[] = {1, 3600, 86400, 40 * 86400};
	const int back = strstr(q->name, "change") != NULL;
	struct policy_due other;
	enum policy_result s;
	if (due->known) {
		CHECK(is_time(due->period.first.end) && is_time(due->period.last.end), "a known end is a time");
		CHECK(due->period.first.end <= due->period.last.end, "the first end is not after the last");
	}
	CHECK(r != POLICY_OK || due->known, "what is answered with OK has an end");
	if (due->known && !back && q->c.event_count == 1)
		CHECK(due->period.first.end > q->events[0].time, "an end comes after its start");
	for (unsigned i = 0; due->known && !back && q->c.pause_count == 0 && i < 4; i++) {
		due_of(later(q, steps[i]), &s, &other);
		CHECK(other.known && other.period.first.end >= due->period.first.end, "a later start has no earlier end");
		CHECK(other.known && (other.by.rule != due->by.rule || other.period.last.end >= due->period.last.end), "nor an earlier last one");
	}
	/* a rule that falls to another, which is sure, does not apply itself in every case (S11) */
	const int one = strncmp(q->name, "rule-", 5) == 0 || strncmp(q->name, "route-", 6) == 0;
	due_of(unknown(q), &s, &other);
	CHECK(s != POLICY_OK || (one && r == POLICY_NO) || (r == POLICY_OK && due->period.first.end == other.period.first.end), "what is sure of an unknown case is sure of any");
}

/* Without pauses an end is no later; with longer ones no earlier. */
static void try_pauses(const struct question *q, const struct policy_due *due)
{
	struct question other = *q;
	struct policy_due end;
	enum policy_result s;
	if (q->c.pause_count == 0 || !due->known)
		return;
	other.c.pauses = other.pauses;
	for (unsigned i = 0; i < q->c.pause_count; i++)
		if (other.pauses[i].until != POLICY_STILL)
			other.pauses[i].until += 3 * 86400 / 2;
	due_of(&other, &s, &end);
	CHECK(!end.known || end.period.first.end >= due->period.first.end, "longer pauses have no earlier end");
	other.c.pause_count = 0;
	due_of(&other, &s, &end);
	CHECK(end.known && s != POLICY_PAUSED && end.period.first.end <= due->period.first.end, "without pauses there is an end, no later");
}

/* One more condition that is met: a later deadline only if the rule no longer applies. */
static void try_condition(const struct question *q, enum policy_result r, const struct policy_due *due)
{
	struct question more = *q;
	struct policy_due other;
	enum policy_result s;
	if (r != POLICY_OK || more.c.met_count == MOST || q->c.unmet_count)
		return;
	more.c.events = more.events;
	more.c.met = more.ids[0];
	for (uint16_t condition = 1; condition <= 5; condition++) {
		more.ids[0][q->c.met_count] = condition;
		more.c.met_count = q->c.met_count + 1;
		due_of(&more, &s, &other);
		if (s == POLICY_OK && other.period.first.end > due->period.first.end) {
			int gone = policy_rule_applies(due->by.policy, due->by.rule, &more.c) == POLICY_NO;
			if (strncmp(q->name, "re", 2) == 0 || strncmp(q->name, "ro", 2) == 0)
				gone |= policy_rule_applies(due->by.policy, &policy_request_row(due->by.policy, due->by.rule->parent)->rule, &more.c) == POLICY_NO;
			CHECK(gone, "a condition moves a deadline without a reason");
		} else {
			passed++;
		}
	}
}

static void try_keep(const struct question *q)
{
	struct policy_keeping k, other;
	enum policy_result r = policy_keep(q->p, ID(category, 0), ID(element, 1), q->n[2], &q->c, &k), s;
	CHECK(r != POLICY_OK || k.ceiling, "what is let go has an end");
	CHECK(r != POLICY_OK || k.keep.end <= k.gone.end || q->c.at < k.gone.end || q->c.at >= k.keep.end,
	      "between a ceiling and a later floor nothing is kept or let go");
	CHECK(r != POLICY_OK || k.by.open == 0, "nothing ends while a rule is open");
	CHECK(!k.ceiling || k.grace != POLICY_OK || k.overdue.end > k.gone.end, "overdue after it falls due");
	CHECK(!k.ceiling || (is_time(k.gone.end) && is_time(k.keep.end)), "the ends are times");
	s = policy_keep(q->p, ID(category, 0), ID(element, 1), q->n[2], &unknown(q)->c, &other);
	if (q->p->edition_count < 2)
		CHECK(s != POLICY_OK || (r == POLICY_OK && k.gone.end == other.gone.end && k.keep.end == other.keep.end), "what ends of an unknown case ends of any");
	else /* of a known case a later edition may be known to be shorter */
		CHECK(s != POLICY_OK || (r == POLICY_OK && k.gone.end <= other.gone.end), "what ends of an unknown case ends of any by then");
}

/* Every act that rules out a use or a sharing: none does where it is allowed, whatever is decided (S14). */
static void try_allowed(const struct question *q, unsigned section)
{
	const int share = section == POLICY_SECTION_SHARING;
	const struct policy *p = policy_in_force(q->p, q->c.at);
	const struct policy_relation *relation = (const struct policy_relation *)policy_at_(p, p->relations);
	struct policy_answer by;
	for (unsigned i = 0; i < p->relation_count; i++)
		if (relation[i].kind == POLICY_RELATION_FORBIDS && relation[i].of == section)
			CHECK(policy_act(q->p, (enum policy_act)relation[i].id, ID(category, 0), ID(element, 1), share ? ID(recipient, 2) : (enum policy_recipient)0,
			                 share ? ID(purpose, 3) : ID(purpose, 2), &q->c, &by) == POLICY_NOT_LISTED,
			      "something is allowed that a prohibition rules out");
}

static void try_may(const struct question *q, enum policy_result r, const struct policy_answer *by)
{
	struct policy_answer other;
	enum policy_result s;
	/* of a conflict it is that of the first settlement, which may be NOT_LISTED (S7) */
	CHECK((by->rule == NULL) == (r == POLICY_NOT_LISTED) || (r == POLICY_CONFLICT && by->rule == NULL), "an answer names its rule");
	may_of(unknown(q), &s, &other);
	CHECK(s != POLICY_OK || r == POLICY_OK, "what is allowed of an unknown case is allowed of any");
	CHECK(s != POLICY_NO || r == POLICY_NO || r == POLICY_CONFLICT, "what is ruled out of an unknown case is allowed of none");
	if (r == POLICY_OK && strcmp(q->name, "use") == 0)
		try_allowed(q, POLICY_SECTION_USE);
	if (r == POLICY_OK && strcmp(q->name, "share") == 0)
		try_allowed(q, POLICY_SECTION_SHARING);
	if (r == POLICY_OK && strcmp(q->name, "use") == 0 && q->said != POLICY_SAID_NO) {
		struct question more = *q;
		more.said = POLICY_SAID_YES_EXPLICITLY;
		more.c.events = more.events;
		may_of(&more, &s, &other);
		CHECK(s == POLICY_OK, "a clearer yes allows no less");
	}
}

int main(int argc, char **argv)
{
	static char line[4096], copy[4096];
	struct question q;
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	if (!f)
		return 2;
	asked = copy;
	while (fgets(line, sizeof line, f)) {
		struct policy_due due;
		struct policy_answer by;
		enum policy_result r;
		strcpy(copy, line);
		read_question(line, &q);
		if (due_of(&q, &r, &due)) {
			try_due(&q, r, &due);
			try_condition(&q, r, &due);
			try_pauses(&q, &due);
		} else if (may_of(&q, &r, &by)) {
			try_may(&q, r, &by);
		} else if (strcmp(q.name, "keep") == 0) {
			try_keep(&q);
		}
	}
	fclose(f);
	printf("COUNT %u %u\n", passed, failed);
	return failed != 0;
}

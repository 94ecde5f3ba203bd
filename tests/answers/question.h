/* SPDX-License-Identifier: MIT */
/* A question to policy.h, read from a line: BRAND FUNCTION NUMBER... key=value..., where ids are codes and times seconds; lists are written 1,2
 * what happened 1:TIME,2:TIME and what was awaited 1:FROM:UNTIL,2:FROM:; edition=0 asks by the brand's first edition, and not by the newest. */
#ifndef QUESTION_H
#define QUESTION_H

#include "policy/brands.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 32 };
struct question {
	const struct policy *p;
	const char *name;
	long long n[8];
	unsigned count;
	struct policy_case c;
	enum policy_said said;
	const char *rule;
	struct policy_happened events[MOST], ended[MOST];
	struct policy_pause pauses[MOST];
	uint16_t ids[4][MOST];
};

static unsigned read_ids(char *text, uint16_t *out)
{
	unsigned n = 0;
	for (char *t = strtok(text, ","); t && n < MOST; t = strtok(NULL, ","))
		out[n++] = (uint16_t)strtoul(t, NULL, 10);
	return n;
}

static unsigned read_happened(char *text, struct policy_happened *out)
{
	unsigned n = 0;
	for (char *t = strtok(text, ","); t && n < MOST; t = strtok(NULL, ",")) {
		char *end;
		out[n].what = (uint16_t)strtoul(t, &end, 10);
		out[n++].time = strtoll(end + 1, NULL, 10);
	}
	return n;
}

static unsigned read_pauses(char *text, struct policy_pause *out)
{
	unsigned n = 0;
	for (char *t = strtok(text, ","); t && n < MOST; t = strtok(NULL, ",")) {
		char *end;
		out[n].what = (uint16_t)strtoul(t, &end, 10);
		out[n].from = strtoll(end + 1, &end, 10);
		out[n].until = end[1] ? strtoll(end + 1, NULL, 10) : POLICY_STILL;
		n++;
	}
	return n;
}

static const struct policy *edition_of(const struct policy *p, unsigned nth)
{
	const struct policy_edition *e = (const struct policy_edition *)policy_at_(p, p->editions);
	assert(nth < p->edition_count);
	return (const struct policy *)policy_at_(p, e[nth].head);
}

static void read_key(struct question *q, const char *key, char *value)
{
	struct policy_case *c = &q->c;
	if (strcmp(key, "at") == 0)
		c->at = strtoll(value, NULL, 10);
	else if (strcmp(key, "events") == 0)
		c->event_count = read_happened(value, q->events);
	else if (strcmp(key, "ended") == 0)
		c->ended_count = read_happened(value, q->ended);
	else if (strcmp(key, "pauses") == 0)
		c->pause_count = read_pauses(value, q->pauses);
	else if (strcmp(key, "met") == 0)
		c->met_count = read_ids(value, q->ids[0]);
	else if (strcmp(key, "unmet") == 0)
		c->unmet_count = read_ids(value, q->ids[1]);
	else if (strcmp(key, "within") == 0)
		c->within_count = read_ids(value, q->ids[2]);
	else if (strcmp(key, "outside") == 0)
		c->outside_count = read_ids(value, q->ids[3]);
	else if (strcmp(key, "method") == 0)
		c->method = (uint16_t)strtoul(value, NULL, 10);
	else if (strcmp(key, "technique") == 0)
		c->technique = (uint16_t)strtoul(value, NULL, 10);
	else if (strcmp(key, "place") == 0)
		c->place = (uint16_t)strtoul(value, NULL, 10);
	else if (strcmp(key, "instrument") == 0)
		c->instrument = (uint16_t)strtoul(value, NULL, 10);
	else if (strcmp(key, "said") == 0)
		c->said = (enum policy_said)strtoul(value, NULL, 10), q->said = c->said == POLICY_SAID_NO_WORD ? POLICY_SAID_NOTHING : c->said;
	else if (strcmp(key, "rule") == 0)
		q->rule = value;
	else if (strcmp(key, "edition") == 0)
		q->p = edition_of(q->p, (unsigned)strtoul(value, NULL, 10));
	else
		abort();
}

static void read_question(char *line, struct question *q)
{
	char *save, *words[64];
	unsigned n = 0;
	memset(q, 0, sizeof *q);
	for (char *w = strtok_r(line, " \n", &save); w && n < 64; w = strtok_r(NULL, " \n", &save))
		words[n++] = w;
	assert(n >= 2);
	q->p = policy_find(words[0]);
	q->name = words[1];
	assert(q->p);
	for (unsigned i = 2; i < n; i++) {
		char *value = strchr(words[i], '=');
		if (!value) {
			assert(q->count < 8);
			q->n[q->count++] = strtoll(words[i], NULL, 10);
			continue;
		}
		*value++ = '\0';
		read_key(q, words[i], value);
	}
	q->c.events = q->events;
	q->c.ended = q->ended;
	q->c.pauses = q->pauses;
	q->c.met = q->ids[0];
	q->c.unmet = q->ids[1];
	q->c.within = q->ids[2];
	q->c.outside = q->ids[3];
}

#define ID(type, i) ((enum policy_##type)q->n[i])

static const struct policy_route_rule *route_of(const struct question *q)
{
	const struct policy_route_rule *route = policy_route_row(q->p, (unsigned)q->n[0]);
	assert(route);
	return route;
}

/* What a question about a deadline comes to; 0: it is about something else. */
static int due_of(const struct question *q, enum policy_result *r, struct policy_due *due)
{
	if (strcmp(q->name, "breach") == 0)
		*r = policy_breach_due(q->p, ID(audience, 0), &q->c, due);
	else if (strcmp(q->name, "request-answer") == 0)
		*r = policy_request_answer_due(q->p, ID(request, 0), &q->c, due);
	else if (strcmp(q->name, "request-complete") == 0)
		*r = policy_request_complete_due(q->p, ID(request, 0), &q->c, due);
	else if (strcmp(q->name, "route-answer") == 0)
		*r = policy_route_answer_due(q->p, route_of(q), &q->c, due);
	else if (strcmp(q->name, "route-complete") == 0)
		*r = policy_route_complete_due(q->p, route_of(q), &q->c, due);
	else if (strcmp(q->name, "rule-breach") == 0)
		*r = policy_breach_rule_due(q->p, policy_breach_row(q->p, (unsigned)q->n[0]), &q->c, due);
	else if (strcmp(q->name, "rule-change") == 0)
		*r = policy_change_rule_due(q->p, policy_policy_change_row(q->p, (unsigned)q->n[0]), ID(change, 1), (int32_t)q->n[2], &q->c, due);
	else if (strcmp(q->name, "change") == 0)
		*r = policy_change_due(q->p, ID(change, 0), (int32_t)q->n[1], &q->c, due);
	else
		return 0;
	return 1;
}

/* The same of a question whether something may be done. */
static int may_of(const struct question *q, enum policy_result *r, struct policy_answer *by)
{
	if (strcmp(q->name, "act") == 0)
		*r = policy_act(q->p, ID(act, 0), ID(category, 1), ID(element, 2), ID(recipient, 3), ID(purpose, 4), &q->c, by);
	else if (strcmp(q->name, "use") == 0)
		*r = policy_may_use(q->p, ID(category, 0), ID(element, 1), ID(purpose, 2), q->said, &q->c, by);
	else if (strcmp(q->name, "share") == 0)
		*r = policy_may_share(q->p, ID(category, 0), ID(element, 1), ID(recipient, 2), ID(purpose, 3), &q->c, by);
	else if (strcmp(q->name, "store") == 0)
		*r = policy_may_store(q->p, ID(surface, 0), ID(cookie_class, 1), q->said, &q->c, by);
	else if (strcmp(q->name, "state") == 0)
		*r = policy_state_permits(q->p, ID(state, 0), ID(permission, 1), &q->c, by);
	else
		return 0;
	return 1;
}

#endif

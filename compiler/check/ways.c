/* SPDX-License-Identifier: MIT */
/* Refuses what cannot be answered way by way: conflicts whose decisions run in a circle, each with the circle's conflicts in their order,
 * those that can stand in too many ways, and records that can be read in too many. The ways themselves are dispute.c's. */
#include "ways.h"
#include "../model/dispute.h"

/* ---- circles ---- */

/* A side that attacks another, which does not attack it. */
struct edge {
	const struct dispute_conflict *conflict;
	uint32_t holds, yields;
	bool inner; /* undecided: the conflict is with a side around `yields` */
	bool struck; /* it cannot be part of a circle, or is part of one that was reported */
};

struct circles {
	const struct model *model;
	struct diags *diags;
	struct edge *edges;
	size_t *trail; /* of edges, each one that comes before the last */
	size_t count;
};

static bool same_side(const struct dispute_side *a, const struct dispute_side *b)
{
	return a->place.record == b->place.record && a->place.field == b->place.field && a->member == b->member;
}

/* Whether the one is a part of the other. */
static bool is_inside(const struct dispute_side *inner, const struct dispute_side *outer)
{
	return !same_side(inner, outer) && side_is_around(outer, inner->place.record);
}

static bool are_undecided(const struct disputes *d, uint32_t one, uint32_t other)
{
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct dispute_conflict *c = &d->conflicts[i];
		if (c->holds == 0 && ((c->one == one && c->other == other) || (c->one == other && c->other == one)))
			return true;
	}
	return false;
}

/* What is in conflict with a record attacks the sides inside it, and these do not attack back. */
static void add_inner(struct circles *c, const struct disputes *d, const struct dispute_conflict *of, uint32_t holds, uint32_t around, bool fill)
{
	for (uint32_t i = 0; i < d->side_count; i++) {
		if (!is_inside(&d->sides[i], &d->sides[around]) || are_undecided(d, holds, i))
			continue;
		if (fill)
			c->edges[c->count] = (struct edge){of, holds, i, true, false};
		c->count++;
	}
}

static void list_edges(struct circles *c, const struct disputes *d, bool fill)
{
	c->count = 0;
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct dispute_conflict *of = &d->conflicts[i];
		if (of->holds == 0) {
			add_inner(c, d, of, of->one, of->other, fill);
			add_inner(c, d, of, of->other, of->one, fill);
			continue;
		}
		if (fill)
			c->edges[c->count] = (struct edge){of, of->holds == 2 ? of->other : of->one, of->holds == 2 ? of->one : of->other, false, false};
		c->count++;
	}
}

/* Whether what holds by the second gives way by the first. By two decisions also if only a part of it does: what is said of the whole would
 * rest on a part that is not there. */
static bool leads_to(const struct disputes *d, const struct edge *first, const struct edge *second)
{
	const struct dispute_side *yields = &d->sides[first->yields], *holds = &d->sides[second->holds];
	if (first->yields == second->holds)
		return true;
	return !first->inner && (is_inside(holds, yields) || (!second->inner && is_inside(yields, holds)));
}

/* An edge that is left and leads to this one; itself if there is none. */
static size_t before(const struct circles *c, size_t edge)
{
	for (size_t n = 0; n < c->count; n++)
		if (!c->edges[n].struck && leads_to(c->model->disputes, &c->edges[n], &c->edges[edge]))
			return n;
	return edge;
}

/* Strikes out every edge that none leads to, until nothing changes: those that are left come after a circle. */
static bool strike(struct circles *c, size_t *left)
{
	bool struck = true, any = false;
	while (struck) {
		struck = any = false;
		for (size_t i = 0; i < c->count; i++) {
			if (c->edges[i].struck)
				continue;
			if (before(c, i) == i)
				struck = c->edges[i].struck = true;
			else
				*left = i, any = true;
		}
	}
	return any;
}

static struct pos conflict_pos(const struct model *m, const struct dispute_conflict *c)
{
	return (struct pos){m->source, c->record->line, c->record->col};
}

/* Reports a circle: the edges of the trail, of which each comes before the one that stands before it. */
static void report_circle(struct circles *c, const size_t *trail, size_t length)
{
	size_t first = 0;
	struct buf said = {0};
	bool decided = false;
	for (size_t i = 1; i < length; i++)
		if (c->edges[trail[i]].conflict->record->line < c->edges[trail[first]].conflict->record->line)
			first = i;
	for (size_t i = 0; i < length; i++) {
		struct edge *e = &c->edges[trail[(first + length - i) % length]];
		const struct record *conflict = e->conflict->record;
		bool one = e->holds == e->conflict->one;
		buf_printf(&said, "%s'%s' %s '%s'", i ? ", " : "", record_value(conflict, one ? KEY_one : KEY_other)->fact_ref.path,
		           e->inner ? "is undecided against" : decided ? "over" : "holds over",
		           record_value(conflict, one ? KEY_other : KEY_one)->fact_ref.path);
		decided = !e->inner;
		e->struck = true;
	}
	diag_add(c->diags, DIAG_P079, conflict_pos(c->model, c->edges[trail[first]].conflict),
	         "these conflicts run in a circle: %s; decide one of them the other way", buf_cstr(&said));
	buf_free(&said);
}

static void check_circles(struct arena *a, const struct model *m, struct diags *diags)
{
	struct circles c = {.model = m, .diags = diags};
	size_t left = 0;
	list_edges(&c, m->disputes, false);
	c.edges = NEW_N(a, struct edge, c.count + 1);
	c.trail = NEW_N(a, size_t, c.count + 1);
	list_edges(&c, m->disputes, true);
	while (strike(&c, &left)) {
		size_t length = 0, start = 0;
		for (size_t at = left;; at = before(&c, at)) {
			for (start = 0; start < length && c.trail[start] != at; start++)
				;
			if (start < length)
				break;
			c.trail[length++] = at;
		}
		report_circle(&c, c.trail + start, length - start);
	}
}

/* ---- too many ways ---- */

/* The first of a dispute's conflicts in the file. */
static const struct dispute_conflict *first_conflict(const struct disputes *d, uint32_t dispute)
{
	const struct dispute_conflict *first = NULL;
	for (uint32_t i = 0; i < d->conflict_count; i++)
		if (d->sides[d->conflicts[i].one].dispute == dispute && (!first || d->conflicts[i].record < first->record))
			first = &d->conflicts[i];
	return first;
}

static void check_endless(const struct model *m, struct diags *diags)
{
	const struct disputes *d = m->disputes;
	for (uint32_t i = 0; i < d->count; i++) {
		if (!d->at[i].endless)
			continue;
		if (d->at[i].side_count > MAX_SIDES)
			diag_add(diags, DIAG_P084, conflict_pos(m, first_conflict(d, i)),
			         "this conflict hangs together with others that have %u sides; at most %d can, so correct what some of them are about",
			         d->at[i].side_count, MAX_SIDES);
		else
			diag_add(diags, DIAG_P084, conflict_pos(m, first_conflict(d, i)),
			         "this conflict hangs together with others that can stand in more than %d ways; write 'enforce:' in some of them, or correct what they are about",
			         MAX_WAYS);
	}
}

/* Of a side that is a field: how many others it can read the value of, where it does not stand. */
static unsigned readings(const struct disputes *d, const struct dispute_side *s)
{
	unsigned n = 0;
	for (uint32_t i = 0; s->place.field >= 0 && !s->member && i < d->side_count; i++) {
		const struct dispute_side *other = &d->sides[i];
		uint32_t bit = i - d->at[s->dispute].side;
		n += other->dispute == s->dispute && bit < MAX_SIDES && (s->rivals | s->over) >> bit & 1 && other->place.field == s->place.field &&
		     other->place.record->section == s->place.record->section;
	}
	return n;
}

/* A record is asked once for each choice of what its fields read (S5). */
static void check_turns(const struct model *m, struct diags *diags)
{
	const struct disputes *d = m->disputes;
	for (uint32_t i = 0; i < d->side_count; i++) {
		const struct record *record = d->sides[i].place.record;
		uint32_t first = 0;
		unsigned turns = 1;
		while (d->sides[first].place.record != record)
			first++;
		for (uint32_t k = i; first == i && turns <= MAX_WAYS && k < d->side_count; k++)
			if (d->sides[k].place.record == record && readings(d, &d->sides[k]))
				turns *= readings(d, &d->sides[k]);
		if (turns > MAX_WAYS)
			diag_add(diags, DIAG_P084, (struct pos){m->source, record->line, record->col},
			         "the fields of '%s' are in conflict with those of so many records that it can be read in more than %d ways; write 'enforce:' with its own fields in some of these conflicts, or write one record for several",
			         record->path, MAX_WAYS);
	}
}

void ways_check(struct arena *a, const struct model *m, struct diags *diags)
{
	check_circles(a, m, diags);
	check_endless(m, diags);
	check_turns(m, diags);
}

/* SPDX-License-Identifier: MIT */
/* Makes the sides of a policy's conflicts, groups those that have to do with each other, and lists the ways in which each group can stand:
 * the maximal sets without undecided conflicts among them. Every settlement follows from one of these (SEMANTICS.md S10). */
#include "dispute.h"

enum { MAX_VERTICES = 2 * MAX_CONFLICTS, MAX_STEPS = 1 << 16 };

/* The sides as they are met, before they are grouped. */
struct graph {
	struct vertex {
		struct place place;
		const struct term *member;
		unsigned group;
		bool placed;
	} at[MAX_VERTICES];
	unsigned count;
	/* attacks[a][b]: a attacks b, and b a (MUTUAL), or b does not (ONE_WAY) */
	unsigned char attacks[MAX_VERTICES][MAX_VERTICES];
	unsigned number[MAX_VERTICES]; /* of the vertex, among the sides */
};
enum { NO_ATTACK, MUTUAL, ONE_WAY };

enum key length_of_start(const struct section *s, enum key start)
{
	static const struct {
		enum section_id section;
		enum key start, length;
	} starts[] = {
		{SECTION_retention, KEY_from, KEY_period},
		{SECTION_backup, KEY_from, KEY_period},
		{SECTION_breach, KEY_from, KEY_deadline},
		{SECTION_identity, KEY_measured_at, KEY_max_age},
		{SECTION_policy_change, KEY_before, KEY_lead_time},
	};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (s->id == starts[i].section && start == starts[i].start)
			return starts[i].length;
	return KEY_NONE;
}

static unsigned vertex_of(struct graph *g, const struct value *v)
{
	struct place p = v->fact_ref.place;
	for (unsigned i = 0; i < g->count; i++)
		if (g->at[i].place.record == p.record && g->at[i].place.field == p.field && g->at[i].member == v->fact_ref.member)
			return i;
	g->at[g->count] = (struct vertex){.place = p, .member = v->fact_ref.member, .group = g->count};
	return g->count++;
}

static bool is_inside(const struct vertex *inner, const struct vertex *outer)
{
	if (outer->place.field >= 0 || inner == outer)
		return false;
	for (const struct record *i = inner->place.record; i; i = i->parent)
		if (i == outer->place.record)
			return true;
	return false;
}

static void attack(struct graph *g, unsigned a, unsigned b, bool mutual)
{
	if (mutual) {
		g->attacks[a][b] = g->attacks[b][a] = MUTUAL;
		return;
	}
	if (g->attacks[a][b] != MUTUAL)
		g->attacks[a][b] = ONE_WAY;
}

/* What attacks a record attacks the sides inside it. */
static void attack_inside(struct graph *g)
{
	for (unsigned r = 0; r < g->count; r++)
		for (unsigned i = 0; i < g->count; i++) {
			if (!is_inside(&g->at[i], &g->at[r]))
				continue;
			for (unsigned a = 0; a < g->count; a++)
				if (g->attacks[a][r] && a != i && !is_inside(&g->at[a], &g->at[r]))
					attack(g, a, i, false);
		}
}

static void group(struct graph *g)
{
	bool joined = true;
	while (joined) {
		joined = false;
		for (unsigned a = 0; a < g->count; a++)
			for (unsigned b = 0; b < g->count; b++)
				if (g->attacks[a][b] && g->at[a].group != g->at[b].group) {
					unsigned least = g->at[a].group < g->at[b].group ? g->at[a].group : g->at[b].group;
					g->at[a].group = g->at[b].group = least;
					joined = true;
				}
	}
}

/* Whether attacks by decisions run in a circle: some are left when no more can be taken away that none of the others attacks. */
static bool is_circular(const struct graph *g, unsigned of)
{
	bool gone[MAX_VERTICES] = {false}, left = true;
	for (bool any = true; any;) {
		any = left = false;
		for (unsigned v = 0; v < g->count; v++) {
			bool attacked = false;
			if (gone[v] || g->at[v].group != of)
				continue;
			for (unsigned a = 0; a < g->count; a++)
				attacked = attacked || (g->attacks[a][v] == ONE_WAY && !gone[a]);
			gone[v] = !attacked;
			any = any || !attacked;
			left = left || attacked;
		}
	}
	return left;
}

/* In the order of the conflicts, which name them: the order of settlements (S7). */
static void place_group(struct graph *g, unsigned of, struct disputes *d)
{
	struct dispute *to = &d->at[d->count];
	*to = (struct dispute){.side = d->side_count, .way = d->way_count, .circular = is_circular(g, of)};
	for (unsigned v = 0; v < g->count; v++) {
		if (g->at[v].group != of)
			continue;
		g->at[v].placed = true;
		g->number[v] = d->side_count;
		d->sides[d->side_count++] = (struct dispute_side){.place = g->at[v].place, .member = g->at[v].member, .dispute = (uint16_t)d->count};
	}
	to->side_count = d->side_count - to->side;
	to->endless = to->side_count > MAX_SIDES;
	d->count++;
}

static void fill_attacks(const struct graph *g, struct disputes *d)
{
	for (unsigned a = 0; a < g->count; a++)
		for (unsigned b = 0; b < g->count; b++) {
			struct dispute_side *s = &d->sides[g->number[b]];
			unsigned bit = g->number[a] - d->at[s->dispute].side;
			if (!g->attacks[a][b] || bit >= MAX_SIDES)
				continue;
			if (g->attacks[a][b] == MUTUAL)
				s->rivals |= (uint64_t)1 << bit;
			else
				s->over |= (uint64_t)1 << bit;
		}
}

/* ---- the ways ---- */

struct walk {
	const struct disputes *d;
	const struct dispute *of;
	uint64_t ways[MAX_WAYS];
	unsigned count, steps;
	bool endless;
};

static unsigned bits(uint64_t set)
{
	unsigned n = 0;
	for (; set; set &= set - 1)
		n++;
	return n;
}

/* Bron and Kerbosch, with a pivot, on "not in conflict": `in` is a set without conflicts, `may` can still join it, `out` could have and was
 * tried before. */
static void walk(struct walk *w, uint64_t in, uint64_t may, uint64_t out)
{
	unsigned best = 0, most = 0;
	if (w->endless || ++w->steps > MAX_STEPS) {
		w->endless = true;
		return;
	}
	if (!may && !out) {
		if (w->count == MAX_WAYS)
			w->endless = true;
		else
			w->ways[w->count++] = in;
		return;
	}
	for (unsigned v = 0; v < w->of->side_count; v++) { /* the pivot: with the fewest rivals among those that may join */
		unsigned friends = 1 + bits(may & ~w->d->sides[w->of->side + v].rivals);
		if (((may | out) >> v & 1) && friends > most) {
			most = friends;
			best = v;
		}
	}
	uint64_t try = may & (w->d->sides[w->of->side + best].rivals | (uint64_t)1 << best);
	for (unsigned v = 0; v < w->of->side_count; v++) {
		uint64_t bit = (uint64_t)1 << v, friends = ~w->d->sides[w->of->side + v].rivals & ~bit;
		if (!(try & bit))
			continue;
		walk(w, in | bit, may & friends, out & friends);
		may &= ~bit;
		out |= bit;
	}
}

static void list_ways(struct disputes *d, struct dispute *of)
{
	struct walk w = {.d = d, .of = of};
	uint64_t all = of->side_count >= MAX_SIDES ? ~(uint64_t)0 : ((uint64_t)1 << of->side_count) - 1;
	if (of->endless || of->circular)
		return;
	walk(&w, 0, all, 0);
	of->endless = w.endless;
	if (w.endless)
		return;
	of->way = d->way_count;
	of->way_count = w.count;
	for (unsigned i = 0; i < w.count; i++)
		d->ways[d->way_count++] = w.ways[i];
}

/* ---- all of it ---- */

/* Whether both sides of a conflict are there; only then is it one. */
static bool is_resolved(const struct record *conflict)
{
	const struct value *one = record_value(conflict, KEY_one), *other = record_value(conflict, KEY_other);
	return one->state == VALUE_STATED && other->state == VALUE_STATED && one->fact_ref.place.record && other->fact_ref.place.record;
}

int dispute_holds(const struct record *conflict)
{
	const struct value *enforce = record_value(conflict, KEY_enforce), *one = record_value(conflict, KEY_one);
	const struct place *p = &enforce->fact_ref.place, *q = &one->fact_ref.place;
	if (enforce->state != VALUE_STATED)
		return 0;
	return p->record == q->record && p->field == q->field && enforce->fact_ref.member == one->fact_ref.member ? 1 : 2;
}

const struct disputes *disputes_make(struct arena *a, const struct model *m)
{
	const struct records *conflicts = &m->sections[SECTION_conflict];
	struct disputes *d = NEW(a, struct disputes);
	uint32_t count = conflicts->count < MAX_CONFLICTS ? conflicts->count : MAX_CONFLICTS;
	if (!count)
		return d;
	struct graph *g = NEW(a, struct graph);
	d->conflicts = NEW_N(a, struct dispute_conflict, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct record *c = conflicts->by_id[i];
		if (!is_resolved(c))
			continue;
		unsigned one = vertex_of(g, record_value(c, KEY_one)), other = vertex_of(g, record_value(c, KEY_other));
		int holds = dispute_holds(c);
		if (one == other)
			continue;
		attack(g, holds == 2 ? other : one, holds == 2 ? one : other, holds == 0);
		d->conflicts[d->conflict_count++] = (struct dispute_conflict){c, one, other, holds};
	}
	attack_inside(g);
	group(g);
	d->sides = NEW_N(a, struct dispute_side, g->count + 1);
	d->at = NEW_N(a, struct dispute, g->count + 1);
	for (unsigned v = 0; v < g->count; v++)
		if (!g->at[v].placed)
			place_group(g, g->at[v].group, d);
	fill_attacks(g, d);
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		d->conflicts[i].one = g->number[d->conflicts[i].one];
		d->conflicts[i].other = g->number[d->conflicts[i].other];
	}
	d->ways = NEW_N(a, uint64_t, d->count * MAX_WAYS + 1);
	for (uint32_t i = 0; i < d->count; i++)
		list_ways(d, &d->at[i]);
	return d;
}

bool dispute_stands(const struct disputes *d, const struct dispute *of, uint64_t way, uint64_t speaking, uint64_t *standing)
{
	const struct dispute_side *s = &d->sides[of->side];
	uint64_t open = way & speaking;
	*standing = 0;
	for (uint64_t before = 0; open != before;) { /* a side is settled once all that attack it by a decision are */
		before = open;
		for (unsigned i = 0; i < of->side_count; i++) {
			uint64_t bit = (uint64_t)1 << i;
			if (!(open & bit) || (s[i].over & open && !(s[i].over & *standing)))
				continue;
			open &= ~bit;
			if (!(s[i].over & *standing))
				*standing |= bit;
		}
	}
	for (unsigned i = 0; i < of->side_count; i++)
		if ((speaking & ~*standing) >> i & 1 && !((s[i].rivals | s[i].over) & *standing))
			return false;
	return true;
}

bool side_is_around(const struct dispute_side *s, const struct record *record)
{
	if (s->place.field >= 0)
		return false;
	for (; record; record = record->parent)
		if (s->place.record == record)
			return true;
	return false;
}

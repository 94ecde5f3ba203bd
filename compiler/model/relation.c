/* SPDX-License-Identifier: MIT */
/* Follows the direct relations of the vocabulary's ids to their ends, without recursion: a chain may be as long as a vocabulary. */
#include "relation.h"

static void add_code(struct codes *c, unsigned code)
{
	c->bits[code / 64] |= (uint64_t)1 << code % 64;
}

static struct codes *new_codes(struct arena *a, const struct terms *t)
{
	unsigned words = t->codes / 64 + 1;
	struct codes *c = arena_alloc(a, sizeof *c + words * sizeof *c->bits);
	c->words = words;
	return c;
}

/* What has been reached, and is still to be followed. */
struct walk {
	struct codes *reached;
	const struct term **queue;
	unsigned count;
};

static void reach(struct walk *w, const struct term *t)
{
	if (codes_has(w->reached, t->code))
		return;
	add_code(w->reached, t->code);
	w->queue[w->count++] = t;
}

/* It, and all that is the same moment. */
static void reach_moment(struct walk *w, const struct term *t)
{
	const struct term *same = t;
	if (codes_has(w->reached, t->code))
		return;
	do {
		reach(w, same);
		same = same->same;
	} while (same != t);
}

static const struct codes *wholes_of(struct walk *w, const struct term *t)
{
	w->count = 0;
	reach(w, t);
	for (unsigned i = 0; i < w->count; i++)
		for (uint32_t n = 0; n < w->queue[i]->part_of.count; n++)
			reach(w, w->queue[i]->part_of.at[n]);
	return w->reached;
}

static const struct codes *moments_before(struct walk *w, const struct term *t)
{
	w->count = 0;
	reach_moment(w, t);
	for (unsigned i = 0; i < w->count; i++)
		for (uint32_t n = 0; n < w->queue[i]->not_before.count; n++)
			reach_moment(w, w->queue[i]->not_before.at[n]);
	return w->reached;
}

/* Two rings of events become one. */
static void join_moments(struct term *one, struct term *other)
{
	struct term *t = other, *next = one->same;
	if (one->moment == other->moment)
		return;
	do {
		t->moment = one->moment;
		t = t->same;
	} while (t != other);
	one->same = other->same;
	other->same = next;
}

static void close_events(struct terms *events, struct arena *a, const struct term **queue)
{
	for (unsigned i = 0; i < events->count; i++)
		events->at[i].moment = events->at[i].same = &events->at[i];
	for (unsigned i = 0; i < events->count; i++)
		for (uint32_t n = 0; n < events->at[i].same_as.count; n++)
			join_moments(&events->at[i], &events->at[events->at[i].same_as.at[n] - events->at]);
	for (unsigned i = 0; i < events->count; i++) {
		struct walk w = {NULL, queue, 0};
		if (events->at[i].same != &events->at[i] || events->at[i].not_before.count) {
			w.reached = new_codes(a, events);
			events->at[i].after = moments_before(&w, &events->at[i]);
		}
	}
}

void relations_close(struct vocabulary *v, struct arena *a)
{
	unsigned most = 0;
	for (int k = 0; k < KIND__COUNT; k++)
		most = v->kinds[k].count > most ? v->kinds[k].count : most;
	const struct term **queue = NEW_N(a, const struct term *, most);
	for (int k = 0; k < KIND__COUNT; k++) {
		struct terms *t = &v->kinds[k];
		for (unsigned i = 0; i < t->count; i++) {
			struct walk w = {NULL, queue, 0};
			if (t->at[i].part_of.count) {
				w.reached = new_codes(a, t);
				t->at[i].wholes = wholes_of(&w, &t->at[i]);
			}
		}
	}
	close_events(&v->kinds[KIND_EVENT], a, queue);
}

bool term_within(const struct term *a, const struct term *b)
{
	return a == b || codes_has(a->wholes, b->code);
}

bool term_same_moment(const struct term *a, const struct term *b)
{
	return a == b || (a->moment && a->moment == b->moment);
}

bool term_never_before(const struct term *a, const struct term *b)
{
	return a == b || codes_has(a->after, b->code);
}

bool term_leads_to(struct arena *a, const struct terms *terms, const struct term *from, const struct term *to)
{
	struct walk w = {new_codes(a, terms), NEW_N(a, const struct term *, terms->count), 0};
	if (from->part_of.count == 0)
		return from == to;
	return codes_has(wholes_of(&w, from), to->code);
}

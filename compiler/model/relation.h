/* SPDX-License-Identifier: MIT */
/* How the vocabulary's ids stand to each other, directly or through any number of others: `part-of`, `same-as`, `not-before`. Worked
 * out once for all policies, when the words are bound. */
#ifndef MODEL_RELATION_H
#define MODEL_RELATION_H
#include "model.h"

/* A set of ids of one kind, a bit for each code. */
struct codes {
	unsigned words;
	uint64_t bits[];
};

static inline bool codes_has(const struct codes *c, unsigned code)
{
	return c && code / 64 < c->words && (c->bits[code / 64] >> code % 64 & 1);
}

/* Fills the sets of every term from its direct relations. */
void relations_close(struct vocabulary *v, struct arena *a);

/* Whether a is b, or a part or a kind of it. */
bool term_within(const struct term *a, const struct term *b);
/* Whether two events are the same moment; whether one is, or comes after, the other or the same moment as it. */
bool term_same_moment(const struct term *a, const struct term *b);
bool term_never_before(const struct term *a, const struct term *b);
/* Whether a whole leads to a part by the direct relations: for words that are not closed yet. */
bool term_leads_to(struct arena *a, const struct terms *terms, const struct term *from, const struct term *to);
#endif

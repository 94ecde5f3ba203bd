/* SPDX-License-Identifier: MIT */
/* What one statement of a policy says, and whether two of them are about the same. Only what is certain from the words counts. */
#ifndef CHECK_STATEMENT_H
#define CHECK_STATEMENT_H
#include "../model/relation.h"

/* The ids of a list as bits by code, so that two long lists are compared in a few words. */
struct idset {
	unsigned words;
	uint64_t *ids;    /* its own */
	uint64_t *parts;  /* these, and all that is a part of one */
	uint64_t *wholes; /* these, and all that one is a part of */
};

/* Makes the idset of every list of the policy, and notes of every statement how firm it is: what is asked most. */
void statement_index(struct arena *a, struct model *m, const struct vocabulary *v);

/* ---- one statement ---- */

/* The value that the statement stands by: legal's reading of a gap; unstated where legal decided for another statement. */
const struct value *standing_value(const struct record *record, enum key key);
bool is_stated(const struct record *record, enum key key);
bool is_written(const struct record *record, enum key key); /* stated, or left open */
bool is_flag(const struct record *record, enum key key, bool flag);
bool is_complete(const struct record *record, enum key key); /* a list that names all there is */
bool certainty_is_exact(const struct record *record);    /* neither typically nor a target */
bool strength_is_will(const struct record *record);      /* neither may nor can */
bool is_binding(const struct record *record);            /* a promise: will, and not set aside */
/* Whether it, or one around it, depends on a condition; or is about some cases only: a condition or a scope. */
bool has_condition(const struct record *record);
bool is_conditional(const struct record *record);
bool is_about_all(const struct record *record); /* no list says which data */

/* ---- consent ---- */

bool consent_is_awaited(const struct value *v);   /* explicit, opt-in: off until the person agrees */
bool consent_is_not_asked(const struct value *v); /* opt-out, not needed: on before the person has said anything */
bool consent_starts_on(const struct value *v);    /* the same, or deemed: on from the start */

/* ---- two lists ---- */

/* Each is false unless both lists are stated. */
bool lists_intersect(const struct value *a, const struct value *b); /* an id of a is one of b's */
bool any_within(const struct value *a, const struct value *b);      /* an id of a is one of b's, or a part of one */
bool lists_overlap(const struct value *a, const struct value *b);   /* an id of one is one of the other's, or a part of one */
bool any_outside(const struct value *a, const struct value *b);     /* an id of a is not within any of b's */
bool any_unrelated(const struct value *a, const struct value *b);   /* nor is any of b's within it */

/* ---- two statements ---- */

/* Both hold in the same cases, as far as they say: the same conditions, and a scope that they share. */
bool same_case(const struct record *a, const struct record *b);
/* Neither has the list, or both name the same id in it. */
bool same_ids(const struct record *a, const struct record *b, enum key key);
/* Both state the list and have nothing in common: they are about two matters. */
bool other_ids(const struct record *a, const struct record *b, enum key key);
/* Lists of the same extent, with the same data in them. A rule on some data overrides one on all, and a rule on an element one on
 * its category, so that those do not contradict each other. */
bool same_data(const struct record *a, const struct record *b);
/* Some data is certainly covered by both. all: a statement without lists is about all data. */
bool data_meets(const struct record *a, const struct record *b, bool all);
/* Neither has the event, both leave it open, or both name the same moment. */
bool same_moment(const struct record *a, const struct record *b, enum key key);
/* Each names a moment, and one never comes before the other. */
bool comes_after(const struct record *a, const struct record *b, enum key key);

/* ---- two lengths of time ---- */

/* The same, in whichever unit: a week is 7 days, a year 12 months. */
bool same_length(const struct span *a, const struct span *b);
/* No length satisfies both. Words are not a number and exclude none. */
bool lengths_differ(const struct span *a, const struct span *b);
/* Calendar days that it has at least; at most. 0 and UINT64_MAX where there is no number. */
uint64_t least_days(const struct span *s);
uint64_t most_days(const struct span *s);
#endif

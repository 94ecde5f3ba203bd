/* SPDX-License-Identifier: MIT */
/* The declared conflicts of a policy as sides that attack each other, and the ways in which these can stand: compiler/SEMANTICS.md, S. */
#ifndef MODEL_DISPUTE_H
#define MODEL_DISPUTE_H
#include "model.h"

enum {
	MAX_CONFLICTS = 64, /* of a policy: then a dispute has at most 65 sides, and with one bit a side 64 have to do */
	MAX_SIDES = 64,     /* of a dispute */
	MAX_WAYS = 64       /* in which the sides of a question can stand */
};

struct dispute_side {
	struct place place;
	const struct term *member; /* of the list at the place; NULL: all of the place */
	uint16_t dispute;
	uint64_t rivals; /* bits of the sides of its dispute that attack it and that it attacks: undecided */
	uint64_t over;   /* that attack it and that it does not: by a decision, or as they attack the record around it */
};

/* Sides that attack each other, directly or through others. */
struct dispute {
	uint32_t side, side_count; /* in `sides`; bit i is the i-th of them, in the order in which the conflicts name them */
	uint32_t way, way_count;   /* in `ways` */
	bool circular;             /* decisions run in a circle: no ways */
	bool endless;              /* more than MAX_WAYS ways, or more than MAX_SIDES sides: no ways */
};

struct dispute_conflict {
	const struct record *record;
	uint32_t one, other; /* in `sides` */
	int holds;           /* 0: undecided; 1: `one` does; 2: `other` does */
};

struct disputes {
	struct dispute_side *sides;
	struct dispute *at;
	uint64_t *ways; /* each a maximal set of sides without undecided conflicts among them, as bits */
	struct dispute_conflict *conflicts; /* by id: the order in the file is no meaning */
	uint32_t side_count, count, way_count, conflict_count;
};

/* Reads the model's conflicts, of which both sides are resolved; one with an error is left out. In the arena. */
const struct disputes *disputes_make(struct arena *a, const struct model *m);
/* Which side of a conflict holds: 0 undecided, 1 `one`, 2 `other`. Its facts are resolved. */
int dispute_holds(const struct record *conflict);
/* What stands of the sides that speak, by one way; false: a side is left out that nothing attacks, so that it is no settlement (S4). */
bool dispute_stands(const struct disputes *d, const struct dispute *of, uint64_t way, uint64_t speaking, uint64_t *standing);
/* The length that a field is the start of, in sections with one length: the two are one field (S1). KEY_NONE: it is not such a start. */
enum key length_of_start(const struct section *s, enum key start);
/* Whether a side is the record or one around it. */
bool side_is_around(const struct dispute_side *s, const struct record *record);
#endif

/* SPDX-License-Identifier: MIT */
/* Reports two sides of a policy that contradict each other, unless its `conflicts` declares them. The checks of consistency.c and
 * exclusion.c find them. */
#ifndef CHECK_CONTRADICTION_H
#define CHECK_CONTRADICTION_H
#include "../model/model.h"

/* A statement, or one field of it. */
struct side {
	const struct record *record;
	enum key field; /* KEY_NONE: the statement ... */
	enum key about; /* ... of which this field disagrees: to declare that one is enough */
};

struct contradictions {
	const struct model *model;
	struct diags *diags;
	struct declared *declared; /* the two sides of each conflict */
	unsigned declared_count;
	unsigned reported;
};

/* Reads the policy's conflicts, which have to be resolved. */
void contradictions_open(struct contradictions *c, struct arena *a, const struct model *m, struct diags *diags);
/* why: how the two contradict each other, the end of a sentence. Reports at most 200, the last of which says so. */
void contradiction_report(struct contradictions *c, enum diag_id id, struct side a, struct side b, const char *why);
#endif

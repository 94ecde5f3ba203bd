/* SPDX-License-Identifier: MIT */
/* What the conflicts of a policy do to its statements, as the notice has them. */
#ifndef CHECK_MARKS_H
#define CHECK_MARKS_H
#include "../model/model.h"

/* Marks records and values: undecided, set aside, what stands in their place, and by what a record is overruled in part. Once the model has
 * its disputes. */
void marks_make(struct arena *a, const struct model *m);
/* Marks a side (member: one id of the list at the place, or NULL) as decided against, in favour of a rival. */
void mark_set_aside(struct arena *a, struct place side, const struct term *member, struct place rival);
/* Whether nothing is left of a side where the rival holds. A field or a member gives way as a whole; a record only to what speaks of all of it. */
bool mark_silences(struct place rival, struct place side);
/* Whether two records of a section say the same: in a field (a length with its start), or, -1, in all of them. */
bool same_fields(const struct record *a, const struct record *b, int field);
#endif

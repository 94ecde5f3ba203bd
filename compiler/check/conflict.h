/* SPDX-License-Identifier: MIT */
/* The conflicts that a policy declares: what their sides lead to, and whether these can disagree (compiler/SEMANTICS.md, S1). */
#ifndef CHECK_CONFLICT_H
#define CHECK_CONFLICT_H
#include "../model/model.h"

/* Follows a FACT to the record or field it names; in a side of a conflict also to one id of a list. An error if there is none: the value
 * is then absent. */
bool fact_resolve(const struct model *m, struct value *v, bool members, struct diags *diags);
/* Whether a field can be a side against the same field of another record of its section. */
bool is_side_of_fields(const struct section *s, enum key key);
/* Resolves the sides of all conflicts, refuses those that cannot disagree, and marks the others. A refused one has no `other`. */
void conflicts_check(struct arena *a, struct model *m, struct diags *diags);
/* Says of each of the others what it is: undecided, one that no question meets, or one whose sides contradict each other no more. Once the
 * statements are indexed. */
void disagreements_check(const struct model *m, struct diags *diags);
#endif

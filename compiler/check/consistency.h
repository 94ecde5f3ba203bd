/* SPDX-License-Identifier: MIT */
/* A policy against itself: statements that cannot both be true, and data that no statement speaks of. */
#ifndef CHECK_CONSISTENCY_H
#define CHECK_CONSISTENCY_H
#include "../model/model.h"

enum { MAX_RECORDS = 1000 }; /* of one kind in a policy, wherever they are: they are compared two by two */

/* Contradictions that `conflicts` declares, and those that are only possible, are not reported; the rest are errors. Call it
 * once conflicts are resolved. false: the policy has too many records to be compared, which is reported. */
bool consistency_run(struct arena *a, struct model *m, const struct vocabulary *v, struct diags *diags);
/* What is missing, or of no use: notes. Reads the idsets that consistency_run has made. */
void gaps_run(const struct model *m, struct diags *diags);
#endif

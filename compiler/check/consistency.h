/* A policy against itself: statements that cannot both be true, and data that no statement speaks of. */
#ifndef CHECK_CONSISTENCY_H
#define CHECK_CONSISTENCY_H
#include "../model/model.h"

/* Contradictions that `conflicts` declares, and those that are only possible, are not reported; the rest are errors. Gaps are
 * notes. Call it once conflicts are resolved. */
void consistency_run(const struct model *m, struct diags *diags);
#endif

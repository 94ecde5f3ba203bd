/* SPDX-License-Identifier: MIT */
/* Whether the questions that conflicts touch can be answered way by way (compiler/SEMANTICS.md, S10). */
#ifndef CHECK_WAYS_H
#define CHECK_WAYS_H
#include "../model/model.h"

/* Refuses conflicts whose decisions run in a circle, and those with too many ways. After conflicts_check. */
void ways_check(struct arena *a, const struct model *m, struct diags *diags);
#endif

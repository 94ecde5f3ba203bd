/* SPDX-License-Identifier: MIT */
/* Baselines: the bound file of a law becomes rules that policies can be compared with. */
#ifndef CHECK_BASELINE_H
#define CHECK_BASELINE_H
#include "../model/law.h"

/* m->id is the file's name without .yaml. The rules are not to be used if there are errors in the file. */
void baseline_make(struct arena *a, const struct model *m, const struct vocabulary *v, struct baseline *out, struct diags *diags);
/* Report an `id` in the file's head that is not its name. */
void check_file_id(const struct model *m, enum section_id head, struct diags *diags);
#endif

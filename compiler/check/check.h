/* SPDX-License-Identifier: MIT */
/* The check: what needs the whole policy. References between facts, contradictions that are declared, readings, gaps,
 * whether the notice is a draft. Completes the model; after it the model is const. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H
#include "../front/front.h"

/* file_id: the file's name without .yaml, which the brand's id has to be. */
void check_run(struct arena *a, struct model *m, const char *file_id, const struct vocabulary *v,
               const struct locales *locales, struct diags *diags);
/* Whether a brand's id can be used in file names, symbols and headers; NULL or why not. */
const char *check_brand_id(const char *id);
#endif

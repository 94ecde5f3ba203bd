/* SPDX-License-Identifier: MIT */
/* The law check: a policy against each rule of the baselines it is compared with. */
#ifndef CHECK_VERDICT_H
#define CHECK_VERDICT_H
#include "../model/law.h"
#include "compare.h"

/* What the policy is compared with, from its `law` section. The findings live in the arena; those that need legal are reported
 * as warnings too. A policy without a `law` section is compared with nothing. today: NULL, or the date of `check --today`, from
 * which "not yet in force" is derived and nothing else. While a rule is judged in one settlement of the policy's conflicts, the sides
 * that are out are set aside in the model; it is put back before the next. */
void verdicts_run(struct arena *a, const struct model *m, const struct law *law, const struct vocabulary *v, struct comparisons *memo,
                  const struct date *today, struct findings *out, struct diags *diags);
#endif

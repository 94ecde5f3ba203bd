/* SPDX-License-Identifier: MIT */
/* Waivers and denials: findings that legal accepts for a time, and findings that it wants to be errors. */
#ifndef CHECK_WAIVER_H
#define CHECK_WAIVER_H
#include "../model/law.h"

/* Whether a rule or diagnostic of that name can be denied: P204, a baseline, baseline/rule, or `warnings`. */
bool can_deny(const struct law *law, const char *what);
/* Apply the policy's `waivers` to its diagnostics and findings, then its `deny`. today: NULL, or the date of `check --today`:
 * without it no waiver expires. */
void waivers_run(struct arena *a, const struct model *m, const struct law *law, const struct date *today, struct findings *findings, struct diags *diags);
/* Whether a denial can find something in a policy: a rule or a baseline has to be one that it is compared with. */
bool can_meet(const struct law *law, const struct findings *findings, const char *what);
#endif

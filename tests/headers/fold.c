/* SPDX-License-Identifier: MIT */
/* With optimisation the compiler knows the row of a constant id as it translates: of fold() no call is left, of look_up() one is. */
#include "policy/brands.h"

void zero(void);
int fold(void);
int look_up(enum policy_category category);

int fold(void)
{
	const struct policy_retention_rule *kept = policy_retention_find(&policy_mami.head, POLICY_CATEGORY_IDENTITY_DOCUMENTS, 0);
	const struct policy_breach_rule *told = policy_breach_find(&policy_mami.head, POLICY_AUDIENCE_AFFECTED_USERS, 0);
	if (!kept || kept->period.max == 0 || !told || told->deadline.max == 0)
		zero();
	return kept->period.max;
}

#ifdef LOOK_UP
int look_up(enum policy_category category)
{
	const struct policy_retention_rule *kept = policy_retention_find(&policy_mami.head, category, 0);
	if (!kept || kept->period.max == 0)
		zero();
	return 0;
}
#endif

/* SPDX-License-Identifier: MIT */
/* How many of which unit. */
#include "policy/mami.h"
void use(const struct policy *p, struct policy_deadline *out);
void use(const struct policy *p, struct policy_deadline *out)
{
#ifdef RIGHT
	(void)policy_calendar_add(policy_calendar_of(p), POLICY_UNIT_DAY, 30, 0, out);
#else
	(void)policy_calendar_add(policy_calendar_of(p), 30, POLICY_UNIT_DAY, 0, out); /* error: int'.*policy_unit */
#endif
}

/* SPDX-License-Identifier: MIT */
/* Which rule, of which category. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 1);
#else
	(void)policy_retention_find(p, 1, POLICY_CATEGORY_DEVICE_DATA); /* error: int'.*policy_category */
#endif
}

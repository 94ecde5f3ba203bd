/* SPDX-License-Identifier: MIT */
/* Both are codes; an audience is not a category of data. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0);
#else
	(void)policy_retention_find(p, POLICY_AUDIENCE_AFFECTED_USERS, 0); /* error: policy_audience.*policy_category */ /* in C a warning: policy_audience.*policy_category */
#endif
}

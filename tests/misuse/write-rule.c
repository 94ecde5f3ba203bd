/* SPDX-License-Identifier: MIT */
/* Nor by way of a rule that was found. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0)->then;
#else
	policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0)->then = 1; /* error: read-only|const-qualified|const value */
#endif
}

/* SPDX-License-Identifier: MIT */
/* A code written as a number, which may be anything. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0);
#else
	(void)policy_retention_find(p, 6, 0); /* error: int'.*policy_category|const policy\*.*int, int */
#endif
}

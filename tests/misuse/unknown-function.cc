/* SPDX-License-Identifier: MIT */
/* A question that cannot be asked. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0);
#else
	(void)policy_retentions_find(p, POLICY_CATEGORY_DEVICE_DATA, 0); /* error: policy_retentions_find.*declared|undeclared.*policy_retentions_find */ /* in C a warning: implicit declaration of function|undeclared function */
#endif
}

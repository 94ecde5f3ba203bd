/* SPDX-License-Identifier: MIT */
/* The whole object of a brand instead of its head. */
#include "policy/mami.h"
void use(const struct policy_retention_rule **rule);
void use(const struct policy_retention_rule **rule)
{
#ifdef RIGHT
	*rule = policy_retention_find(&policy_mami.head, POLICY_CATEGORY_DEVICE_DATA, 0);
#else
	*rule = policy_retention_find(&policy_mami, POLICY_CATEGORY_DEVICE_DATA, 0); /* error: policy_mami_data */ /* in C a warning: policy_mami_data */
#endif
}

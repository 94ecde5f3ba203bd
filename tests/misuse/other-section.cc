/* SPDX-License-Identifier: MIT */
/* A rule of another section. */
#include "policy/mami.h"
void use(const struct policy *p, const struct policy_breach_rule **rule);
void use(const struct policy *p, const struct policy_breach_rule **rule)
{
#ifdef RIGHT
	*rule = policy_breach_find(p, POLICY_AUDIENCE_AFFECTED_USERS, 0);
#else
	*rule = policy_retention_find(p, POLICY_CATEGORY_DEVICE_DATA, 0); /* error: policy_retention_rule.*policy_breach_rule|policy_breach_rule.*policy_retention_rule */ /* in C a warning: policy_retention_rule.*policy_breach_rule|policy_breach_rule.*policy_retention_rule */
#endif
}

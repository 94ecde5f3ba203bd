/* SPDX-License-Identifier: MIT */
/* And a category of data no audience. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_breach_find(p, POLICY_AUDIENCE_AFFECTED_USERS, 0);
#else
	(void)policy_breach_find(p, POLICY_CATEGORY_DEVICE_DATA, 0); /* error: policy_category.*policy_audience */ /* in C a warning: policy_category.*policy_audience */
#endif
}

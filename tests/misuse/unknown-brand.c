/* SPDX-License-Identifier: MIT */
/* A brand without a policy. */
#include "policy/mami.h"
void use(const struct policy **p);
void use(const struct policy **p)
{
#ifdef RIGHT
	*p = &policy_mami.head;
#else
	*p = &policy_nosuch.head; /* error: policy_nosuch.*declared|declared.*policy_nosuch */
#endif
}

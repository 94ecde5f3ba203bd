/* SPDX-License-Identifier: MIT */
/* A policy is not changed by a program. */
#include "policy/mami.h"
void use(void);
void use(void)
{
#ifdef RIGHT
	(void)policy_mami.retention[0].period.max;
#else
	policy_mami.retention[0].period.max = 9; /* error: read-only|const-qualified */
#endif
}

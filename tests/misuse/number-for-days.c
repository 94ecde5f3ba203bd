/* SPDX-License-Identifier: MIT */
/* A number is not a length of time: 30 of what? */
#include "policy/mami.h"
void tell_within(struct policy_days days);
void use(struct policy_days days);
void use(struct policy_days days)
{
#ifdef RIGHT
	tell_within(days);
#else
	(void)days, tell_within(30); /* error: int'.*policy_days|policy_days.*'int */
#endif
}

/* SPDX-License-Identifier: MIT */
/* Hours are not days. */
#include "policy/mami.h"
void tell_within(struct policy_days days);
void use(struct policy_hours hours, struct policy_days days);
void use(struct policy_hours hours, struct policy_days days)
{
#ifdef RIGHT
	(void)hours, tell_within(days);
#else
	(void)days, tell_within(hours); /* error: policy_hours.*policy_days|policy_days.*policy_hours */
#endif
}

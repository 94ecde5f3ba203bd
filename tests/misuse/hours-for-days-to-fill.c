/* SPDX-License-Identifier: MIT */
/* Hours are no days, filled by a function either. */
#include "policy/mami.h"
void use(const struct policy_span *s, struct policy_hours *hours, struct policy_days *days);
void use(const struct policy_span *s, struct policy_hours *hours, struct policy_days *days)
{
#ifdef RIGHT
	(void)hours, (void)policy_span_days(s, days);
#else
	(void)days, (void)policy_span_days(s, hours); /* error: policy_hours.*policy_days|policy_days.*policy_hours|type mismatch in conditional expression */
#endif
}

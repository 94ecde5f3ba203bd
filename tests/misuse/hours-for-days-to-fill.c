/* SPDX-License-Identifier: MIT */
/* Hours are not days, nor when a function fills them. */
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

/* SPDX-License-Identifier: MIT */
/* The event of a request is not a request. */
#include "policy/mami.h"
void use(const struct policy *p);
void use(const struct policy *p)
{
#ifdef RIGHT
	(void)policy_request_find(p, POLICY_REQUEST_DELETION, 0);
#else
	(void)policy_request_find(p, POLICY_EVENT_ACCOUNT_DELETION, 0); /* error: policy_event.*policy_request */ /* in C a warning: policy_event.*policy_request */
#endif
}

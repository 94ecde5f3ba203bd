/* SPDX-License-Identifier: MIT */
/* What happened is a moment; what was awaited lasted from one until another. */
#include "policy/mami.h"
void use(struct policy_case *c, const struct policy_happened *moments, const struct policy_pause *pauses);
void use(struct policy_case *c, const struct policy_happened *moments, const struct policy_pause *pauses)
{
	c->events = moments;
	c->pauses = pauses;
#ifndef RIGHT
	c->pauses = moments; /* error: policy_happened.*policy_pause|policy_pause.*policy_happened */ /* in C a warning: policy_happened|incompatible pointer */
#endif
}

/* SPDX-License-Identifier: MIT */
/* A field that the section does not have. */
#include "policy/mami.h"
void use(const struct policy_retention_rule *rule, struct policy_start *from);
void use(const struct policy_retention_rule *rule, struct policy_start *from)
{
#ifdef RIGHT
	*from = rule->from;
#else
	*from = rule->since; /* error: no member named .since. */
#endif
}

/* SPDX-License-Identifier: MIT */
/* A pointer that a policy could be changed by. */
#include "policy/mami.h"
void use(void);
void use(void)
{
#ifdef RIGHT
	const struct policy *p = &policy_mami.head; (void)p;
#else
	struct policy *p = &policy_mami.head; (void)p; /* error: const policy\*. to .policy\*|'struct policy \*'.*'const struct policy \*' */ /* in C a warning: discards .*qualifier */
#endif
}

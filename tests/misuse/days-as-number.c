/* SPDX-License-Identifier: MIT */
/* A length of time is not a number: its shortest or its longest? */
#include "policy/mami.h"
void late(void);
void use(struct policy_days days, unsigned passed);
void use(struct policy_days days, unsigned passed)
{
#ifdef RIGHT
	if (passed > days.max) late();
#else
	if (passed > days) late(); /* error: invalid operands|no match for .operator>. */
#endif
}

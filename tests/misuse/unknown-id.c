/* SPDX-License-Identifier: MIT */
/* An id that the vocabulary does not have. */
#include "policy/mami.h"
void use(unsigned *category);
void use(unsigned *category)
{
#ifdef RIGHT
	*category = POLICY_CATEGORY_DEVICE_DATA;
#else
	*category = POLICY_CATEGORY_NOSUCH; /* error: POLICY_CATEGORY_NOSUCH.*declared|declared.*POLICY_CATEGORY_NOSUCH */
#endif
}

/* SPDX-License-Identifier: MIT */
/* An edition that was never released. */
#include "policy/acme.h"
void use(const struct policy **p);
void use(const struct policy **p)
{
#ifdef RIGHT
	*p = &policy_acme.edition_2027_03_01.head;
#else
	*p = &policy_acme.edition_2027_01_01.head; /* error: no member named .edition_2027_01_01. */
#endif
}

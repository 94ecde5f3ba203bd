/* SPDX-License-Identifier: MIT */
/* A promise of years, asked for in days. */
#include "policy/mami.h"
void use(unsigned *period);
void use(unsigned *period)
{
#ifdef RIGHT
	*period = POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_YEARS;
#else
	*period = POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_DAYS; /* error: PERIOD_DAYS.*declared|declared.*PERIOD_DAYS */
#endif
}

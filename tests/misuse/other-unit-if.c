/* SPDX-License-Identifier: MIT */
/* The same in a condition: to the preprocessor what it does not know is 0. */
#include "policy/mami.h"
#ifdef RIGHT
#if POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_YEARS > 10
#error "too long"
#endif
#else
#if POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_DAYS > 3650 /* a warning: PERIOD_DAYS. is not defined */
#error "too long"
#endif
#endif

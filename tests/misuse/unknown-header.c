/* SPDX-License-Identifier: MIT */
/* The header of a brand without a policy. */
#ifdef RIGHT
#include "policy/mami.h"
#else
#include "policy/nosuch.h" /* error: [Nn]o such file|not found */
#endif

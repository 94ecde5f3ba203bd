/* SPDX-License-Identifier: MIT */
/* The rules of a time zone's clocks, from text. */
#ifndef CHECK_ZONE_H
#define CHECK_ZONE_H
#include "gen/policy.h"

/* "WIB-7", "CST6CDT,M3.2.0,M11.1.0": NULL, or what is wrong with it. out->from is 0; without summer time both times are the same. */
const char *zone_read(const char *text, struct policy_zone_rule *out);
/* The rules of a zone that is known not to be what it may be taken for: one that has summer time, or one of Indonesia's; or NULL. */
const char *zone_known(const char *name);
#endif

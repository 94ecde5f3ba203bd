/* SPDX-License-Identifier: MIT */
/* What both programs need beside policy.h: times as people write them, and what each result code asks of them. */
#ifndef SERVICE_H
#define SERVICE_H
#include <stdbool.h>
#include "policy/policy.h"

enum { EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

/* "2027-03-01T09:30:00+07:00", "...Z", or seconds since 1970; of the years 1970 to 9999. Parts of a second are dropped. */
bool time_parse(const char *text, int64_t *out);
/* "2027-03-01 09:30" in the policy's zone, or "2027-02-28" for the midnight that ends that day. */
struct text {
	char at[32];
};
struct text end_text(const struct policy *p, int64_t end);
struct text day_text(int32_t day);

/* The code's name, and what it means to whoever got it instead of POLICY_OK. */
const char *result_name(enum policy_result result);
const char *result_asks(enum policy_result result);
#endif

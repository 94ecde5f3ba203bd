/* SPDX-License-Identifier: MIT */
/* Contradictions with statements that rule something out: "never", and "only these". */
#ifndef CHECK_EXCLUSION_H
#define CHECK_EXCLUSION_H
#include "contradiction.h"

void exclusions_check(struct contradictions *c);
#endif

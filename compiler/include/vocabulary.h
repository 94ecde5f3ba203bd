/* SPDX-License-Identifier: MIT */
/* The vocabulary's enums as policyc itself has them: it knows the kinds, the ids are data. policy.h includes it; beside the generated
 * headers lies the generated one. */
#ifndef POLICY_VOCABULARY_H
#define POLICY_VOCABULARY_H
#define OPEN(kind, KIND, key, doc) enum policy_##kind { POLICY_NO_##KIND = 0, POLICY_LAST_##KIND = 0xFFFF };
#include "kinds.def"
#endif

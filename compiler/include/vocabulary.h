/* SPDX-License-Identifier: MIT */
/* The vocabulary's enums as policyc itself has them: it knows the kinds, the ids are data. policy.h includes it; beside the generated
 * headers lies the generated one. */
#ifndef POLICY_VOCABULARY_H
#define POLICY_VOCABULARY_H
#define FIXED(kind, KIND, key, doc)
#define OPEN(kind, KIND, key, doc) enum policy_##kind { POLICY_NO_##KIND = 0, POLICY_LAST_##KIND = 0xFFFF };
#define CLOSED(kind, KIND, key, doc)
#define FILES(kind, KIND, key, doc)
#define MEMBER(KIND, NAME, id, code)
#define CHOICE(KIND, NAME, id, code)
#include "kinds.def"
#undef FIXED
#undef OPEN
#undef CLOSED
#undef FILES
#undef MEMBER
#undef CHOICE
#endif

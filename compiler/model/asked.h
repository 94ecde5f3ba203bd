/* SPDX-License-Identifier: MIT */
/* Which questions of services the sides of a conflict can speak to (compiler/SEMANTICS.md, S2): one that no question meets changes no answer. */
#ifndef MODEL_ASKED_H
#define MODEL_ASKED_H
#include "model.h"

/* The questions to which a side of a conflict can speak, as bits; a question may leave its ids, conditions and events unsaid, so that two sides
 * with a question in common meet in it. 0 is certain; a bit may stand for a question to which the side says nothing. */
unsigned side_questions(const struct value *side);
/* The questions to which both sides of a conflict can speak. */
unsigned conflict_questions(const struct record *conflict);
/* The function of policy.h that asks the question of a bit; NULL: there is none. */
const char *question_name(unsigned bit);
#endif

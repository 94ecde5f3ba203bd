/* SPDX-License-Identifier: MIT */
/* The object that a brand's header prints, in memory: what policy.h's functions take. */
#ifndef BACK_OBJECT_H
#define BACK_OBJECT_H
#include "tables.h"

/* One block of the arena. editions: count of them, the oldest first; the last one's head comes first in the object and is returned. All
 * count by its calendar. Offsets differ from the header's, whose compiler sets them; rows, ids and order do not. */
const struct policy *object_make(struct arena *a, const struct tables *const *editions, size_t count);
/* Which of the editions a head is. */
size_t object_edition(const struct policy *p);
/* The row of a table that a rule of an edition is the head of. */
uint32_t object_row(const struct policy *p, const struct table_rows *rows, const struct policy_rule *rule);
#endif

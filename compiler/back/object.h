/* The object that a brand's header prints, in memory: what policy.h's functions take. */
#ifndef BACK_OBJECT_H
#define BACK_OBJECT_H
#include "tables.h"

/* One block of the arena. Offsets differ from the header's, whose compiler sets them; rows, ids and order do not. */
const struct policy *object_make(struct arena *a, const struct tables *t);
/* The row of a table that a rule of the object is the head of. */
uint32_t object_row(const struct policy *p, const struct table_rows *rows, const struct policy_rule *rule);
#endif

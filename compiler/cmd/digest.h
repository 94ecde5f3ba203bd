/* SPDX-License-Identifier: MIT */
/* What `policyc check` says to a person of a policy that has no error. */
#ifndef CMD_DIGEST_H
#define CMD_DIGEST_H
#include "agenda.h"
#include "../editions/editions.h"

/* What there is to do with the brand: a screen of text. law: for its language. scratch memory is of the arena. */
void digest_write(struct arena *a, const struct agenda_input *in, const struct law *law, const struct editions *e, struct buf *out);
/* How far the brand is from being released: "draft. To release: 2 blanks, 8 decisions". */
void state_write(const struct model *m, const struct editions *e, struct buf *out);
/* "2 blanks, 8 decisions" */
void blockers_write(size_t blanks, size_t decisions, struct buf *out);
#endif

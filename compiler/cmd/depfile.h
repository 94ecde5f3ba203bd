/* SPDX-License-Identifier: MIT */
/* A depfile, as gcc -MD -MP writes it: what a run has read as prerequisites of one target, and each of them as a target without a rule,
 * so that one that is removed does not stop make. */
#ifndef CMD_DEPFILE_H
#define CMD_DEPFILE_H
#include "../base/buf.h"
#include <stdbool.h>

/* inputs: paths that a NUL ends, in any order. Returns false when make cannot read one of them: it is in *bad, and *why says why. */
bool depfile_write(struct buf *out, const char *target, const struct buf *inputs, const char **bad, const char **why);
#endif

/* SPDX-License-Identifier: MIT */
/* Files compiled into the program, so that it works from any folder. Made by the Makefile from the files named. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H
#include <stddef.h>

extern const char embed_policy_h[]; /* compiler/include/policy.h, NUL-terminated */
extern const size_t embed_policy_h_len;

/* Every name in it that begins with policy_, less that: "span_hours"; NULL at the end. */
extern const char *const embed_policy_names[];

/* compiler/explain/<id>.md, in the order of diag.def */
extern const char *const embed_explain[];
#endif

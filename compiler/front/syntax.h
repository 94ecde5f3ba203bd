/* SPDX-License-Identifier: MIT */
/* The YAML parser's complaints in a lawyer's words. */
#ifndef FRONT_SYNTAX_H
#define FRONT_SYNTAX_H
#include "../base/diag.h"

struct syntax_words {
	enum diag_id id;
	bool at_context;   /* the place to show is where the construct began */
	const char *words; /* what is wrong and what to write */
	const char *also;  /* said at the construct's beginning, or NULL */
};

/* For libyaml's problem and context (either may be NULL); NULL if unknown. */
const struct syntax_words *syntax_find(const char *problem, const char *context);
#endif

/* SPDX-License-Identifier: MIT */
/* What the parts of the template compiler share. */
#ifndef BACK_TEMPLATE_H
#define BACK_TEMPLATE_H
#include "program.h"
#include "xml.h"

enum { MAX_NEST = 64 };

struct compiler {
	struct arena *arena;
	const struct source *source;
	const struct vocabulary *vocabulary;
	unsigned locale; /* the index of its language */
	struct program *out;
	struct diags *diags;
	const xmlNode *root;
	/* the records `each` is at, innermost last */
	const struct section *scope[MAX_NEST];
	unsigned scopes;
	/* the paths that `if` with `is` has tested around here */
	struct path tested[MAX_NEST];
	unsigned tests, first_test; /* those from first_test on are of the innermost record */
	unsigned depth, uses;
	/* the values of properties that `is` has tested, by kind */
	struct tested_property {
		const char *value;
		struct tested_property *next;
	} *properties[KIND__COUNT];
};

/* Adds a diagnostic at the element, or at the text in it. */
void template_refuse(struct compiler *c, const xmlNode *n, const char *needle, enum diag_id id, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* The path that an attribute names, from where the element stands; false: it leads nowhere, which has been said. */
bool template_path(struct compiler *c, const xmlNode *n, const char *path, struct path *out);
/* What `is` accepts; NULL: the value is stated. NULL field: a whole section. */
const struct test *template_test(struct compiler *c, const xmlNode *n, const struct field *f, const char *is);
void template_check_properties(struct compiler *c);
/* NULL: the path leads to a section. */
/* The field of the section that `group` names; -1 and an error if it cannot be grouped by. */
int template_group(struct compiler *c, const xmlNode *n, const char *key, const struct section *s);
const struct field *path_field(struct path p);
bool path_same(struct path a, struct path b);
#endif

/* SPDX-License-Identifier: MIT */
/* What the parts of the template compiler share. */
#ifndef BACK_TEMPLATE_H
#define BACK_TEMPLATE_H
#include "program.h"
#include "xml.h"

enum { MAX_NEST = 64, MAX_TERMS = 8 };

/* "then is delete and automatic": all of them, or any; negate: the opposite. */
struct condition {
	struct term_of_condition {
		struct path path;
		const struct test *test;
		bool says; /* the words state the value */
	} at[MAX_TERMS];
	unsigned count;
	bool any, negate, says;
};

/* The instructions that a condition opens. */
struct block {
	uint32_t first;
	unsigned count, said;
	bool any;
};

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
	unsigned depth, uses;
	/* the brackets that are open, and the condition of the one just closed */
	struct bracket {
		struct condition condition;
		struct block block;
		const xmlNode *node;
		const char *at;
	} bracket[MAX_NEST];
	unsigned brackets;
	struct condition previous;
	/* where in a text the compiler is, for messages; NULL: at an element */
	const char *text;
	const xmlNode *text_of;
	/* the values of properties that `is` has tested, by kind */
	struct tested_property {
		const char *value;
		struct tested_property *next;
	} *properties[KIND__COUNT];
};

/* Adds a diagnostic: at the bracket or brace at hand, or else at the element, at the needle in it. */
void template_refuse(struct compiler *c, const xmlNode *n, const char *needle, enum diag_id id, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* The path that is named where the element stands; false: it leads nowhere, which has been said. */
bool template_path(struct compiler *c, const xmlNode *n, const char *path, struct path *out);
/* What `is` accepts; NULL: the value is stated. NULL field: a whole section. */
const struct test *template_test(struct compiler *c, const xmlNode *n, const struct field *f, const char *is);
void template_check_properties(struct compiler *c);
/* The field of the section that `group` names; -1 and an error if it cannot be grouped by. */
int template_group(struct compiler *c, const xmlNode *n, const char *key, const struct section *s);
/* NULL: the path leads to a section. */
const struct field *path_field(struct path p);
bool path_same(struct path a, struct path b);

/* template_if.c. False, and errors, if it cannot be read. */
bool condition_read(struct compiler *c, const xmlNode *n, const char *text, bool negate, struct condition *out);
void condition_open(struct compiler *c, const struct condition *cond, struct block *out);
void condition_close(struct compiler *c, const struct block *b);

/* template_text.c. One text of an element in which `open` brackets were open when it began; first, last: in a block. */
void template_text(struct compiler *c, const xmlNode *n, enum content m, unsigned open, bool first, bool last);
/* Refuses those that are open at the end of an element. */
void template_close_brackets(struct compiler *c, unsigned open);
/* template.c. The contents of a part. */
void template_use(struct compiler *c, const xmlNode *n, const char *name, enum content m);
#endif

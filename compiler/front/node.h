/* SPDX-License-Identifier: MIT */
/* The plain tree of one YAML file, every node with its place: what load makes and bind reads.
 * Maps keep the file's order; keys are plain scalars; duplicates are already refused. */
#ifndef FRONT_NODE_H
#define FRONT_NODE_H
#include "../base/diag.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool quoted;          /* scalar: written with quotes or as a block */
	bool refused;         /* scalar: what was written is an error already, and has no value */
	uint32_t line, col;   /* of the value's first character */
	const char *text;     /* scalar: NUL-terminated, no NUL inside */
	uint32_t len;         /* scalar: bytes; list, map: number of children */
	struct node *next;    /* the following sibling */
	struct node *first;   /* list: first element; map: first value */
	/* in a map: the key of this value */
	const char *key;
	uint32_t key_len, key_line, key_col;
};

/* Whether an unquoted word is one that other readers of YAML take for a flag or for nothing: yes, null, ~. Where a text or an id
 * stands, node_report_ambiguous refuses it. */
bool node_is_ambiguous(const struct node *n);
void node_report_ambiguous(struct diags *diags, struct pos pos, const struct node *n);
/* The same where only a text can stand: there a number is ambiguous as well. Whether it was reported. */
bool node_refuse_ambiguous_text(struct diags *diags, struct pos pos, const struct node *n);

/* Limits, each an error with its number when passed. */
enum { YAML_MAX_BYTES = 1 << 20, YAML_MAX_DEPTH = 64, YAML_MAX_NODES = 100000 };

/* Parse one file's bytes (source->text). Errors go to `diags`; an error of syntax ends this
 * file's parsing. Returns the root map, or NULL when there is none to work
 * with. Nodes live in the arena. Enforces the YAML subset: one document,
 * a map at the top, plain ids as keys, no alias, anchor, tag, merge key,
 * tab, hidden character, UTF-16, NUL, duplicate key. */
struct node *yaml_load(struct arena *a, const struct source *source, struct diags *diags);
#endif

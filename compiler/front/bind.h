/* SPDX-License-Identifier: MIT */
/* What the files that bind share: bind.c (sections and records), value.c (the types of values) and terms.c (ids). */
#ifndef FRONT_BIND_H
#define FRONT_BIND_H
#include "front.h"

struct binder {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	struct model *model;
};

static inline struct pos at(const struct binder *b, const struct node *n)
{
	return (struct pos){b->source, n->line, n->col};
}

static inline struct pos at_key(const struct binder *b, const struct node *n)
{
	return (struct pos){b->source, n->key_line, n->key_col};
}

/* Whether a node has this shape; `example` says what to write instead. */
bool value_want(struct binder *b, const struct node *n, enum node_kind kind, const char *example);
/* Whether a word is one that other readers of YAML take for a flag or for nothing; reported then. */
bool value_is_ambiguous(struct binder *b, const struct node *n);
/* What to write as a value of this field, for a message. */
const char *value_example(const struct field *f);
/* Bind `unstated` or `placeholder`: whether one of them is written. */
bool value_bind_gap(struct binder *b, const struct node *n, const struct field *f, struct value *v);
/* Bind a value that is not a gap and does not consist of records. False if it has an error, which is reported. */
bool value_bind(struct binder *b, const struct node *n, const struct field *f, struct value *v);

/* The term with this id, or NULL: then the id is among the model's unknown ones. */
const struct term *term_bind(struct binder *b, const struct node *n, enum kind kind, const char *text, size_t len);
/* An id that is not there, for term_report_unknown; not_length: as in struct unknown. */
void term_add_unknown(struct binder *b, const struct node *n, enum kind kind, const char *id, size_t len, const char *not_length);
/* Once all is bound: one error for each unknown id, at its first place, with a suggestion of what to write. */
void term_report_unknown(struct binder *b);
/* Whether it is what people write where they do not know. */
bool term_is_shrug(const char *text);
/* NULL, which is reported, if a policy may not name the term any more. */
const struct term *term_want_current(struct binder *b, const struct node *n, const struct term *t);
/* [ids]; 'complete: [ids]' or 'examples: [ids]'; 'event' or 'implied event'. False if there is an error. */
bool term_bind_ids(struct binder *b, const struct node *list, enum kind kind, struct value *v);
bool term_bind_list(struct binder *b, const struct node *n, enum kind kind, struct value *v);
bool term_bind_start(struct binder *b, const struct node *n, struct value *v);
#endif

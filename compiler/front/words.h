/* SPDX-License-Identifier: MIT */
/* What the files that bind words share: locale.c (templates/locale/<id>.yaml) and vocabulary.c (policies/vocabulary.yaml). */
#ifndef FRONT_WORDS_H
#define FRONT_WORDS_H
#include "front.h"

struct words {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	struct pending *pending; /* of a vocabulary */
};

static inline struct pos at(const struct words *w, const struct node *n)
{
	return (struct pos){w->source, n->line, n->col};
}

static inline struct pos at_key(const struct words *w, const struct node *n)
{
	return (struct pos){w->source, n->key_line, n->key_col};
}

/* The value of a key; NULL if there is none, or no map. */
const struct node *words_child(const struct node *map, const char *key);
/* A label or phrase: one line, not empty, at most 200 bytes. NULL and an error otherwise. */
const char *words_of(struct words *w, const struct node *n);
/* The same without spaces around it: a label can stand at the start of a line. */
const char *words_label(struct words *w, const struct node *n);
#endif
